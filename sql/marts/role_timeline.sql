-- One row per person, office and period: a stretch of articles that give the same status, with what contradicts it.
-- Undated articles are one stretch.
create or replace view mart.role_timeline as
select
    person_id,
    person_name,
    title,
    organization_id,
    organization_name,
    country_code,
    status,
    previous_status,
    first_seen_on,
    last_seen_on,
    mention_count,
    article_count,
    contradiction,
    other_holder_id,
    role_id
from stored.role_timeline;

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
