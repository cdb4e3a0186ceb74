-- One row per version this file has been at.
create table if not exists ops.schema_versions (
    version bigint not null,
    name varchar not null,
    applied_at timestamp not null,
    definitions_digest varchar not null,
    primary key (version)
);

comment on table ops.schema_versions is 'Schema versions of this file; code older than the highest refuses to open it.';
comment on column ops.schema_versions.version is 'Schema version, counted from 1.';
comment on column ops.schema_versions.name is 'The migration that led to it, or created for the first.';
comment on column ops.schema_versions.applied_at is 'When it was applied (UTC).';
comment on column ops.schema_versions.definitions_digest is
'SHA-256 of the SQL files that made the tables, views and comments last.';
