-- One row per article and entity that turned out to be another than its name alone says.
create table if not exists ops.entity_resolutions (
    article_id varchar not null,
    observed_id varchar not null,
    entity_id varchar not null
);

comment on table ops.entity_resolutions is
'Who an article means by a name, where namesakes are told apart or a decision of the user merges two ids.';
comment on column ops.entity_resolutions.article_id is 'The article (articles.article_id).';
comment on column ops.entity_resolutions.observed_id is 'Its id by its name alone (ops.entity_observations.entity_id).';
comment on column ops.entity_resolutions.entity_id is 'The entity that is meant (entities.entity_id).';
