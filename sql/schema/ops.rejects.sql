-- One row per row kept out of the published tables.
create table if not exists ops.rejects (
    run_id varchar not null,
    table_name varchar not null,
    row json not null,
    reason varchar not null
);

comment on table ops.rejects is 'Rows that broke a blocking expectation, and why.';
comment on column ops.rejects.run_id is 'The run that kept it out (ops.runs.run_id).';
comment on column ops.rejects.table_name is 'The table it was meant for.';
comment on column ops.rejects.row is 'The row as it was.';
comment on column ops.rejects.reason is 'The expectation it broke.';
