-- How much is published, by week and publisher.
select
    date_trunc('week', published_on) as week,
    coalesce(publisher, 'unknown') as publisher,
    count(*) as articles
from articles
where published_on is not null
[[and published_on >= cast({{since}} as date)]]
group by all
order by week, publisher
