"""Reconsider: a run decided upon a lake that has moved on since; what it decided is decided anew, what it read is kept.

Copies, stories and lines that many articles repeat depend on all that is known. Reading does not, and cleaning and
understanding only of the documents for which those decisions come out otherwise.
"""

from dataclasses import replace

from flows.frames import make_frame
from flows.run import Run
from flows.steps.deduplicate import RECALLED as MOVED
from flows.steps.read import best_declared
from flows.steps.repetition import RECALLED as REPEATING

RECALLED = (REPEATING, MOVED)
"""How the parts are named that hold articles of the warehouse, which another version may not recall."""
BY_PART = ("read", "survey", "clean", "understand")
DECIDED = ("repetition", "deduplicate", "relate", "validate")


def reconsider(run: Run, version: int) -> Run:
    """Return the run as one upon another version of its lake, with all steps to be done again that depend on it."""
    assert run.lake
    again = replace(run, settings=replace(run.settings, warehouse=run.lake.at(version)))
    for stage in DECIDED:
        for part in run.folder.parts(stage):
            run.folder.forget(stage, part)
    for part in run.folder.parts("read"):
        if part.startswith(RECALLED):
            for stage in BY_PART:
                run.folder.forget(stage, part)
        else:
            _declare_again(again, part)
            for stage in ("clean", "understand"):
                if run.folder.is_done(stage, part):
                    run.folder.set_aside(stage, part)
    return again


def _declare_again(run: Run, part: str) -> None:
    """Give documents what sources of the lake declare of them, where that is better than what the run's do."""
    before = run.folder.read("read", part, "documents")
    documents = {row["document_id"]: row for row in before.to_dicts()}
    best = make_frame("documents", best_declared(run, documents, documents))
    if not best.equals(before):
        run.folder.write("read", part, {"sources": run.folder.read("read", part, "sources"), "documents": best})
        run.folder.forget("survey", part)
