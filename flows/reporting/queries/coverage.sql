-- One row per stretch of days (a day, week, month, quarter or year), with a few of its articles; one without day for the undated.
with articles as (
    select
        articles.article_id,
        articles.title,
        articles.duplicate_of,
        articles.story_id,
        stories.article_count as story_size,
        date_trunc(getvariable('grain'), articles.published_on)::date as starts_on
    from main.articles
    semi join report_scope on articles.article_id = report_scope.article_id
    left join main.stories on articles.story_id = stories.story_id
)

select
    starts_on,
    count(*) as article_count,
    count(*) filter (where duplicate_of is not null) as copy_count,
    count(distinct story_id) as story_count,
    list(
        article_id
        order by duplicate_of is not null asc, title is null asc, story_size desc, article_id asc
    )[1:getvariable('examples')] as article_ids
from articles
group by starts_on
order by starts_on nulls last;
