-- One row per reason for which a source or, in the last run, a row was kept out.
with sources as (
    select
        'source' as what,
        split_part(reason, ':', 1) as reason,
        count(*) as reject_count
    from raw.sources
    where state = 'rejected'
    group by all
),

last_run as (
    select max_by(run_id, (started_at, run_id)) as run_id
    from ops.runs
),

kept_out as (
    select
        'row of ' || rejects.table_name as what,
        rejects.reason,
        count(*) as reject_count
    from ops.rejects
    inner join last_run on rejects.run_id = last_run.run_id
    group by all
)

select * from sources
union all
select * from kept_out
order by reject_count desc, what asc, reason asc
limit getvariable('most');
