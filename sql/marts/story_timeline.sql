-- One row per article of a story, in order of publication.
create or replace view mart.story_timeline as
with stories as (
    select * from main.stories
),

articles as (
    select * from main.articles
),

quotes as (
    select
        article_id,
        count(*) as statement_count
    from main.quotes
    where part_of is null
    group by article_id
),

quantities as (
    select
        article_id,
        count(*) as figure_count
    from main.quantities
    group by article_id
),

events as (
    select
        article_id,
        count(*) as event_count
    from main.events
    group by article_id
)

select
    stories.story_id,
    stories.headline,
    row_number() over (
        partition by stories.story_id
        order by articles.published_on nulls last, articles.article_id
    ) as position,
    articles.published_on,
    date_diff('day', stories.first_published_on, articles.published_on) as days_since_first,
    articles.article_id,
    articles.title as article_title,
    articles.publisher,
    articles.duplicate_of,
    coalesce(quotes.statement_count, 0) as statement_count,
    coalesce(quantities.figure_count, 0) as figure_count,
    coalesce(events.event_count, 0) as event_count
from stories
inner join articles on stories.story_id = articles.story_id
left join quotes on articles.article_id = quotes.article_id
left join quantities on articles.article_id = quantities.article_id
left join events on articles.article_id = events.article_id;

comment on view mart.story_timeline is 'How a story was told: its articles in order of publication.';
comment on column mart.story_timeline.story_id is 'The story (stories.story_id).';
comment on column mart.story_timeline.headline is 'The story''s headline.';
comment on column mart.story_timeline.position is
'Place of the article in the story, from 1; undated articles come last.';
comment on column mart.story_timeline.published_on is 'Its day of publication; null when unknown.';
comment on column mart.story_timeline.days_since_first is 'Days since the story''s first article; null when undated.';
comment on column mart.story_timeline.article_id is 'The article (articles.article_id).';
comment on column mart.story_timeline.article_title is 'Its headline.';
comment on column mart.story_timeline.publisher is 'Its publisher; null when unknown.';
comment on column mart.story_timeline.duplicate_of is 'The article it repeats; null when it is no copy.';
comment on column mart.story_timeline.statement_count is 'How many statements it holds.';
comment on column mart.story_timeline.figure_count is 'How many figures it holds.';
comment on column mart.story_timeline.event_count is 'How many event reports it holds.';
