"""A loader of a lake in a process of its own, without Prefect, parsing or expectations, as `tests.flows.in_process`.

    python -m tests.flows.lake_loader MODE ADDRESS FOLDER SOURCE…

With the mode `together` it says when all is decided and waits for a line before it loads, so that several can load what
they have decided upon one version; with `inside` it says when its rows are in, and stands still in the transaction.
"""

import sys
import time
from pathlib import Path

from flows import steps
from flows.run import begin_run
from flows.settings import Settings
from flows.turns import in_turn
from tests.flows.in_process import decide_texts
from warehouse.migrate import prepare_lake

DECIDED, INSIDE = "decided", "inside the transaction"


def settings_of(address, folder):
    """The settings of a loader, with the lake as it is now; a lake that is not there is made."""
    given = {"warehouse": address, "run_folder": Path(folder), "lake_data": Path(folder).parent / "lake"}
    settings = Settings.from_environment({}, **given)
    return Settings.from_environment({}, **given | {"warehouse": prepare_lake(settings.warehouse)})


def load_texts(settings, sources, *, when_decided=lambda: None):
    run = begin_run(settings, tuple(map(str, sources)))
    steps.read(run)
    decide_texts(run)
    when_decided()
    return in_turn(run, decide_texts, steps.commit)


def wait_for_others():
    print(DECIDED, flush=True)
    sys.stdin.readline()


def stand_still(*_):
    print(INSIDE, flush=True)
    time.sleep(600)


if __name__ == "__main__":
    mode, address, folder, *sources = sys.argv[1:]
    if mode == "inside":
        sys.modules["flows.steps.commit"].note_run = stand_still
        load_texts(settings_of(address, folder), sources)
    else:
        load_texts(settings_of(address, folder), sources, when_decided=wait_for_others)
