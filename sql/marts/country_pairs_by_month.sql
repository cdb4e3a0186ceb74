-- One row per pair of countries and month: how many distinct events of cooperation and conflict happened between them.
create or replace view mart.country_pairs_by_month as
with distinct_events as (
    select * from mart.distinct_events
),

entities as (
    select * from main.entities
),

happened as (
    select
        *,
        date_trunc('month', starts_on)::date as month,
        least(actor_country, recipient_country) as country_a,
        greatest(actor_country, recipient_country) as country_b
    from distinct_events
    where
        status = 'actual'
        and actor_country <> recipient_country
),

classed as (
    -- PLOVER's four classes.
    select
        *,
        event_type in ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') as is_verbal_cooperation,
        event_type in ('COOPERATE', 'AID', 'RETREAT') as is_material_cooperation,
        event_type in ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') as is_verbal_conflict,
        event_type in ('PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT') as is_material_conflict
    from happened
),

counted as (
    select
        month,
        country_a,
        country_b,
        count(*) filter (where is_verbal_cooperation or is_material_cooperation) as cooperation_count,
        count(*) filter (where is_verbal_conflict or is_material_conflict) as conflict_count,
        count(*) filter (where is_verbal_cooperation) as verbal_cooperation_count,
        count(*) filter (where is_material_cooperation) as material_cooperation_count,
        count(*) filter (where is_verbal_conflict) as verbal_conflict_count,
        count(*) filter (where is_material_conflict) as material_conflict_count,
        sum(report_count)::bigint as report_count
    from classed
    group by month, country_a, country_b
)

select
    counted.month,
    counted.country_a,
    first_country.name as country_a_name,
    counted.country_b,
    second_country.name as country_b_name,
    counted.cooperation_count,
    counted.conflict_count,
    counted.verbal_cooperation_count,
    counted.material_cooperation_count,
    counted.verbal_conflict_count,
    counted.material_conflict_count,
    counted.report_count
from counted
left join entities as first_country on 'country:' || counted.country_a = first_country.entity_id
left join entities as second_country on 'country:' || counted.country_b = second_country.entity_id;

comment on view mart.country_pairs_by_month is
'Cooperation and conflict between pairs of countries by month, counted in distinct events that happened.';
comment on column mart.country_pairs_by_month.month is
'First day of the month in which the events began; null when unknown.';
comment on column mart.country_pairs_by_month.country_a is
'ISO 3166-1 alpha-3 code, the alphabetically first of the pair.';
comment on column mart.country_pairs_by_month.country_a_name is 'Its name.';
comment on column mart.country_pairs_by_month.country_b is
'ISO 3166-1 alpha-3 code, the alphabetically second of the pair.';
comment on column mart.country_pairs_by_month.country_b_name is 'Its name.';
comment on column mart.country_pairs_by_month.cooperation_count is 'Verbal and material cooperation together.';
comment on column mart.country_pairs_by_month.conflict_count is 'Verbal and material conflict together.';
comment on column mart.country_pairs_by_month.verbal_cooperation_count is 'AGREE, CONSULT, SUPPORT, CONCEDE.';
comment on column mart.country_pairs_by_month.material_cooperation_count is 'COOPERATE, AID, RETREAT.';
comment on column mart.country_pairs_by_month.verbal_conflict_count is 'REQUEST, ACCUSE, REJECT, THREATEN.';
comment on column mart.country_pairs_by_month.material_conflict_count is
'PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT.';
comment on column mart.country_pairs_by_month.report_count is 'How many passages report these events.';
