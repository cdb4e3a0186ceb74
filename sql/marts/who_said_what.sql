-- One row per statement: the first or only piece of something quoted or reported, with who said it, as what, where.
create or replace view mart.who_said_what as
with quotes as (
    select * from main.quotes
),

entities as (
    select * from main.entities
),

articles as (
    select * from main.articles
),

offices as (
    select * from stored.speaker_offices
),

statements as (
    select
        quote_id,
        article_id,
        speaker_id,
        speaker_text,
        kind,
        words,
        cue,
        medium,
        char_start,
        char_end
    from quotes
    where part_of is null
),

pieces as (
    select
        part_of as quote_id,
        count(*) as further_piece_count
    from quotes
    where part_of is not null
    group by part_of
)

select
    articles.published_on,
    speaker.name as speaker_name,
    case offices.status
        when 'current' then offices.title
        when 'elect' then offices.title || '-elect'
        else offices.status || ' ' || offices.title
    end as speaker_role,
    offices.country_code as speaker_role_country_code,
    offices.basis as speaker_role_basis,
    statements.words,
    articles.title as article_title,
    articles.publisher,
    statements.kind,
    statements.cue,
    statements.medium,
    statements.speaker_text,
    statements.speaker_id,
    speaker.kind as speaker_kind,
    speaker.country_code as speaker_country_code,
    coalesce(pieces.further_piece_count, 0) as further_piece_count,
    statements.quote_id,
    statements.article_id,
    articles.story_id,
    statements.char_start,
    statements.char_end
from statements
inner join articles on statements.article_id = articles.article_id
left join entities as speaker on statements.speaker_id = speaker.entity_id
left join offices
    on statements.article_id = offices.article_id and statements.speaker_id = offices.speaker_id
left join pieces on statements.quote_id = pieces.quote_id;

comment on view mart.who_said_what is
'A transcript: one row per statement, counted at its first piece, with the day, who said it and as what.';
comment on column mart.who_said_what.published_on is 'Day of the article; null when unknown.';
comment on column mart.who_said_what.speaker_name is 'The speaker''s name; null when it cannot be resolved.';
comment on column mart.who_said_what.speaker_role is
'The speaker''s office on that day, with its status unless it is current: "acting president"; null when not told.';
comment on column mart.who_said_what.speaker_role_country_code is
'ISO 3166-1 alpha-3 code of the office''s country; null when unknown.';
comment on column mart.who_said_what.speaker_role_basis is
'article: the article itself gives the office; timeline: articles of that day, or before and after it, do '
'(mart.role_timeline); null without office.';
comment on column mart.who_said_what.words is 'What was said, made readable.';
comment on column mart.who_said_what.article_title is 'The article''s headline.';
comment on column mart.who_said_what.publisher is 'Its publisher; null when unknown.';
comment on column mart.who_said_what.kind is 'direct, mixed or indirect.';
comment on column mart.who_said_what.cue is 'The word of saying; null when there is none.';
comment on column mart.who_said_what.medium is 'Where it was said or written; null when not told.';
comment on column mart.who_said_what.speaker_text is 'The article''s words for the speaker.';
comment on column mart.who_said_what.speaker_id is 'Who said it (entities.entity_id); null when it cannot be resolved.';
comment on column mart.who_said_what.speaker_kind is 'person, organization, country, place, group, agreement or other.';
comment on column mart.who_said_what.speaker_country_code is
'ISO 3166-1 alpha-3 code of the speaker''s country; null when unknown.';
comment on column mart.who_said_what.further_piece_count is 'How many further pieces belong to the statement.';
comment on column mart.who_said_what.quote_id is 'The first or only piece (quotes.quote_id).';
comment on column mart.who_said_what.article_id is 'The article (articles.article_id).';
comment on column mart.who_said_what.story_id is 'Its story (stories.story_id); null when none.';
comment on column mart.who_said_what.char_start is 'Where the words begin in the raw text: 0-based code points.';
comment on column mart.who_said_what.char_end is 'Where the words end in the raw text, exclusive.';
