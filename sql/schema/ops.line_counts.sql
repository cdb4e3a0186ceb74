-- One row per line seen in several articles.
create table if not exists ops.line_counts (
    line_hash ubigint not null,
    article_count bigint not null,
    primary key (line_hash)
);

comment on table ops.line_counts is
'How many articles hold a line, so that furniture of a site is known in later runs.';
comment on column ops.line_counts.line_hash is 'Hash of the line.';
comment on column ops.line_counts.article_count is 'How many articles hold it.';
