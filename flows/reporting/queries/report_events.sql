-- One row per distinct event that happened between two countries, as mart.country_pairs_by_month counts them.
create or replace temp table report_events as
with distinct_events as (
    select * from mart.distinct_events
    where
        status = 'actual'
        and actor_country <> recipient_country
),

reports as (
    select events.* from main.events
    semi join report_scope on events.article_id = report_scope.article_id
)

select
    distinct_events.event_id,
    distinct_events.event_type,
    distinct_events.mode,
    distinct_events.starts_on,
    distinct_events.report_count,
    distinct_events.is_mutual,
    distinct_events.actor_name,
    distinct_events.recipient_name,
    least(distinct_events.actor_country, distinct_events.recipient_country) as country_a,
    greatest(distinct_events.actor_country, distinct_events.recipient_country) as country_b,
    -- PLOVER's verbal and material cooperation; its other types are conflict.
    distinct_events.event_type in (
        'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT'
    ) as is_cooperation,
    date_trunc('month', distinct_events.starts_on)::date as month,
    reports.article_id,
    reports.char_start,
    reports.char_end
from distinct_events
inner join reports on distinct_events.event_id = reports.event_id;
