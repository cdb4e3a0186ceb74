-- One row per expectation that did not hold in the last validated run, the gravest first.
select
    suite,
    "column",
    expectation,
    severity,
    unexpected_count
from mart.data_quality
where not success
order by severity asc, unexpected_count desc nulls last, suite asc, "column" asc nulls first, expectation asc
limit getvariable('most');
