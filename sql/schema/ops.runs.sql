-- One row per run.
create table if not exists ops.runs (
    run_id varchar not null,
    started_at timestamp not null,
    finished_at timestamp,
    state varchar not null,
    code_version varchar not null,
    seen_count bigint not null,
    loaded_count bigint not null,
    duplicate_count bigint not null,
    rejected_count bigint not null,
    primary key (run_id)
);

comment on table ops.runs is 'Runs that reached the warehouse.';
comment on column ops.runs.run_id is 'Key of the run; sorts by time of start.';
comment on column ops.runs.started_at is 'When it began (UTC).';
comment on column ops.runs.finished_at is 'When it ended (UTC); null while it goes on.';
comment on column ops.runs.state is 'running, published, refused (validation failed) or failed.';
comment on column ops.runs.code_version is 'Version of newsledger that ran.';
comment on column ops.runs.seen_count is 'Sources offered.';
comment on column ops.runs.loaded_count is 'Of these, new documents.';
comment on column ops.runs.duplicate_count is 'Of these, texts known already.';
comment on column ops.runs.rejected_count is 'Of these, rejected.';
