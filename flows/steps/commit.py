"""Commit: into a lake a run is loaded, noted and published in one transaction, whose end is its publication."""

from flows.decisions import make_resolver
from flows.outcome import Outcome
from flows.run import Run
from flows.steps.load import files_to_load, refusals_before_loading, tell_load
from flows.steps.publish import note_run, outcome_of
from warehouse.connect import Connection
from warehouse.definitions import broken_keys
from warehouse.integrity import broken_promises
from warehouse.lake import lake_transaction, open_lake_writer
from warehouse.load import load_rows


class _BrokenError(Exception):
    """The loaded tables do not hold together."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


def commit(run: Run) -> Outcome:
    """Publish a run in its lake and return what it came to; where it is refused, the refusal is all that is new.

    Raises LakeMovedError when the lake is no longer as the run has seen it: then nothing of the run is in.
    """
    assert run.lake
    with open_lake_writer(run.lake, spill=run.spill) as connection:
        refusals = refusals_before_loading(run)
        if not refusals:
            try:
                return _publish(run, connection, [])
            except _BrokenError as broken:
                refusals = broken.reasons
        return _publish(run, connection, refusals)


def _publish(run: Run, connection: Connection, refusals: list[str]) -> Outcome:
    assert run.lake
    with lake_transaction(connection, run.lake.version, run.run_id):
        with run.stage("load") as note:
            counts = {} if refusals else _load(run, connection)
            tell_load(run, note, counts, refusals)
        outcome = outcome_of(run)
        note_run(connection, run, outcome)
    return outcome


def _load(run: Run, connection: Connection) -> dict[str, int]:
    counts = load_rows(connection, run.run_id, files_to_load(run), resolver=make_resolver(run.settings))
    if broken := [*broken_promises(connection), *broken_keys(connection)]:
        raise _BrokenError(broken)
    return counts
