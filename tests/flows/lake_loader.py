"""A loader of a lake in a process of its own, without Prefect, parsing or expectations, as `tests.flows.in_process`.

    python -m tests.flows.lake_loader ADDRESS FOLDER [--stop-inside] SOURCE…

Loads one source after the other, each in a run; with --stop-inside it stands still in the middle of the first load's
transaction, says so, and waits to be killed.
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

INSIDE = "inside the transaction"


def settings_of(address, folder):
    """The settings of a loader, with the lake as it is now; a lake that is not there is made."""
    given = {"warehouse": address, "run_folder": Path(folder), "lake_data": Path(folder).parent / "lake"}
    settings = Settings.from_environment({}, **given)
    return Settings.from_environment({}, **given | {"warehouse": prepare_lake(settings.warehouse)})


def load_texts(settings, sources):
    run = begin_run(settings, tuple(map(str, sources)))
    steps.read(run)
    decide_texts(run)
    return in_turn(run, decide_texts, steps.commit)


def _stand_still(*_):
    print(INSIDE, flush=True)
    time.sleep(600)


if __name__ == "__main__":
    address, folder, *words = sys.argv[1:]
    sources = [word for word in words if word != "--stop-inside"]
    if len(sources) < len(words):
        sys.modules["flows.steps.commit"].note_run = _stand_still
    for source in sources:
        load_texts(settings_of(address, folder), [source])
