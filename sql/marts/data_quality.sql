-- One row per expectation judged in the latest run that was validated.
create or replace view mart.data_quality as
with validations as (
    select * from ops.validations
),

runs as (
    select * from ops.runs
),

latest_run as (
    -- The keys of runs begin with their time of start.
    select max(run_id) as run_id
    from validations
)

select
    validations.run_id,
    runs.started_at,
    validations.suite,
    validations."column",
    validations.expectation,
    validations.severity,
    validations.success,
    validations.unexpected_count,
    validations.observed,
    concat(
        validations.suite,
        coalesce('.' || validations."column", ''),
        ': ',
        replace(regexp_replace(validations.expectation, '^expect_', ''), '_', ' '),
        case
            when validations.success then ': holds'
            when validations.severity = 'fail' then ': BROKEN'
            else ': broken, for the record'
        end,
        case
            when validations.unexpected_count = 1 then ' (1 row)'
            when validations.unexpected_count > 1 then concat(' (', validations.unexpected_count, ' rows)')
            else ''
        end
    ) as finding
from validations
inner join latest_run on validations.run_id = latest_run.run_id
left join runs on validations.run_id = runs.run_id;

comment on view mart.data_quality is 'What the latest validation found, in words.';
comment on column mart.data_quality.run_id is 'The run (ops.runs.run_id).';
comment on column mart.data_quality.started_at is 'When it began (UTC).';
comment on column mart.data_quality.suite is 'The table judged, or the name of a rule over several tables.';
comment on column mart.data_quality."column" is 'The column judged; null for a rule about whole rows or tables.';
comment on column mart.data_quality.expectation is 'The expectation''s name.';
comment on column mart.data_quality.severity is 'fail (blocks) or warn (is only recorded).';
comment on column mart.data_quality.success is 'Whether it held.';
comment on column mart.data_quality.unexpected_count is 'Rows that broke it; null when it does not count rows.';
comment on column mart.data_quality.observed is 'What was seen; null when nothing was noted.';
comment on column mart.data_quality.finding is 'The same as a sentence.';
