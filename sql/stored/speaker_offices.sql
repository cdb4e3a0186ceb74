-- One row per article and speaker whose office is told: by the article itself, else by articles around that day.
create or replace table stored.speaker_offices as
with quotes as (
    select * from main.quotes
),

roles as (
    select * from stored.settled_roles
),

articles as (
    select * from main.articles
),

role_timeline as (
    select * from stored.role_timeline
),

told_roles as (
    -- What the article itself calls the speaker: an office held before one that is over, then the first in the text.
    select
        article_id,
        person_id as speaker_id,
        arg_min(
            struct_pack(title := title, status := status, country_code := country_code),
            (list_position(['current', 'acting', 'elect', 'former'], status), char_start, role_id)
        ) as office,
        'article' as basis
    from roles
    group by article_id, person_id
),

speakers_without_role as (
    select distinct
        quotes.article_id,
        quotes.speaker_id,
        articles.published_on
    from quotes
    inner join articles on quotes.article_id = articles.article_id
    anti join told_roles
        on quotes.article_id = told_roles.article_id and quotes.speaker_id = told_roles.speaker_id
    where quotes.part_of is null and quotes.speaker_id is not null and articles.published_on is not null
),

timeline_roles as (
    -- What articles of that day, or before and after it, call the speaker.
    select
        speakers.article_id,
        speakers.speaker_id,
        arg_min(
            struct_pack(title := periods.title, status := periods.status, country_code := periods.country_code),
            (-periods.article_count, periods.title, periods.country_code, periods.role_id)
        ) as office,
        'timeline' as basis
    from speakers_without_role as speakers
    inner join role_timeline as periods
        on
            speakers.speaker_id = periods.person_id
            and speakers.published_on between periods.first_seen_on and periods.last_seen_on
    where periods.status <> 'former'
    group by speakers.article_id, speakers.speaker_id
),

offices as (
    select * from told_roles
    union all by name
    select * from timeline_roles
)

select
    offices.article_id,
    offices.speaker_id,
    struct_extract(offices.office, 'title') as title,
    struct_extract(offices.office, 'status') as status,
    struct_extract(offices.office, 'country_code') as country_code,
    offices.basis
from offices
order by offices.article_id, offices.speaker_id;

comment on table stored.speaker_offices is 'As what each article''s people speak in it; read by mart.who_said_what.';
comment on column stored.speaker_offices.article_id is 'The article (articles.article_id).';
comment on column stored.speaker_offices.speaker_id is 'Who speaks (entities.entity_id).';
comment on column stored.speaker_offices.title is 'The office in lower case, without its status.';
comment on column stored.speaker_offices.status is 'current, acting, elect or former.';
comment on column stored.speaker_offices.country_code is
'ISO 3166-1 alpha-3 code of the office''s country; null when unknown.';
comment on column stored.speaker_offices.basis is
'article: the article itself gives the office; timeline: articles of that day, or before and after it, do.';
