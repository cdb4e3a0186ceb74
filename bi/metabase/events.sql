-- What happened, each event once, with how many articles tell it.
select
    starts_on,
    event_type,
    coalesce(actor_name, actor_country) as actor,
    coalesce(recipient_name, recipient_country) as recipient,
    trigger,
    article_count
from mart.distinct_events
where status = 'actual'
[[and starts_on >= cast({{since}} as date)]]
[[and event_type = {{event_type}}]]
order by starts_on desc nulls last, event_id
limit 200
