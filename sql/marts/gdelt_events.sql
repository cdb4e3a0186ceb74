-- One row per distinct event that happened, under the column names of GDELT's event table, in its capitals.
-- noqa: disable=CP02
create or replace view mart.gdelt_events as
with distinct_events as (
    select * from mart.distinct_events
),

events as (
    select * from main.events
),

articles as (
    select * from main.articles
),

sentences as (
    select * from main.sentences
),

blocks as (
    select * from main.blocks
),

event_codes as (
    select * from ops.event_codes
),

leads as (
    select
        article_id,
        min(block_no) as block_no
    from blocks
    where kind = 'body'
    group by article_id
),

happened as (
    -- A mode without a code of its own has the code of its type.
    select
        distinct_events.event_id,
        distinct_events.actor_name,
        distinct_events.actor_country,
        distinct_events.recipient_name,
        distinct_events.recipient_country,
        distinct_events.report_count,
        distinct_events.article_count,
        distinct_events.publisher_count,
        distinct_events.first_published_on,
        articles.url,
        leads.block_no is not null as is_in_lead,
        coalesce(distinct_events.starts_on, distinct_events.first_published_on) as day,
        coalesce(of_mode.cameo_code, of_type.cameo_code) as cameo_code,
        coalesce(of_mode.quad_class, of_type.quad_class) as quad_class,
        coalesce(of_mode.goldstein, of_type.goldstein) as goldstein
    from distinct_events
    inner join events on distinct_events.event_id = events.event_id
    inner join articles on events.article_id = articles.article_id
    left join sentences on events.article_id = sentences.article_id and events.sentence_no = sentences.sentence_no
    left join leads on sentences.article_id = leads.article_id and sentences.block_no = leads.block_no
    left join event_codes as of_mode
        on distinct_events.event_type = of_mode.event_type and distinct_events.mode = of_mode.mode
    left join event_codes as of_type
        on distinct_events.event_type = of_type.event_type and of_type.mode is null
    where distinct_events.status = 'actual'
)

select
    event_id as GLOBALEVENTID,
    strftime(day, '%Y%m%d')::bigint as SQLDATE,
    strftime(day, '%Y%m')::bigint as MonthYear,
    year(day) as Year,
    actor_country as Actor1Code,
    actor_name as Actor1Name,
    actor_country as Actor1CountryCode,
    null::varchar as Actor1Type1Code,
    recipient_country as Actor2Code,
    recipient_name as Actor2Name,
    recipient_country as Actor2CountryCode,
    null::varchar as Actor2Type1Code,
    is_in_lead::bigint as IsRootEvent,
    cameo_code as EventCode,
    cameo_code[1:3] as EventBaseCode,
    cameo_code[1:2] as EventRootCode,
    quad_class as QuadClass,
    goldstein as GoldsteinScale,
    report_count as NumMentions,
    nullif(publisher_count, 0) as NumSources,
    article_count as NumArticles,
    null::double as AvgTone,
    null::varchar as ActionGeo_CountryCode,
    strftime(first_published_on, '%Y%m%d')::bigint as DATEADDED,
    url as SOURCEURL
from happened;

comment on view mart.gdelt_events is
'mart.distinct_events under the column names of GDELT''s event table, for queries written for it: only what happened, '
'an event once however often it was told, and an event without direction (talks, a deal) in one row, its parties in '
'alphabetical order.';
comment on column mart.gdelt_events.GLOBALEVENTID is 'distinct_events.event_id: a text, not GDELT''s number.';
comment on column mart.gdelt_events.SQLDATE is
'First day of the event as yyyymmdd, else that of the first article that reports it; null when neither is known.';
comment on column mart.gdelt_events.MonthYear is 'Its month as yyyymm.';
comment on column mart.gdelt_events.Year is 'Its year.';
comment on column mart.gdelt_events.Actor1Code is 'The same as Actor1CountryCode: roles are not coded.';
comment on column mart.gdelt_events.Actor1Name is 'Name of who acts; null when only a country or nothing is known.';
comment on column mart.gdelt_events.Actor1CountryCode is
'ISO 3166-1 alpha-3 code of the actor''s country, for nearly all countries also CAMEO''s; null when unknown.';
comment on column mart.gdelt_events.Actor1Type1Code is 'Always null: roles are not coded.';
comment on column mart.gdelt_events.Actor2Code is 'The same as Actor2CountryCode: roles are not coded.';
comment on column mart.gdelt_events.Actor2Name is
'Name of who is acted upon; null when only a country or nothing is known.';
comment on column mart.gdelt_events.Actor2CountryCode is
'ISO 3166-1 alpha-3 code of the recipient''s country; null when unknown.';
comment on column mart.gdelt_events.Actor2Type1Code is 'Always null: roles are not coded.';
comment on column mart.gdelt_events.IsRootEvent is
'1 when the report that stands for the event is in the first paragraph of its article, else 0.';
comment on column mart.gdelt_events.EventCode is
'CAMEO code nearest to the PLOVER type and mode (ops.event_codes), three or four digits as text.';
comment on column mart.gdelt_events.EventBaseCode is 'Its first three digits.';
comment on column mart.gdelt_events.EventRootCode is 'Its first two digits.';
comment on column mart.gdelt_events.QuadClass is
'1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by the CAMEO class.';
comment on column mart.gdelt_events.GoldsteinScale is 'Weight of the CAMEO code from -10 (conflict) to 10 (cooperation).';
comment on column mart.gdelt_events.NumMentions is 'How many passages report it.';
comment on column mart.gdelt_events.NumSources is 'How many publishers report it; null when none is known.';
comment on column mart.gdelt_events.NumArticles is 'How many articles report it.';
comment on column mart.gdelt_events.AvgTone is 'Always null: tone is not measured.';
comment on column mart.gdelt_events.ActionGeo_CountryCode is 'Always null: where it happened is not coded.';
comment on column mart.gdelt_events.DATEADDED is
'Day of the first article that reports it as yyyymmdd; null when unknown.';
comment on column mart.gdelt_events.SOURCEURL is
'Address of the article whose report stands for the event; null when the page does not tell it.';
