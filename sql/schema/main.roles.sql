-- One row per statement that a person holds an office.
create table if not exists main.roles (
    role_id varchar not null,
    article_id varchar not null,
    person_id varchar not null,
    title varchar not null,
    organization_id varchar,
    country_code varchar,
    status varchar not null,
    as_of date,
    text varchar not null,
    char_start bigint not null,
    char_end bigint not null,
    primary key (role_id)
);

comment on table main.roles is 'Offices that articles say people hold or held.';
comment on column main.roles.role_id is 'Key of the statement.';
comment on column main.roles.article_id is 'The article the row was read from (articles.article_id).';
comment on column main.roles.person_id is 'Who (entities.entity_id).';
comment on column main.roles.title is 'The office in lower case, without words of status: defense minister.';
comment on column main.roles.organization_id is 'The body it belongs to (entities.entity_id); null when unknown.';
comment on column main.roles.country_code is 'ISO 3166-1 alpha-3 code of the country it belongs to; null when unknown.';
comment on column main.roles.status is 'current, acting, former or elect, as of the article.';
comment on column main.roles.as_of is 'Day of the article (articles.published_on); null when unknown.';
comment on column main.roles.text is 'The very words.';
comment on column main.roles.char_start is 'Where the words begin: 0-based code points of raw.documents.text.';
comment on column main.roles.char_end is
'Where the words end, exclusive: substring(d.text, char_start + 1, char_end - char_start) gives them.';
