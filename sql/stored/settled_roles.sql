-- One row per statement of a role, its status as the article as a whole gives it.
create or replace table stored.settled_roles as
with roles as (
    select * from main.roles
)

select
    role_id,
    article_id,
    person_id,
    title,
    organization_id,
    country_code,
    case
        when status <> 'current' then status
        else coalesce(
            min(status) filter (where status <> 'current') over (
                partition by article_id, person_id, title, country_code
            ),
            status
        )
    end as status,
    as_of,
    char_start
from roles
order by role_id;

comment on table stored.settled_roles is
'Roles with one status per article, person and office: a word of status ("former President X") says more than '
'its absence ("President X") elsewhere in the same article; read by mart.role_timeline and mart.who_said_what.';
comment on column stored.settled_roles.role_id is 'The statement (roles.role_id).';
comment on column stored.settled_roles.article_id is 'Its article (articles.article_id).';
comment on column stored.settled_roles.person_id is 'Who (entities.entity_id).';
comment on column stored.settled_roles.title is 'The office in lower case.';
comment on column stored.settled_roles.organization_id is 'The body named with it (entities.entity_id); null when none.';
comment on column stored.settled_roles.country_code is
'ISO 3166-1 alpha-3 code of the office''s country; null when unknown.';
comment on column stored.settled_roles.status is 'current, acting, elect or former, as the article as a whole gives it.';
comment on column stored.settled_roles.as_of is 'Day of the article; null when unknown.';
comment on column stored.settled_roles.char_start is 'Where the words begin in the raw text: 0-based code points.';
