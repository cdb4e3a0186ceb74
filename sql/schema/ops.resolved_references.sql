-- One row per value of a fact that names another entity than its words alone say.
create table if not exists ops.resolved_references (
    table_name varchar not null,
    column_name varchar not null,
    row_id varchar not null,
    article_id varchar not null,
    observed_id varchar not null
);

comment on table ops.resolved_references is
'The ids that facts had before namesakes were told apart or ids merged, so that both can be undone.';
comment on column ops.resolved_references.table_name is 'The table of the fact, in schema main.';
comment on column ops.resolved_references.column_name is 'The column that names the entity.';
comment on column ops.resolved_references.row_id is 'Key of the fact.';
comment on column ops.resolved_references.article_id is 'The article of the fact (articles.article_id).';
comment on column ops.resolved_references.observed_id is 'The id by the name alone.';
