-- One row per distinct event: reports of one type between the same parties on overlapping days are one event.
create or replace view mart.distinct_events as
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
        reports.event_id,
        reports.article_id,
        reports.event_type,
        reports.mode,
        reports.actor_key,
        reports.recipient_key,
        reports.starts_on,
        reports.ends_on,
        reports.last_on,
        reports.status,
        reports.trigger,
        reports.story_id,
        reports.published_on,
        reports.is_denied,
        reports.is_vague,
        reports.publisher,
        reports.pair_id,
        reports.event_type in ('AGREE', 'CONSULT', 'COOPERATE') or reports.pair_id is not null as is_mutual,
        is_mutual and reports.actor_key > reports.recipient_key as is_turned,
        if(is_turned, reports.recipient_id, reports.actor_id) as first_id,
        if(is_turned, reports.actor_id, reports.recipient_id) as second_id,
        if(is_turned, reports.recipient_country, reports.actor_country) as first_country,
        if(is_turned, reports.actor_country, reports.recipient_country) as second_country
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

reached as (
    select
        *,
        max(last_on) over (
            partition by event_key
            order by starts_on
            rows between unbounded preceding and 1 preceding
        ) as reached_on
    from keyed
),

numbered as (
    select
        *,
        count(*) filter (where starts_on > reached_on) over (
            partition by event_key
            order by starts_on
        ) as occurrence_no
    from reached
),

merged as (
    select
        min(event_id) as event_id,
        arg_min(event_type, event_id) as event_type,
        bool_or(is_mutual) as is_mutual,
        arg_min(first_id, event_id) as actor_id,
        arg_min(second_id, event_id) as recipient_id,
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
        count(distinct coalesce(pair_id, event_id)) as report_count,
        count(distinct article_id) as article_count,
        count(distinct story_id) as story_count,
        count(distinct publisher) as publisher_count,
        min(published_on) as first_published_on,
        max(published_on) as last_published_on,
        arg_min(trigger, event_id) as trigger
    from numbered
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
left join entities as recipient on merged.recipient_id = recipient.entity_id;

comment on view mart.distinct_events is
'Reports of one type between the same parties on overlapping days, told as one event.';
comment on column mart.distinct_events.event_id is 'The report that stands for the event (events.event_id).';
comment on column mart.distinct_events.event_type is 'PLOVER type.';
comment on column mart.distinct_events.mode is 'PLOVER mode; null when none is given.';
comment on column mart.distinct_events.is_mutual is
'Whether it has no direction: AGREE, CONSULT and COOPERATE, and what one sentence reports both ways; the '
'parties are then in alphabetical order.';
comment on column mart.distinct_events.actor_id is
'Who acts (entities.entity_id); null when only a country or nothing is known.';
comment on column mart.distinct_events.actor_name is 'The actor''s name.';
comment on column mart.distinct_events.actor_country is
'ISO 3166-1 alpha-3 code of the actor''s country; null when unknown.';
comment on column mart.distinct_events.recipient_id is
'Who is acted upon (entities.entity_id); null when only a country or nothing is known.';
comment on column mart.distinct_events.recipient_name is 'The recipient''s name.';
comment on column mart.distinct_events.recipient_country is
'ISO 3166-1 alpha-3 code of the recipient''s country; null when unknown.';
comment on column mart.distinct_events.starts_on is
'First day common to all reports, or of all of them where they share none; null when unknown.';
comment on column mart.distinct_events.ends_on is 'Last such day, inclusive; null when unknown.';
comment on column mart.distinct_events.status is
'The firmest that any report gives: actual, planned or possible. Denials are events of their own: denied.';
comment on column mart.distinct_events.report_count is 'How many passages report it.';
comment on column mart.distinct_events.article_count is 'How many articles report it.';
comment on column mart.distinct_events.story_count is
'How many stories report it; articles without story are not counted.';
comment on column mart.distinct_events.publisher_count is
'How many publishers report it; articles without publisher are not counted.';
comment on column mart.distinct_events.first_published_on is
'Day of the first article that reports it; null when unknown.';
comment on column mart.distinct_events.last_published_on is
'Day of the last article that reports it; null when unknown.';
comment on column mart.distinct_events.trigger is 'The words of the report that stands for it.';
