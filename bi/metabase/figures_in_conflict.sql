-- Figures that differ for one subject, side by side.
select
    subject,
    words,
    value,
    unit,
    coalesce(claimant_name, publisher, 'the article') as told_by,
    published_on
from mart.figures_in_conflict
where true
[[and subject ilike '%' || {{subject}} || '%']]
order by conflict_id, value, quantity_id
