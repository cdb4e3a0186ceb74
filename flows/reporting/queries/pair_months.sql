-- One row per chosen pair and month with events; those of unknown month are one row without month.
select
    country_a || '-' || country_b as pair_id,
    month,
    count(*) filter (where is_cooperation) as cooperation_count,
    count(*) filter (where not is_cooperation) as conflict_count
from report_events
where country_a || '-' || country_b in (select unnest(getvariable('chosen')))
group by pair_id, month
order by pair_id, month nulls last;
