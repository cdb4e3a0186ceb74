"""Whose turn it is: loaders of one lake read and understand side by side, but decide and load one after the other."""

from collections.abc import Callable

from flows import steps
from flows.outcome import Outcome
from flows.progress import say
from flows.run import Run
from flows.steps.publish import build_docs
from warehouse.lake import LakeMovedError, its_turn, newest_version

MOST_ATTEMPTS = 5
"""Only what is no loader of ours, such as the merging of small files, can come between more than once."""

type Decide = Callable[[Run], None]
type Commit = Callable[[Run], Outcome]


def in_turn(run: Run, decide: Decide, commit: Commit) -> Outcome:
    """Commit a run to its lake; where others were published since it began, decide first what depends on all of them.

    So the tables are those that the runs one after the other would give. Raises LakeMovedError when the lake is changed
    again and again all the same.
    """
    assert run.lake
    say("waiting for other loaders")
    with its_turn(run.lake):
        outcome = _committed(run, decide, commit)
    build_docs(run)  # nobody need wait for these
    return outcome


def _committed(run: Run, decide: Decide, commit: Commit) -> Outcome:
    for _ in range(MOST_ATTEMPTS - 1):
        run = _reconsidered(run, decide)
        try:
            return commit(run)
        except LakeMovedError:
            continue
    return commit(_reconsidered(run, decide))


def _reconsidered(run: Run, decide: Decide) -> Run:
    assert run.lake
    newest = newest_version(run.lake)
    if newest == run.lake.version:
        return run
    again = steps.reconsider(run, newest)
    decide(again)
    return again
