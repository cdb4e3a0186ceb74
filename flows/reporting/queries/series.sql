-- One row per figure, the latest few of the subjects most often given on different days: those of one size first, for
-- figures far apart in size rather measure different things.
with figures as (
    -- As in mart.figures_in_conflict, a subject of one word (troops, people) names one thing only within a story.
    select
        figures_over_time.*,
        regexp_replace(lower(trim(figures_over_time.subject)), '^(the|a|an) ', '') as subject_key,
        case
            when contains(trim(figures_over_time.subject), ' ') then ''
            else coalesce(figures_over_time.story_id, figures_over_time.article_id)
        end as scope_key
    from mart.figures_over_time
    semi join report_scope on figures_over_time.article_id = report_scope.article_id
    where figures_over_time.kind <> 'duration'
),

series as (
    select
        subject_key,
        scope_key,
        kind,
        unit,
        per,
        count(*) as figure_count,
        count(distinct published_on) as day_count,
        row_number() over (
            order by
                min(value) > 0 and max(value) <= 10 * min(value) desc,
                count(distinct published_on) desc, count(*) desc, subject_key asc, scope_key asc, kind asc, unit asc, per asc nulls first
        ) as rank
    from figures
    group by subject_key, scope_key, kind, unit, per
    having count(distinct published_on) > 1 and count(distinct value) > 1
    qualify rank <= getvariable('most')
)

select
    series.rank,
    regexp_replace(trim(figures.subject), '^(the|a|an) ', '', 'i') as subject,
    series.figure_count,
    series.day_count,
    figures.kind,
    figures.unit,
    figures.per,
    figures.value,
    quantities.value_low,
    quantities.value_high,
    figures.approximation,
    figures.claimant_name,
    figures.published_on,
    figures.publisher,
    articles.url,
    figures.article_id,
    figures.quantity_id,
    figures.char_start,
    figures.char_end
from series
inner join figures
    on
        series.subject_key = figures.subject_key
        and series.scope_key = figures.scope_key
        and series.kind = figures.kind
        and series.unit = figures.unit
        and coalesce(series.per, '') = coalesce(figures.per, '')
inner join main.articles on figures.article_id = articles.article_id
inner join main.quantities on figures.quantity_id = quantities.quantity_id
qualify
    row_number() over (
        partition by series.rank
        order by figures.published_on desc, figures.article_id asc, figures.char_start asc, figures.quantity_id asc
    ) <= getvariable('examples')
order by series.rank, figures.published_on, figures.article_id, figures.char_start, figures.quantity_id;
