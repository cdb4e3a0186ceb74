-- A warehouse of $article_count articles whose rows are drawn, not read: for timing what reads the tables.
-- Shares and counts an article are those of the sample corpus and of generated runs, rounded; who is named how often
-- falls as one over the rank, as names in news do. Receipts do not hold: there is no text behind the rows.

-- Between 0 and 1, the same for the same seed and purpose.
create or replace temp macro draw(seed, purpose) as (hash(seed, purpose) >> 11)::double / 9007199254740992.0;
create or replace temp macro whole(seed, purpose, below) as floor(draw(seed, purpose) * below)::bigint;
-- A rank from 1, drawn one over the rank.
create or replace temp macro ranked(seed, purpose, most) as floor(pow(most + 1, draw(seed, purpose)))::bigint;
create or replace temp macro key_of(number) as md5(number::varchar);
create or replace temp macro country(rank) as chr((65 + rank // 26 % 26)::int) || chr((65 + rank % 26)::int) || 'X';
create or replace temp macro person(rank) as 'person:name-' || rank;
create or replace temp macro person_country(rank) as country(ranked(rank, 'citizen', 190));
create or replace temp macro filler(seed, length_wanted) as
left(repeat(md5(seed::varchar) || ' the quay and its ships ', 1 + length_wanted // 50), length_wanted);

create or replace temp table made as
with numbered as (
    select
        number,
        key_of(number) as article_id,
        -- A fifth of the articles tell one of few great stories, two fifths share small ones, the rest stand alone.
        case
            when draw(number, 'size') < 0.2 then ranked(number, 'great', 2000)
            when draw(number, 'size') < 0.6 then 2000 + whole(number, 'small', $article_count // 5 + 1)
            else 10000000 + number
        end as story_no
    from range($article_count) as numbers (number)
)

select
    number,
    article_id,
    story_no,
    'story:' || story_no as story_id,
    case when draw(number, 'copy') < 0.1 then key_of(whole(number, 'original', number + 1)) end as duplicate_of,
    case when draw(number, 'publisher') < 0.9 then 'Publisher ' || ranked(number, 'publisher name', 300) end as publisher,
    case
        when draw(number, 'dated') < 0.95
            then date '2022-01-01' + whole(story_no, 'day', 1000)::int + floor(-4 * ln(1 - draw(number, 'later')))::int
    end as published_on
from numbered;

insert into raw.documents by name
select article_id as document_id, filler(article_id, 2600) as text, 'text' as format, 'utf-8' as encoding,
    '{}' as declared, 'made' as run_id
from made;

insert into raw.sources by name
select number || '.txt' as source_uri, article_id as document_id, 'txt' as format, 2600 as byte_size,
    'loaded' as state, 'made' as run_id, timestamp '2025-01-01' as seen_at
from made;

insert into main.articles by name
select article_id, article_id as document_id, 'Headline ' || filler(article_id, 50) as title, ['A. Writer'] as bylines,
    publisher, 'https://example.org/' || article_id as url, 'en' as language, published_on,
    published_on as published_earliest, published_on as published_latest,
    if(published_on is null, 'unknown', 'declared') as published_basis, filler(article_id, 2400) as body,
    420 as word_count, nullif(duplicate_of, article_id) as duplicate_of, story_id, '1' as extractor_version
from made;

insert into main.duplicates by name
select article_id, duplicate_of as of_article_id, 'near' as kind, 0.9 as similarity
from main.articles where duplicate_of is not null;

insert into main.stories by name
select story_id, min(title) as headline, min(published_on) as first_published_on, max(published_on) as last_published_on,
    count(*) as article_count
from main.articles group by story_id;

insert into main.blocks by name
select article_id, n as block_no, case n when 0 then 'title' when 1 then 'byline' else 'body' end as kind,
    'made' as rule, filler(number * 100 + n, 200) as text, n * 200 as char_start, n * 200 + 200 as char_end
from made, range(12) as places (n);

-- Copies have no facts of their own.
create or replace temp table told as select made.* from made semi join main.articles as kept
on made.article_id = kept.article_id and kept.duplicate_of is null;

insert into main.sentences by name
select article_id, n as sentence_no, 2 + n // 2 as block_no, filler(number * 100 + n, 120) as text, n * 120 as char_start,
    n * 120 + 120 as char_end
from told, range(17) as places (n);

insert into main.entities by name
select person(rank) as entity_id, 'person' as kind, 'Name ' || rank as name, person_country(rank) as country_code,
    false as is_partial
from range(1, $article_count + 1) as ranks (rank)
union all by name
select 'organization:body-' || rank as entity_id, 'organization' as kind, 'Body ' || rank as name,
    country(ranked(rank, 'seat', 190)) as country_code, false as is_partial
from range(1, 15001) as ranks (rank)
union all by name
select 'country:' || country(rank) as entity_id, 'country' as kind, 'Land ' || rank as name,
    country(rank) as country_code, false as is_partial
from range(1, 191) as ranks (rank);

insert into main.entity_aliases by name
select entity_id, name as alias, 1 as mention_count from main.entities;

insert into main.mentions by name
select article_id || ':m' || n as mention_id, article_id, n % 17 as sentence_no,
    if(draw(number * 100 + n, 'named') < 0.6, person(ranked(number * 100 + n, 'who', $article_count)),
        'country:' || country(ranked(number * 100 + n, 'where', 190))) as entity_id,
    case when draw(number * 100 + n, 'form') < 0.5 then 'name' else 'short_name' end as form,
    'Name' as text, n * 100 as char_start, n * 100 + 4 as char_end
from told, range(24) as places (n);

insert into main.roles by name
with drawn as (
    select *, ranked(number * 100 + n, 'holder', $article_count) as rank from told, range(2) as places (n)
)

select article_id || ':r' || n as role_id, article_id, person(rank) as person_id,
    'office ' || ranked(rank * 3 + whole(number * 100 + n, 'which office', 3), 'office', 800) as title,
    case when draw(rank, 'has body') < 0.6 then 'organization:body-' || ranked(rank, 'body', 15000) end as organization_id,
    person_country(rank) as country_code,
    case when draw(number * 100 + n, 'status') < 0.88 then 'current'
        when draw(number * 100 + n, 'status') < 0.97 then 'former'
        when draw(number * 100 + n, 'status') < 0.99 then 'acting' else 'elect' end as status,
    published_on as as_of, 'office Name' as text, n * 100 as char_start, n * 100 + 11 as char_end
from drawn;

insert into main.quotes by name
select article_id || ':q' || n as quote_id, article_id, n % 17 as sentence_no,
    ['direct', 'mixed', 'indirect'][1 + n % 3] as kind, filler(number * 100 + n, 140) as text,
    filler(number * 100 + n, 140) as words,
    case when n > 0 and draw(number * 100 + n, 'part') < 0.15 then article_id || ':q' || (n - 1) end as part_of,
    case when draw(number * 100 + n, 'known') < 0.75
        then person(ranked(story_no * 10 + whole(number * 100 + n, 'voice', 4), 'speaker', $article_count)) end as speaker_id,
    'Name' as speaker_text, 'said' as cue, n * 100 as char_start, n * 100 + 140 as char_end
from told, range(10) as places (n);

insert into main.quantities by name
with drawn as (
    -- Articles of one story speak of the same few things.
    select *, number * 100 + n as seed, story_no * 10 + whole(number * 100 + n, 'thing', 6) as thing
    from told, range(7) as places (n)
)

select article_id || ':n' || n as quantity_id, article_id, n % 17 as sentence_no,
    ['count', 'count', 'money', 'money', 'percent', 'duration', 'ratio'][1 + whole(thing, 'kind', 7)] as kind,
    round(exp(3 + 6 * draw(thing, 'size')) * (0.9 + 0.2 * draw(seed, 'differs'))) as value,
    ['people', 'troops', 'USD', 'KRW', 'percent', 'year', 'times'][1 + whole(thing, 'kind', 7)] as unit,
    case when draw(seed, 'hedge') < 0.7 then 'exact' when draw(seed, 'hedge') < 0.85 then 'about'
        else 'over' end as approximation,
    case when draw(seed, 'subject') < 0.65 then
        if(draw(thing, 'long') < 0.5, 'the thing' || ranked(thing, 'word', 3000) || ' of' || ranked(thing, 'more', 3000),
            'Thing' || ranked(thing, 'word', 3000)) end as subject,
    case when draw(seed, 'claimed') < 0.4 then person(ranked(seed, 'claimant', $article_count)) end as claimant_id,
    'about 5 billion' as text, n * 100 as char_start, n * 100 + 15 as char_end
from drawn;

insert into main.dates by name
select article_id, n as date_no, n % 17 as sentence_no, 'date' as kind, '2024-05-01' as timex, published_on as starts_on,
    published_on as ends_on, 'relative' as basis, 'Monday' as text, n * 100 as char_start, n * 100 + 6 as char_end
from told, range(10) as places (n);

insert into main.events by name
with drawn as (
    -- Articles of one story report the same events.
    select *, number * 100 + n as seed, story_no * 20 + ranked(number * 100 + n, 'happening', 15) as happening
    from told, range(5) as places (n)
),

parties as (
    select
        *,
        ['CONSULT', 'CONSULT', 'CONSULT', 'AGREE', 'COOPERATE', 'AID', 'SUPPORT', 'CONCEDE', 'RETREAT', 'REQUEST',
            'ACCUSE', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT',
            'ASSAULT'][1 + whole(happening, 'type', 20)] as event_type,
        ranked(happening, 'actor', 190) as actor_rank,
        ranked(happening, 'recipient', 190) as recipient_rank,
        ranked(happening, 'who acts', $article_count) as who_acts,
        ranked(happening, 'who is acted upon', $article_count) as who_is,
        draw(happening, 'actor kind') as actor_kind,
        draw(happening, 'recipient kind') as recipient_kind,
        draw(seed, 'day kind') as day_kind,
        published_on - whole(happening, 'days before', 5)::int as day
    from drawn
),

reports as (
    select
        *,
        case when actor_kind < 0.45 then 'country:' || country(actor_rank) when actor_kind < 0.7 then person(who_acts)
            when actor_kind < 0.8 then 'organization:body-' || (who_acts % 15000 + 1) end as actor_id,
        case when recipient_kind < 0.4 then 'country:' || country(recipient_rank)
            when recipient_kind < 0.6 then person(who_is) end as recipient_id,
        if(actor_kind < 0.9, country(actor_rank), null) as actor_country,
        if(recipient_kind < 0.75, country(recipient_rank), null) as recipient_country,
        case when day_kind < 0.9 then case when day_kind < 0.65 then day when day_kind < 0.8
            then date_trunc('week', day)::date else date_trunc('month', day)::date end end as starts_on
    from parties
),

facts as (
    select
        article_id || ':e' || n as event_id, article_id, n % 17 as sentence_no, event_type, actor_id, recipient_id,
        actor_country, recipient_country, starts_on,
        case when day_kind < 0.65 then starts_on when day_kind < 0.8 then starts_on + 6 else starts_on + 29 end as ends_on,
        case when draw(seed, 'status') < 0.75 then 'actual' when draw(seed, 'status') < 0.87 then 'planned'
            when draw(seed, 'status') < 0.96 then 'possible' else 'denied' end as status,
        'met' as trigger, n * 100 as char_start, n * 100 + 3 as char_end,
        case when event_type in ('CONSULT', 'AGREE') and actor_id is not null and recipient_id is not null
            then article_id || ':p' || n end as pair_id
    from reports
)

select * from facts
union all by name
select * replace (
    event_id || 't' as event_id, recipient_id as actor_id, actor_id as recipient_id,
    recipient_country as actor_country, actor_country as recipient_country)
from facts where pair_id is not null;

insert into ops.runs values ('made', '2025-01-01', '2025-01-01', 'published', '0', $article_count, $article_count, 0, 0);

insert into ops.validations by name
select 'made' as run_id, 'quotes' as suite, 'expectation_' || n as expectation, 'fail' as severity, true as success,
    0 as unexpected_count
from range(150) as numbers (n);
