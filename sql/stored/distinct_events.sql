-- One row per distinct event: reports of one type between the same parties on overlapping days are one event.
create or replace table stored.distinct_events as
with events as (
    select * from main.events
),

articles as (
    select * from main.articles
),

entities as (
    select * from main.entities
),

reports as (
    -- A party that is not named stands for its country; a report that spans more than a week is too vague to join others.
    select
        events.event_id,
        events.article_id,
        events.event_type,
        events.mode,
        events.actor_id,
        events.recipient_id,
        events.actor_country,
        events.recipient_country,
        events.starts_on,
        events.ends_on,
        events.status,
        events.trigger,
        events.pair_id,
        articles.story_id,
        articles.published_on,
        articles.publisher,
        coalesce(events.actor_id, 'country:' || events.actor_country, '') as actor_key,
        coalesce(events.recipient_id, 'country:' || events.recipient_country, '') as recipient_key,
        events.status = 'denied' as is_denied,
        coalesce(events.ends_on, events.starts_on) as last_on,
        coalesce(date_diff('day', events.starts_on, events.ends_on), 0) > 7 as is_vague
    from events
    inner join articles on events.article_id = articles.article_id
),

oriented as (
    -- Talks, agreements and cooperation have no direction, nor has what the same words tell in both: the parties are
    -- turned into alphabetical order.
    select
        *,
        event_type in ('AGREE', 'CONSULT', 'COOPERATE') or pair_id is not null as is_mutual,
        is_mutual and actor_key > recipient_key as is_turned,
        if(is_turned, recipient_id, actor_id) as first_id,
        if(is_turned, actor_id, recipient_id) as second_id,
        if(is_turned, recipient_country, actor_country) as first_country,
        if(is_turned, actor_country, recipient_country) as second_country
    from reports
),

keyed as (
    -- Reports can be one event only between the same parties and within a scope: undated ones within their story, vague
    -- ones among the same days, those without any party within their article.
    select
        *,
        hash(
            event_type,
            if(is_turned, recipient_key, actor_key),
            if(is_turned, actor_key, recipient_key),
            is_mutual,
            is_denied,
            case
                when starts_on is null then coalesce(story_id, article_id)
                when is_vague then starts_on::varchar || '/' || ends_on::varchar
            end,
            if(actor_key = '' and recipient_key = '', article_id, '')
        ) as event_key
    from oriented
),

spans as (
    -- Days alone decide which reports belong together: far fewer rows to put in order than there are reports.
    select
        event_key,
        starts_on,
        max(last_on) as last_on
    from keyed
    where starts_on is not null
    group by event_key, starts_on
),

reached as (
    select
        *,
        max(last_on) over (
            partition by event_key
            order by starts_on
            rows between unbounded preceding and 1 preceding
        ) as reached_on
    from spans
),

numbered as (
    select
        event_key,
        starts_on,
        count(*) filter (where starts_on > reached_on) over (
            partition by event_key
            order by starts_on
        ) as occurrence_no
    from reached
),

placed as (
    select
        keyed.*,
        numbered.occurrence_no
    from keyed
    left join numbered on keyed.event_key = numbered.event_key and keyed.starts_on = numbered.starts_on
),

merged as (
    -- Who acts is the same in all of them; of the rest the first report that tells it counts. Hashes stand for keys
    -- where only their number is asked: they are counted twice as fast.
    select
        min(event_id) as event_id,
        min(event_type) as event_type,
        bool_or(is_mutual) as is_mutual,
        min(first_id) as actor_id,
        min(second_id) as recipient_id,
        arg_min(first_country, event_id) as actor_country,
        arg_min(second_country, event_id) as recipient_country,
        arg_min(mode, event_id) as mode,
        max(starts_on) as latest_start_on,
        min(starts_on) as earliest_start_on,
        max(last_on) as latest_end_on,
        min(last_on) as earliest_end_on,
        case
            when bool_or(status = 'actual') then 'actual'
            when bool_or(status = 'planned') then 'planned'
            when bool_or(status = 'possible') then 'possible'
            else 'denied'
        end as status,
        count(distinct hash(coalesce(pair_id, event_id))) as report_count,
        count(distinct hash(article_id)) as article_count,
        count(distinct if(story_id is null, null, hash(story_id))) as story_count,
        count(distinct if(publisher is null, null, hash(publisher))) as publisher_count,
        min(published_on) as first_published_on,
        max(published_on) as last_published_on,
        arg_min(trigger, event_id) as trigger
    from placed
    group by event_key, occurrence_no
)

-- Where all reports share a day, that is when it was; else the whole stretch they cover.
select
    merged.event_id,
    merged.event_type,
    merged.mode,
    merged.is_mutual,
    merged.actor_id,
    actor.name as actor_name,
    merged.actor_country,
    merged.recipient_id,
    recipient.name as recipient_name,
    merged.recipient_country,
    if(merged.latest_start_on <= merged.earliest_end_on, merged.latest_start_on, merged.earliest_start_on) as starts_on,
    if(merged.latest_start_on <= merged.earliest_end_on, merged.earliest_end_on, merged.latest_end_on) as ends_on,
    merged.status,
    merged.report_count,
    merged.article_count,
    merged.story_count,
    merged.publisher_count,
    merged.first_published_on,
    merged.last_published_on,
    merged.trigger
from merged
left join entities as actor on merged.actor_id = actor.entity_id
left join entities as recipient on merged.recipient_id = recipient.entity_id
order by starts_on, merged.event_id;
