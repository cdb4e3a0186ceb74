-- One row per office of the people most often named with one, by stretch of the same status; the latest few of each.
with articles_of_roles as (
    select
        roles.person_id,
        count(distinct roles.article_id) as article_count,
        count(*) as statement_count
    from main.roles
    semi join report_scope on roles.article_id = report_scope.article_id
    where roles.as_of is not null
    group by roles.person_id
),

people as (
    select
        person_id,
        row_number() over (order by article_count desc, statement_count desc, person_id asc) as rank
    from articles_of_roles
    qualify rank <= getvariable('most')
),

stretches as (
    select role_timeline.* from mart.role_timeline
    semi join people on role_timeline.person_id = people.person_id
    where role_timeline.first_seen_on is not null
)

select
    people.rank,
    stretches.person_id,
    stretches.person_name,
    stretches.title,
    stretches.organization_name,
    countries.name as country_name,
    stretches.status,
    stretches.previous_status,
    stretches.first_seen_on,
    stretches.last_seen_on,
    stretches.mention_count,
    stretches.contradiction,
    other_holder.name as other_holder_name,
    roles.role_id,
    roles.article_id,
    roles.char_start,
    roles.char_end
from stretches
inner join people on stretches.person_id = people.person_id
inner join main.roles on stretches.role_id = roles.role_id
left join main.entities as other_holder on stretches.other_holder_id = other_holder.entity_id
left join main.entities as countries on 'country:' || stretches.country_code = countries.entity_id
qualify
    row_number() over (
        partition by stretches.person_id
        order by stretches.mention_count desc, stretches.last_seen_on desc, stretches.role_id asc
    ) <= getvariable('examples')
order by people.rank, stretches.first_seen_on, stretches.last_seen_on, stretches.role_id;
