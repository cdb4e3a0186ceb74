-- One row: how many expectations the last validated run was held to, and how many held.
select
    count(*) as expectation_count,
    count(*) filter (where success) as held_count,
    count(*) filter (where not success and severity = 'fail') as broken_count,
    count(*) filter (where not success and severity = 'warn') as doubt_count
from mart.data_quality;
