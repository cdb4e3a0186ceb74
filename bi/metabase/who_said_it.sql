-- The words of one person, the latest first.
select
    published_on,
    speaker_name,
    speaker_role,
    words,
    publisher,
    article_title
from mart.who_said_what
where kind <> 'mixed'
[[and speaker_name ilike '%' || {{speaker}} || '%']]
[[and published_on >= cast({{since}} as date)]]
order by published_on desc nulls last, quote_id
limit 200
