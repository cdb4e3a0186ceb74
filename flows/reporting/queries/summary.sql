-- One row: what the report is about, in numbers.
with articles as (
    select articles.* from main.articles
    semi join report_scope on articles.article_id = report_scope.article_id
)

select
    count(*) as article_count,
    count(*) filter (where duplicate_of is not null) as copy_count,
    count(distinct published_on) as day_count,
    min(published_on) as first_on,
    max(published_on) as last_on,
    count(*) filter (where published_on is null) as undated_count,
    count(distinct story_id) as story_count,
    (
        select count(distinct report_statements.speaker_id)
        from report_statements
        where report_statements.speaker_kind = 'person'
    ) as people_count,
    (select count(*) from report_statements) as statement_count,
    (select count(*) from main.quantities semi join report_scope on quantities.article_id = report_scope.article_id) as figure_count,
    (select count(*) from main.events semi join report_scope on events.article_id = report_scope.article_id) as event_count
from articles;
