-- One row per source file or record ever offered.
create table if not exists raw.sources (
    source_uri varchar not null,
    document_id varchar,
    format varchar,
    byte_size bigint,
    state varchar not null,
    reason varchar,
    run_id varchar not null,
    seen_at timestamp not null,
    primary key (source_uri)
);

comment on table raw.sources is 'Every source file or record ever offered, with what became of it.';
comment on column raw.sources.source_uri is
'Where the record came from; a record of a container file is <file>#<record number>.';
comment on column raw.sources.document_id is 'The document it holds (raw.documents.document_id); null when rejected.';
comment on column raw.sources.format is
'How it was read: txt, html, jsonl, csv, parquet, warc or wet; null when it could not be told.';
comment on column raw.sources.byte_size is 'Size of the record in bytes as offered; null when it could not be read.';
comment on column raw.sources.state is
'What became of it: loaded (a new document), duplicate (the very text was known already) or rejected.';
comment on column raw.sources.reason is 'Why it was rejected or is a duplicate; null when loaded.';
comment on column raw.sources.run_id is 'The last run that was offered it (ops.runs.run_id).';
comment on column raw.sources.seen_at is 'When it was last offered (UTC); the only clock time outside ops.';
