-- One row per expectation judged in a run.
create table if not exists ops.validations (
    run_id varchar not null,
    suite varchar not null,
    expectation varchar not null,
    "column" varchar,
    severity varchar not null,
    success boolean not null,
    unexpected_count bigint,
    observed varchar
);

comment on table ops.validations is 'What each expectation found.';
comment on column ops.validations.run_id is 'The run (ops.runs.run_id).';
comment on column ops.validations.suite is 'The table judged, or the name of a rule over several tables.';
comment on column ops.validations.expectation is 'The expectation''s name.';
comment on column ops.validations."column" is 'The column judged; null for a rule about whole rows or tables.';
comment on column ops.validations.severity is 'fail (blocks the row or the publication) or warn (is only recorded).';
comment on column ops.validations.success is 'Whether it held.';
comment on column ops.validations.unexpected_count is 'Rows that broke it; null when it does not count rows.';
comment on column ops.validations.observed is 'What was seen, in words or JSON; null when nothing was noted.';
