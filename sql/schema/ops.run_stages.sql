-- One row per run and stage.
create table if not exists ops.run_stages (
    run_id varchar not null,
    stage varchar not null,
    rows_in bigint,
    rows_out bigint,
    seconds double not null,
    primary key (run_id, stage)
);

comment on table ops.run_stages is 'What each stage of a run took, gave and cost.';
comment on column ops.run_stages.run_id is 'The run (ops.runs.run_id).';
comment on column ops.run_stages.stage is 'read, clean, deduplicate, understand, relate, validate, load or publish.';
comment on column ops.run_stages.rows_in is 'Rows the stage was given; null when it counts none.';
comment on column ops.run_stages.rows_out is 'Rows it handed on; null when it counts none.';
comment on column ops.run_stages.seconds is 'How long it took.';
