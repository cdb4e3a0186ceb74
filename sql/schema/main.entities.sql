-- One row per person, organization, country, place, group or agreement.
create table if not exists main.entities (
    entity_id varchar not null,
    kind varchar not null,
    name varchar not null,
    country_code varchar,
    is_partial boolean not null,
    primary key (entity_id)
);

comment on table main.entities is 'Who and what the articles name, across all articles.';
comment on column main.entities.entity_id is
'Readable key: person:moon-jae-in, country:KOR, organization:yonhap-news-agency; a namesake of another country has '
'it at the end: person:kim-yong-chol.prk.';
comment on column main.entities.kind is 'person, organization, country, place, group, agreement or other.';
comment on column main.entities.name is 'The name most often used for it, over all articles.';
comment on column main.entities.country_code is
'ISO 3166-1 alpha-3 code of the country it is or belongs to; null when unknown or when articles disagree '
'evenly.';
comment on column main.entities.is_partial is
'True when only part of a name was ever seen, or when an article does not tell which of several namesakes it means; '
'such an entity is never merged across articles, unless the user decides so.';
