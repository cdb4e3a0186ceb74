"""The flow of a schedule: a run over what its sources hold; `prefect.yaml` and `newsledger serve` deploy it."""

from typing import Any

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.states import Completed
from rich.console import Console

from flows.health import health_of
from flows.running import run_sources
from flows.settings import Settings
from warehouse.lock import WriterBusyError


@flow(name="newsledger-pick-up", retries=1, retry_delay_seconds=30)
def pick_up(sources: list[str], warehouse: str | None = None) -> Any:
    """Load what is new in the sources.

    Where another writer is at work nothing is done: the next run takes in what waits. Raises what a run raises; it is
    tried once more, since most of what fails from outside, such as a full disk, passes.
    """
    settings = Settings.from_environment(warehouse=warehouse or None)
    try:
        outcome = run_sources(settings, tuple(sources), full=False, console=Console(quiet=True))
    except WriterBusyError as error:
        return Completed(name="Skipped", message=str(error))
    create_table_artifact(key="newsledger-status", table=health_of(settings, sources).summary(), description="Status")
    return Completed(message=f"{outcome.sources}")
