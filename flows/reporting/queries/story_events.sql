-- One row per event report among a few of each story chosen: what happened, in its order of telling.
with events as (
    select
        events.*,
        articles.story_id
    from main.events
    inner join main.articles on events.article_id = articles.article_id
    semi join report_scope on events.article_id = report_scope.article_id
    where articles.story_id in (select unnest(getvariable('chosen')))
),

ranked as (
    select
        *,
        row_number() over (
            partition by story_id
            order by
                actor_id is null or recipient_id is null asc,
                status <> 'actual' asc,
                article_id asc,
                char_start asc,
                event_id asc
        ) as rank
    from events
)

select
    ranked.story_id,
    ranked.event_id,
    ranked.event_type,
    ranked.mode,
    ranked.pair_id is not null as is_mutual,
    actor.name as actor_name,
    recipient.name as recipient_name,
    ranked.starts_on,
    1 as report_count,
    ranked.status,
    ranked.article_id,
    ranked.char_start,
    ranked.char_end
from ranked
left join main.entities as actor on ranked.actor_id = actor.entity_id
left join main.entities as recipient on ranked.recipient_id = recipient.entity_id
where ranked.rank <= getvariable('examples')
order by ranked.story_id asc, ranked.rank asc;
