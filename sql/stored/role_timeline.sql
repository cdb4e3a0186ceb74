-- One row per person, office and period: a stretch of articles that give the same status, with what contradicts it.
-- Undated articles are one stretch.
create or replace table stored.role_timeline as
with roles as (
    select * from stored.settled_roles
),

entities as (
    select * from main.entities
),

single_offices as (
    select * from ops.single_offices
),

compared as (
    select
        *,
        lag(status) over (
            partition by person_id, title, country_code
            order by as_of, status, role_id
        ) as status_before
    from roles
    where as_of is not null
),

dated as (
    select
        *,
        count(*) filter (where status_before is distinct from status) over (
            partition by person_id, title, country_code
            order by as_of, status, role_id
        ) as stretch_no
    from compared
),

undated as (
    -- What no day is known of cannot be put in order.
    select
        *,
        null as status_before,
        null as stretch_no
    from roles
    where as_of is null
),

placed as (
    select * from dated
    union all by name
    select * from undated
),

stretches as (
    select
        person_id,
        title,
        country_code,
        status,
        stretch_no,
        min(as_of) as first_seen_on,
        max(as_of) as last_seen_on,
        count(*) as mention_count,
        count(distinct article_id) as article_count,
        mode(organization_id order by organization_id) as organization_id,
        arg_min_null(status_before, (as_of, status, role_id)) as previous_status,
        min(role_id) as role_id
    from placed
    group by person_id, title, country_code, status, stretch_no
),

national as (
    -- Offices of which a country has one: two holders on one day cannot both be right.
    select * from stretches
    where
        country_code is not null
        and status in ('current', 'acting')
        and title in (select single_offices.title from single_offices)
),

rivals as (
    select
        national.role_id,
        arg_min(other.person_id, (-other.article_count, other.person_id)) as other_holder_id
    from national
    inner join national as other
        on
            national.title = other.title
            and national.country_code = other.country_code
            and national.status = other.status
            and national.person_id <> other.person_id
            and national.first_seen_on <= other.last_seen_on
            and national.last_seen_on >= other.first_seen_on
    group by national.role_id
)

select
    stretches.person_id,
    person.name as person_name,
    stretches.title,
    stretches.organization_id,
    organization.name as organization_name,
    stretches.country_code,
    stretches.status,
    stretches.previous_status,
    stretches.first_seen_on,
    stretches.last_seen_on,
    stretches.mention_count,
    stretches.article_count,
    case
        when rivals.other_holder_id is not null then 'other_holder'
        when stretches.previous_status = 'former' and stretches.status in ('current', 'acting') then 'held_again'
    end as contradiction,
    rivals.other_holder_id,
    stretches.role_id
from stretches
left join rivals on stretches.role_id = rivals.role_id
left join entities as person on stretches.person_id = person.entity_id
left join entities as organization on stretches.organization_id = organization.entity_id
order by stretches.person_id, stretches.title, stretches.country_code, stretches.first_seen_on, stretches.role_id;
