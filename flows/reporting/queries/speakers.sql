-- One row per speaker of the kinds asked for who spoke most, with the office last given to them.
with speakers as (
    select
        speaker_id,
        speaker_name,
        speaker_country_code,
        count(*) as statement_count,
        count(distinct article_id) as article_count
    from report_statements
    where speaker_kind in (select unnest(getvariable('kinds')))
    group by speaker_id, speaker_name, speaker_country_code
    order by statement_count desc, article_count desc, speaker_id asc
    limit getvariable('most')
),

offices as (
    select
        person_id,
        arg_max(title, (coalesce(as_of, date '0001-01-01'), role_id)) as title,
        arg_max(status, (coalesce(as_of, date '0001-01-01'), role_id)) as status,
        arg_max_null(organization_id, (coalesce(as_of, date '0001-01-01'), role_id)) as organization_id,
        arg_max_null(country_code, (coalesce(as_of, date '0001-01-01'), role_id)) as country_code
    from main.roles
    where person_id in (select speakers.speaker_id from speakers)
    group by person_id
)

select
    speakers.speaker_id,
    speakers.speaker_name,
    speaker_country.name as country_name,
    offices.title,
    offices.status,
    coalesce(organization.name, office_country.name) as office_of,
    speakers.statement_count,
    speakers.article_count
from speakers
left join offices on speakers.speaker_id = offices.person_id
left join main.entities as organization on offices.organization_id = organization.entity_id
left join main.entities as office_country on 'country:' || offices.country_code = office_country.entity_id
left join main.entities as speaker_country on 'country:' || speakers.speaker_country_code = speaker_country.entity_id
order by speakers.statement_count desc, speakers.article_count desc, speakers.speaker_id asc;
