-- One row per leading story: most told first, then the latest.
with articles as (
    select
        articles.*,
        stories.headline
    from main.articles
    semi join report_scope on articles.article_id = report_scope.article_id
    left join main.stories on articles.story_id = stories.story_id
),

statements as (
    select
        article_id,
        count(*) as statement_count
    from report_statements
    group by article_id
),

events as (
    select
        article_id,
        count(*) as event_count
    from main.events
    group by article_id
),

chosen as (
    select
        story_id,
        count(*) as article_count,
        count(*) filter (where duplicate_of is not null) as copy_count,
        min(published_on) as first_on,
        max(published_on) as last_on,
        headline,
        first(
            article_id
            order by duplicate_of is not null asc, title is distinct from headline asc, published_on desc nulls last, article_id asc
        ) as face_id,
        list(
            article_id
            order by duplicate_of is not null asc, published_on desc nulls last, article_id asc
        )[1:getvariable('examples')] as article_ids
    from articles
    where story_id is not null
    group by story_id, headline
    order by article_count desc, last_on desc nulls last, story_id asc
    limit getvariable('most')
)

select
    chosen.story_id,
    chosen.headline,
    chosen.face_id,
    chosen.article_count,
    chosen.copy_count,
    chosen.first_on,
    chosen.last_on,
    chosen.article_ids,
    coalesce(sum(statements.statement_count), 0)::bigint as statement_count,
    coalesce(sum(events.event_count), 0)::bigint as event_count
from chosen
inner join articles on chosen.story_id = articles.story_id
left join statements on articles.article_id = statements.article_id
left join events on articles.article_id = events.article_id
group by all
order by chosen.article_count desc, chosen.last_on desc nulls last, chosen.story_id asc;
