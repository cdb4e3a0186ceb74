-- One row per figure of the leading conflicts: those told of one time and of one size come first.
-- Far apart in time a figure has rather changed, far apart in size it rather measures something else.
with figures as (
    select figures_in_conflict.* from mart.figures_in_conflict
    semi join report_scope on figures_in_conflict.article_id = report_scope.article_id
),

conflicts as (
    select
        conflict_id,
        min(value) as lowest_value,
        max(value) as highest_value,
        count(*) as figure_count,
        count(distinct article_id || ' ' || coalesce(claimant_id, '')) as voice_count,
        row_number() over (
            order by
                count(distinct story_id) = 1
                or coalesce(date_diff('day', min(published_on), max(published_on)) <= 31, false) desc,
                min(value) > 0 and max(value) <= 10 * min(value) desc,
                count(distinct article_id || ' ' || coalesce(claimant_id, '')) desc,
                count(*) asc,
                conflict_id asc
        ) as rank
    from figures
    group by conflict_id
    having count(distinct value) > 1
    qualify rank <= getvariable('most')
)

select
    conflicts.rank,
    conflicts.conflict_id,
    regexp_replace(trim(figures.subject), '^(the|a|an) ', '', 'i') as subject,
    conflicts.lowest_value,
    conflicts.highest_value,
    conflicts.figure_count,
    conflicts.voice_count,
    figures.kind,
    figures.unit,
    figures.per,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.approximation,
    figures.claimant_name,
    figures.publisher,
    articles.url,
    figures.published_on,
    figures.article_id,
    figures.quantity_id,
    figures.char_start,
    figures.char_end
from conflicts
inner join figures on conflicts.conflict_id = figures.conflict_id
inner join main.articles on figures.article_id = articles.article_id
qualify
    -- The ends of the range are always shown, then one figure of each voice.
    row_number() over (
        partition by conflicts.conflict_id
        order by
            figures.value not in (conflicts.lowest_value, conflicts.highest_value) asc,
            figures.published_on desc nulls last,
            figures.article_id asc,
            figures.char_start asc
    ) <= getvariable('examples')
order by conflicts.rank, figures.value, figures.published_on nulls last, figures.article_id, figures.char_start;
