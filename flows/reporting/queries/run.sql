-- One row: the last run.
select
    run_id,
    started_at,
    finished_at,
    state,
    code_version,
    seen_count,
    loaded_count,
    duplicate_count,
    rejected_count
from ops.runs
order by started_at desc, run_id desc
limit 1;
