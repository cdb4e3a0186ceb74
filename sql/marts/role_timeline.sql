-- One row per person, office and period: a stretch of articles that give the same status, with what contradicts it.
-- Undated articles are one stretch.
create or replace view mart.role_timeline as
with roles as (
    select * from main.roles
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
left join entities as organization on stretches.organization_id = organization.entity_id;

comment on view mart.role_timeline is
'Who held which office when, as articles saw it: one row per stretch of the same status.';
comment on column mart.role_timeline.person_id is 'Who (entities.entity_id).';
comment on column mart.role_timeline.person_name is 'The person''s name.';
comment on column mart.role_timeline.title is 'The office in lower case.';
comment on column mart.role_timeline.organization_id is
'The body most often named with it (entities.entity_id); null when none.';
comment on column mart.role_timeline.organization_name is 'That body''s name.';
comment on column mart.role_timeline.country_code is
'ISO 3166-1 alpha-3 code of the office''s country; null when unknown.';
comment on column mart.role_timeline.status is 'current, acting, former or elect.';
comment on column mart.role_timeline.previous_status is
'The status before this stretch; null for the first and for undated ones.';
comment on column mart.role_timeline.first_seen_on is
'Day of the first article of the stretch; null when its articles are undated.';
comment on column mart.role_timeline.last_seen_on is
'Day of the last article of the stretch; null when its articles are undated.';
comment on column mart.role_timeline.mention_count is 'How many statements give it.';
comment on column mart.role_timeline.article_count is 'How many articles give it.';
comment on column mart.role_timeline.contradiction is
'other_holder: articles of these days give this office, of which a country has one, to somebody else as well; '
'held_again: an earlier article called the person a former holder; null when nothing contradicts.';
comment on column mart.role_timeline.other_holder_id is
'Who else is said to hold it in these days, by most articles (entities.entity_id); null when nobody.';
comment on column mart.role_timeline.role_id is 'One of these statements (roles.role_id).';
