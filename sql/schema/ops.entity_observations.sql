-- One row per article and entity it names.
-- No key is declared: an index would cost more than the rows, and the loader replaces an article's rows whole.
create table if not exists ops.entity_observations (
    article_id varchar not null,
    entity_id varchar not null,
    name varchar not null,
    kind varchar not null,
    country_code varchar,
    is_partial boolean not null,
    titles varchar[]
);

comment on table ops.entity_observations is
'What each article alone says of an entity; entities are derived from these rows.';
comment on column ops.entity_observations.article_id is 'The article the row was read from (articles.article_id).';
comment on column ops.entity_observations.entity_id is
'Its id by its name alone; ops.entity_resolutions has the articles that mean another entity by it.';
comment on column ops.entity_observations.name is 'Its name as this article has it.';
comment on column ops.entity_observations.kind is 'Its kind as this article has it.';
comment on column ops.entity_observations.country_code is 'Its country as this article has it; null when not told.';
comment on column ops.entity_observations.is_partial is 'Whether this article has only part of the name.';
comment on column ops.entity_observations.titles is
'Offices and occupations that this article gives a person at its time; null when read before they were noted.';
