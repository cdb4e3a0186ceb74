-- Cooperation and conflict of one country with all others, by month.
select
    month,
    if(country_a = {{country}}, country_b, country_a) as other_country,
    sum(cooperation_count) as cooperation,
    sum(conflict_count) as conflict
from mart.country_pairs_by_month
where {{country}} in (country_a, country_b) and month is not null
group by all
order by month, other_country
