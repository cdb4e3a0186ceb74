-- One row per distinct event: reports of one type between the same parties on overlapping days are one event.
create or replace view mart.distinct_events as
select
    event_id,
    event_type,
    mode,
    is_mutual,
    actor_id,
    actor_name,
    actor_country,
    recipient_id,
    recipient_name,
    recipient_country,
    starts_on,
    ends_on,
    status,
    report_count,
    article_count,
    story_count,
    publisher_count,
    first_published_on,
    last_published_on,
    trigger
from stored.distinct_events;

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
