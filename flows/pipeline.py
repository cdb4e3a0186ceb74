"""The whole way of news text into the warehouse, top to bottom.

read → survey → find repeated lines → clean → deduplicate → understand → relate → validate → load → publish

Each stage is one function of `flows.steps`, wrapped here as Prefect tasks; stages hand on Parquet files in the run's
folder, and a part that is finished there is not done again, so a run that was stopped can go on. Into a lake, load and
publication are one transaction, before which the run decides anew where others were published meanwhile.
"""

from typing import Any

from prefect import flow, task, unmapped
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import steps
from flows.outcome import Outcome
from flows.processes import Workers, start_workers, warming_up
from flows.progress import say
from flows.run import Run
from flows.turns import in_turn

_TASK_RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=4)
"""Threads that only wait for worker processes; two parts are ready when one is done."""
# Retries stand only around input and output: disks and networks recover, rules that fail would fail again.


@flow(name="newsledger", task_runner=_TASK_RUNNER, validate_parameters=False)
def build_warehouse(run: Run) -> Outcome:
    """Take a run from its sources to the published warehouse.

    Raises PublicationRefusedError when a table-level expectation fails: the published file keeps its rows.
    """
    read(run)
    decide(run)
    if run.lake:
        outcome = in_turn(run, decide, commit)
    else:
        load(run)
        outcome = publish(run)
    leave_artifacts(run, outcome)
    return outcome.accepted()


def decide(run: Run) -> None:
    """Work out what a run brings, upon all that is known already."""
    with start_workers(run.settings, most=len(run.folder.parts("read"))) as workers, warming_up():
        each_part(survey, run, workers)
        find_repeated(run)
        each_part(clean, run, workers)
        deduplicate(run)
        each_part(clean, run, workers)  # what deduplication recalled from the warehouse
        each_part(understand, run, workers)
        relate(run)
    with run.stage("validate") as note:
        for parts in steps.groups_to_validate(run):
            validate(run, parts)
        note.rows_in, note.rows_out = run.folder.total_rows("understand"), run.folder.total_rows("validate")


def each_part(step: Any, run: Run, workers: Workers) -> None:
    """Do one step for every part of the run that is not done yet, some at a time, and wait for all."""
    parts = run.folder.parts("read")
    left = [part for part in parts if not run.folder.is_done(step.name, part)]
    with run.stage(step.name) as note:
        futures = step.map(unmapped(run), left, unmapped(workers)) if left else []
        for done, future in enumerate(as_completed(futures)):
            say(f"{step.name}: {done} of {len(left)} parts")
            future.result()
        note.rows_in, note.rows_out = len(parts), run.folder.total_rows(step.name)


@task(retries=2, retry_delay_seconds=1, cache_policy=NO_CACHE)
def read(run: Run) -> None:
    steps.read(run)


@task(cache_policy=NO_CACHE, task_run_name="survey {part}")
def survey(run: Run, part: str, workers: Workers) -> None:
    workers.call(steps.survey, run, part)


@task(cache_policy=NO_CACHE)
def find_repeated(run: Run) -> None:
    steps.find_repeated(run)


@task(cache_policy=NO_CACHE, task_run_name="clean {part}")
def clean(run: Run, part: str, workers: Workers) -> None:
    workers.call(steps.clean, run, part)


@task(cache_policy=NO_CACHE)
def deduplicate(run: Run) -> None:
    steps.deduplicate(run)


@task(cache_policy=NO_CACHE, task_run_name="understand {part}")
def understand(run: Run, part: str, workers: Workers) -> None:
    workers.call(steps.understand, run, part)


@task(cache_policy=NO_CACHE)
def relate(run: Run) -> None:
    steps.relate(run)


@task(cache_policy=NO_CACHE, task_run_name="validate {parts[0]}")
def validate(run: Run, parts: tuple[str, ...]) -> None:
    steps.validate(run, parts)


@task(retries=2, retry_delay_seconds=1, cache_policy=NO_CACHE)
def load(run: Run) -> None:
    steps.load(run)


@task(retries=2, retry_delay_seconds=1, cache_policy=NO_CACHE)
def publish(run: Run) -> Outcome:
    return steps.publish(run)


@task(cache_policy=NO_CACHE)
def commit(run: Run) -> Outcome:
    return steps.commit(run)


def leave_artifacts(run: Run, outcome: Outcome) -> None:
    """Leave the run's counts and validations where the Prefect UI shows them."""
    create_table_artifact(key="newsledger-stages", table=outcome.stages, description=f"Rows by stage of {run.run_id}")
    create_table_artifact(key="newsledger-validations", table=outcome.validations, description="What was expected")
