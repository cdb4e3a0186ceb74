"""Publish: the run is noted in the file that was built, and the file takes the published name."""

from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import polars as pl

import expectations
import warehouse.publish
from flows.outcome import Outcome
from flows.run import Run
from flows.steps.load import rejected_rows
from flows.steps.validate import verdict_of
from warehouse.connect import Connection, open_writer
from warehouse.lock import beside
from warehouse.record import record_rejects, record_run, record_stages, record_validations


def publish(run: Run) -> Outcome:
    """Note the run, give the built file the published name and return what the run came to.

    Where a table-level expectation failed, the refusal is all that is new: see `Outcome.accepted`.
    """
    outcome = outcome_of(run)
    build_docs(run)
    with open_writer(beside(run.file, ".building")) as connection:
        note_run(connection, run, outcome)
    warehouse.publish.publish(run.file, kept=run.settings.published_kept)
    return outcome


def note_run(connection: Connection, run: Run, outcome: Outcome) -> None:
    """Note in `ops` what a run did and what it came to."""
    record_run(connection, run.run_id, _run_row(run, outcome))
    record_stages(connection, run.run_id, [_stage_row(note) for note in run.stage_notes()])
    record_validations(connection, run.run_id, outcome.validations)
    record_rejects(connection, run.run_id, rejected_rows(run).to_dicts())


def build_docs(run: Run) -> None:
    """Build Great Expectations' pages of the run's validations, where there were any, in its folder."""
    verdict = verdict_of(run)
    if verdict.results:
        expectations.build_docs(run.folder.path / "data-docs", [verdict], run.run_id, run.started_at)


def outcome_of(run: Run) -> Outcome:
    """Count what the run's folder holds."""
    verdict = verdict_of(run)
    notes = {note["stage"]: note for note in run.stage_notes()}
    rejects = rejected_rows(run)
    return Outcome(
        run_id=run.run_id,
        state="refused" if notes["load"]["refusals"] else "published",
        refusals=notes["load"]["refusals"],
        sources=notes["read"]["seen"],
        reasons=_reasons(run),
        tables=notes["load"]["tables"],
        stages=[_stage_row(note) for note in notes.values()],
        validations=verdict.rows(),
        rejected_rows=rejects.height,
        recalled=sum(note.get("recalled", 0) for note in notes.values()),
        warnings=[f"{r.suite}: {r.expectation} ({r.column}) {r.observed}" for r in verdict.results if not r.success],
    )


def _reasons(run: Run) -> dict[str, int]:
    sources = [pl.read_parquet(path) for path in run.folder.files("read", "sources")]
    rejected = (frame.filter(pl.col("state") == "rejected").get_column("reason") for frame in sources)
    return dict(Counter(reason.split(":")[0] for column in rejected for reason in column).most_common())


def _run_row(run: Run, outcome: Outcome) -> dict[str, str | int | datetime]:
    counts = Counter(outcome.sources)
    return {
        "started_at": run.started_at.replace(tzinfo=None),
        "finished_at": datetime.now(UTC).replace(tzinfo=None),
        "state": outcome.state,
        "code_version": version("newsledger"),
        "seen_count": counts.total(),
        "loaded_count": counts["loaded"],
        "duplicate_count": counts["duplicate"],
        "rejected_count": counts["rejected"],
    }


def _stage_row(note: dict[str, Any]) -> dict[str, Any]:
    return {name: note[name] for name in ("stage", "rows_in", "rows_out", "seconds")}
