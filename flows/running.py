"""A run as the command line starts it: under the lock, with progress, and without Prefect where nothing is new."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from flows import steps
from flows.dask import on_dask
from flows.decisions import make_resolver
from flows.exits import UnwritableError
from flows.outcome import Outcome
from flows.prefect_server import prefect_server
from flows.processes import loading, start_workers, warming_up
from flows.progress import heard_by
from flows.run import Run, begin_run
from flows.settings import Settings, quiet_environment
from flows.staging import staged_folder
from flows.turns import in_turn
from warehouse.lock import WriterBusyError, writer_lock
from warehouse.migrate import prepare_lake
from warehouse.place import Lake
from warehouse.publish import discard_building, require_usable

LOADER = "loader"
"""Beside what a loader of a lake hands from stage to stage: a second one would need another folder."""
RUN_FOLDERS_KEPT = 5
"""Folders of earlier runs kept to look into; the facts are in the warehouse."""


def run_sources(settings: Settings, sources: tuple[str, ...], *, full: bool, console: Console) -> Outcome:
    """Run the whole flow over some sources and return what it came to.

    Raises SettingsError, WriterBusyError, SourceNotFoundError, UnwritableError and PublicationRefusedError.
    """
    with _writing(settings) as present:
        run = begin_run(present, sources, full=full)
        with console.status("reading"):
            steps.read(run)
        return _finish(run, console)


def rebuild(settings: Settings, where: str | None, *, console: Console) -> Outcome:
    """Run the whole flow again over documents of the warehouse, where a condition on their articles holds.

    Without a condition those are meant that other rules, tables or models were used for than would be now. Raises
    QueryError for a condition that is none, and what `run_sources` raises.
    """
    with _writing(settings) as present:
        run = begin_run(present, ())
        with console.status("reading"):
            steps.read_again(run, where)
        return _finish(run, console)


def _finish(run: Run, console: Console) -> Outcome:
    """Take what was read to the published file; where nothing is new the user need not wait for a server."""
    _drop_old_folders(run)
    if not run.folder.parts("read"):
        return _note_only(run).accepted()
    with console.status("starting Prefect") as status, heard_by(status.update):
        return _run_flow(run)


def _note_only(run: Run) -> Outcome:
    """Note a run that found nothing new to decide about."""
    if run.lake:
        return in_turn(run, lambda _: None, steps.commit)
    steps.load(run)
    return steps.publish(run)


def _run_flow(run: Run) -> Outcome:
    """Run what was read through Prefect; server, parser and validator load beside each other."""
    workers = start_workers(run.settings, most=len(run.folder.parts("read")))
    with prefect_server(run.settings) as wait_for_server, workers, warming_up():
        with loading():
            from flows.pipeline import build_warehouse  # noqa: PLC0415 - seconds that only new texts need

            wait_for_server()
        return (on_dask(build_warehouse, run.settings) if run.settings.dask else build_warehouse)(run.without_secrets())


@contextmanager
def _writing(settings: Settings) -> Iterator[Settings]:
    """Hold the lock, and give the settings with the warehouse as it is now.

    What the user's path or decisions make impossible is told before any work is done.
    """
    quiet_environment(settings)
    make_resolver(settings)
    place = settings.warehouse
    if isinstance(place, Lake):
        with _alone_in_folder(settings):
            yield replace(settings, warehouse=prepare_lake(place))
        return
    require_usable(place)
    with _locked(settings, place):
        try:
            yield settings
        finally:
            discard_building(place)  # of a run that failed: a full disk has no room for it


@contextmanager
def _locked(settings: Settings, path: Path) -> Iterator[None]:
    """Hold the lock beside a path, and make the folder of runs."""
    with ExitStack() as held:
        try:
            held.enter_context(writer_lock(path))
            (settings.folder / "runs").mkdir(exist_ok=True)
        except OSError as error:
            raise UnwritableError(f"cannot write {error.filename}: {error.strerror}") from error
        yield


@contextmanager
def _alone_in_folder(settings: Settings) -> Iterator[None]:
    """Hold the lock of a lake's loader: several may be at work, each with a folder of its own."""
    with ExitStack() as held:
        try:
            held.enter_context(_locked(settings, settings.folder / LOADER))
        except WriterBusyError:
            hint = "give each its own with NEWSLEDGER_RUN_FOLDER"
            raise WriterBusyError(f"another loader is at work in the folder {settings.folder}: {hint}") from None
        yield


def _drop_old_folders(run: Run) -> None:
    """Drop all but the latest folders; this run's stays, even where a clock that jumped back makes it look old."""
    others = sorted(path for path in run.folder.path.parent.iterdir() if path.is_dir() and path != run.folder.path)
    for folder in others[: 1 - RUN_FOLDERS_KEPT]:
        staged_folder(folder, run.settings.staging).drop()
