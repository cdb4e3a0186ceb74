-- One row per event among the most reported of each chosen pair and of each of its latest months.
with events as (
    select
        *,
        country_a || '-' || country_b as pair_id,
        dense_rank() over (
            partition by country_a, country_b
            order by month desc nulls first
        ) as month_no
    from report_events
    where country_a || '-' || country_b in (select unnest(getvariable('chosen')))
),

ranked as (
    select
        *,
        row_number() over (
            partition by pair_id, is_cooperation
            order by report_count desc, starts_on desc nulls last, event_id asc
        ) as overall_rank,
        row_number() over (
            partition by pair_id, is_cooperation, month
            order by report_count desc, starts_on desc nulls last, event_id asc
        ) as month_rank
    from events
)

select
    pair_id,
    is_cooperation,
    event_id,
    event_type,
    mode,
    is_mutual,
    actor_name,
    recipient_name,
    starts_on,
    month,
    report_count,
    article_id,
    char_start,
    char_end,
    overall_rank,
    month_rank
from ranked
where
    overall_rank <= getvariable('examples')
    or (month_rank <= getvariable('examples') and month_no <= getvariable('months'))
order by pair_id asc, is_cooperation desc, report_count desc, starts_on desc nulls last, event_id asc;
