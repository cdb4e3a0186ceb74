-- One row per pair of countries with the most events between them.
with pairs as (
    select
        country_a,
        country_b,
        count(*) filter (where is_cooperation) as cooperation_count,
        count(*) filter (where not is_cooperation) as conflict_count,
        count(*) filter (where month is null) as undated_count
    from report_events
    group by country_a, country_b
    order by count(*) desc, country_a asc, country_b asc
    limit getvariable('most')
)

select
    pairs.country_a || '-' || pairs.country_b as pair_id,
    coalesce(first_country.name, pairs.country_a) as country_a_name,
    coalesce(second_country.name, pairs.country_b) as country_b_name,
    pairs.cooperation_count,
    pairs.conflict_count,
    pairs.undated_count
from pairs
left join main.entities as first_country on 'country:' || pairs.country_a = first_country.entity_id
left join main.entities as second_country on 'country:' || pairs.country_b = second_country.entity_id
order by pairs.cooperation_count + pairs.conflict_count desc, pairs.country_a asc, pairs.country_b asc;
