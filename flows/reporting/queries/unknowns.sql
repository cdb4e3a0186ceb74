-- One row per thing that may be unknown: of how many rows it is, with a few of them.
with articles as (
    select articles.* from main.articles
    semi join report_scope on articles.article_id = report_scope.article_id
),

figures as (
    select quantities.* from main.quantities
    semi join report_scope on quantities.article_id = report_scope.article_id
),

events as (
    select events.* from main.events
    semi join report_scope on events.article_id = report_scope.article_id
),

rows_of_all as (
    select
        'article_day' as what,
        published_on is null as is_unknown,
        article_id,
        null as char_start,
        null as char_end,
        null as row_id
    from articles
    union all
    select
        'article_title' as what,
        title is null as is_unknown,
        article_id,
        null as char_start,
        null as char_end,
        null as row_id
    from articles
    union all
    select
        'article_publisher' as what,
        publisher is null as is_unknown,
        article_id,
        null as char_start,
        null as char_end,
        null as row_id
    from articles
    union all
    select
        'statement_speaker' as what,
        speaker_id is null as is_unknown,
        article_id,
        char_start,
        char_end,
        quote_id as row_id
    from report_statements
    union all
    select
        'figure_subject' as what,
        subject is null as is_unknown,
        article_id,
        char_start,
        char_end,
        quantity_id as row_id
    from figures
    union all
    select
        'event_day' as what,
        starts_on is null as is_unknown,
        article_id,
        char_start,
        char_end,
        event_id as row_id
    from events
    union all
    select
        'event_parties' as what,
        actor_country is null or recipient_country is null as is_unknown,
        article_id,
        char_start,
        char_end,
        event_id as row_id
    from events
)

select
    what,
    count(*) as row_count,
    count(*) filter (where is_unknown) as unknown_count,
    list(
        struct_pack(article_id, char_start, char_end, row_id)
        order by article_id, char_start, row_id
    ) filter (where is_unknown)[1:getvariable('examples')] as examples
from rows_of_all
group by what
order by what;
