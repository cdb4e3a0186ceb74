-- Articles that name a person, body or country, with where to read them.
select
    articles.published_on,
    articles.title,
    articles.publisher,
    articles.url,
    count(*) as mentions
from articles
inner join mentions on articles.article_id = mentions.article_id
inner join entities on mentions.entity_id = entities.entity_id
where entities.name ilike '%' || {{name}} || '%'
group by all
order by mentions desc, articles.published_on
limit 100
