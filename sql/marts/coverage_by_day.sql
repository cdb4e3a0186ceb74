-- One row per day of publication; articles of unknown day are one row without day.
create or replace view mart.coverage_by_day as
with articles as (
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

events as (
    select
        article_id,
        count(*) as event_count
    from main.events
    group by article_id
)

select
    articles.published_on,
    count(*) as article_count,
    count(*) filter (where articles.duplicate_of is not null) as duplicate_count,
    count(distinct articles.publisher) as publisher_count,
    count(distinct articles.story_id) as story_count,
    sum(articles.word_count)::bigint as word_count,
    coalesce(sum(quotes.statement_count), 0)::bigint as statement_count,
    coalesce(sum(events.event_count), 0)::bigint as event_count
from articles
left join quotes on articles.article_id = quotes.article_id
left join events on articles.article_id = events.article_id
group by articles.published_on;

comment on view mart.coverage_by_day is 'How much was published on each day.';
comment on column mart.coverage_by_day.published_on is 'Day of publication; null for articles of unknown day.';
comment on column mart.coverage_by_day.article_count is 'Articles, copies included.';
comment on column mart.coverage_by_day.duplicate_count is 'Of these, copies of others.';
comment on column mart.coverage_by_day.publisher_count is 'Publishers known.';
comment on column mart.coverage_by_day.story_count is 'Stories touched.';
comment on column mart.coverage_by_day.word_count is 'Words of all bodies.';
comment on column mart.coverage_by_day.statement_count is 'Statements quoted or reported.';
comment on column mart.coverage_by_day.event_count is 'Event reports.';
