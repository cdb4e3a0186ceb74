"""Load: all that was accepted goes into the file being built, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from flows.decisions import make_resolver
from flows.frames import SCHEMAS
from flows.run import Run, StageNote
from flows.steps.validate import verdict_of
from warehouse.connect import Connection, open_writer
from warehouse.fulltext import prepare_index, update_index
from warehouse.integrity import broken_promises
from warehouse.load import Files, load_run
from warehouse.memory import limit_memory
from warehouse.migrate import apply_schema
from warehouse.publish import begin_building

FAILURES_ALLOWED, FAILED_SHARE = 2, 0.05
"""Articles a step may fail for before the fault must be in our rules, not in a text: then nothing is published."""
UNJUDGED = {
    "article_lines": "survey",
    "line_changes": "repetition",
    "signatures": "clean",
    "similar_pairs": "deduplicate",
    "story_keys": "relate",
    "story_pairs": "relate",
    "story_changes": "relate",
    "article_links": "relate",
    "remote_files": "load",
}
"""Tables that are only an index of others, by the stage that gives them."""
LOADED = {table: UNJUDGED.get(table, "validate") for table in SCHEMAS if table != "rejects"}


def load(run: Run) -> None:
    """Build the next warehouse beside the published one.

    Where a table-level expectation failed, or the loaded tables do not hold together, nothing is loaded: the file
    built then differs from the published one only in what `publish` notes of the run. Raises duckdb.Error when a row
    breaks a key: then nothing of the run is in.
    """
    with run.stage("load") as note:
        refusals = refusals_before_loading(run)
        counts: dict[str, int] = {}
        if not refusals:
            counts, refusals = _build(run)
        if refusals:
            counts = {}
            with _building(run):
                pass  # neither the run's rows nor new decisions of the user go in
        tell_load(run, note, counts, refusals)


def refusals_before_loading(run: Run) -> list[str]:
    """Return, in words, why nothing of a run may be loaded; nothing where it may."""
    return [*verdict_of(run).refusals, *_failed_steps(run)]


def tell_load(run: Run, note: StageNote, counts: dict[str, int], refusals: list[str]) -> None:
    """Note what a load was given and what came of it."""
    note.rows_in = sum(run.folder.rows(stage, table) for table, stage in LOADED.items())
    note.rows_out = sum(counts.values())
    note.more = {"tables": counts, "refusals": refusals}


def files_to_load(run: Run) -> Files:
    """Return the files of what was accepted, by table."""
    return {table: run.folder.files(stage, table) for table, stage in LOADED.items()}


def _failed_steps(run: Run) -> list[str]:
    """Return, in words, the steps that failed for more articles than single odd texts explain."""
    article_count = run.folder.rows("clean", "articles") + run.folder.rows("clean", "rejects")
    counts = {step: run.folder.rows(step, "rejects") for step in ("clean", "understand")}
    most = max(FAILURES_ALLOWED, FAILED_SHARE * article_count)
    return [
        f"{step} failed for {count:,} of {article_count:,} articles" for step, count in counts.items() if count > most
    ]


def _build(run: Run) -> tuple[dict[str, int], list[str]]:
    """Build a file with the run's rows added; return the rows a table received, and what does not hold."""
    with _building(run) as connection:
        counts = load_run(connection, run.run_id, files_to_load(run), resolver=make_resolver(run.settings))
        update_index(connection)
        return counts, broken_promises(connection)


@contextmanager
def _building(run: Run) -> Iterator[Connection]:
    """Open the file to build, brought to the present schema; left as it is, it has the rows of the published one."""
    with open_writer(begin_building(run.file)) as connection:
        apply_schema(connection)
        limit_memory(connection, run.folder.rows("clean", "articles"))
        prepare_index(connection)
        yield connection


def rejected_rows(run: Run) -> pl.DataFrame:
    """Return the rows of the run that were kept out of the warehouse, with their reasons."""
    paths = run.folder.files("validate", "rejects")
    return pl.concat([pl.read_parquet(path) for path in paths]) if paths else pl.DataFrame(schema=SCHEMAS["rejects"])
