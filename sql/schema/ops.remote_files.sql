-- One row per file of another machine that was read to its end.
-- No key is declared: a file's row is replaced when it is read again.
create table if not exists ops.remote_files (
    file_uri varchar not null,
    version varchar not null,
    extractor_version varchar not null,
    run_id varchar not null
);

comment on table ops.remote_files is
'Which version of a file on another machine was read to its end: it is not fetched again while it is the same.';
comment on column ops.remote_files.file_uri is
'The file (raw.sources.source_uri without a record number), without user, password and signature.';
comment on column ops.remote_files.version is
'Its size and its checksum, else the time of its last change, as its filesystem tells them.';
comment on column ops.remote_files.extractor_version is 'The rules it was read under (articles.extractor_version).';
comment on column ops.remote_files.run_id is 'The last run that read it (ops.runs.run_id).';
