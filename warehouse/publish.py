"""Publishing: the next warehouse is built beside the published one and takes its name in one step.

Readers keep the file they have opened, new readers get the new one, nobody sees half a load. All of this is done
while holding `warehouse.lock.writer_lock`.
"""

import os
import shutil
from pathlib import Path

import duckdb

from warehouse.lock import beside

PUBLISHED_KEPT = 3
"""Earlier files kept for `diff` and rollback when nothing else is asked for."""


class StrayWalError(RuntimeError):
    """A write-ahead log stands beside a file; DuckDB would silently replay it into whatever takes that name."""


class UnusablePathError(OSError):
    """No warehouse can be here: at a folder, or where a question mark would end the path for DuckDB."""


class UnknownRunError(LookupError):
    """No kept file, or version of a lake, was published by that run."""


def begin_building(published: Path) -> Path:
    """Return the path of the file to build, `<name>.building`: a copy of the published one where there is one.

    What a killed builder left is removed first. Raises StrayWalError, UnusablePathError and OSError.
    """
    require_usable(published)
    building = beside(published, ".building")
    discard_building(published)
    if published.exists():
        shutil.copyfile(published, building)
    return building


def require_usable(published: Path) -> None:
    """Raise UnusablePathError or StrayWalError where no warehouse can be published at a path."""
    if "?" in str(published.resolve()):
        raise UnusablePathError(f"a warehouse cannot have a question mark in its path: {published}")
    if published.is_dir():
        raise UnusablePathError(f"a warehouse is a file, and this is a folder: {published}")
    _refuse_wal(published.resolve())


def discard_building(published: Path) -> None:
    """Remove an unfinished build and all that DuckDB keeps beside it."""
    building = beside(published, ".building")
    for path in (building, _wal(building)):
        path.unlink(missing_ok=True)
    shutil.rmtree(building.with_name(building.name + ".tmp"), ignore_errors=True)


def publish(published: Path, *, kept: int = PUBLISHED_KEPT) -> None:
    """Give the built file the published name and keep the last `kept` published ones.

    The builder's connections must be closed. Raises StrayWalError and OSError; then the published file stands as it
    was.
    """
    building = beside(published, ".building")
    _settle(building)
    _refuse_wal(building)
    _refuse_wal(published.resolve())
    _keep_published(published, kept)
    building.replace(published.resolve())
    _sync(published.resolve().parent)


def previous_files(published: Path) -> dict[str, Path]:
    """Return the kept files by the run that published them, oldest first."""
    folder = beside(published, ".previous")
    files = sorted(folder.glob("*.duckdb"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    return {file.stem: file for file in files}


def run_of(published: Path) -> str | None:
    """Return the run whose file is published; None where there is no file."""
    return _last_run(published.resolve()) if published.exists() else None


def earlier_run(published: Path) -> str:
    """Return the run whose kept file comes before the published one.

    Raises UnknownRunError when none is kept.
    """
    files = previous_files(published)
    present = published.stat().st_mtime_ns if published.exists() else None
    earlier = [run_id for run_id, file in files.items() if present is None or file.stat().st_mtime_ns < present]
    if not earlier:
        raise UnknownRunError(f"no earlier file of {published} is kept")
    return earlier[-1]


def published_file(published: Path, run_id: str) -> Path:
    """Return the file that a run published: the present one or one that is kept.

    Raises UnknownRunError when there is no such file.
    """
    files = previous_files(published)
    if run_id in files:
        return files[run_id]
    present = run_of(published)
    if run_id == present:
        return published
    names = dict.fromkeys((*files, *([present] if present else [])))
    raise UnknownRunError(f"no file and no kept run: {run_id}; kept are: {', '.join(names) or 'none'}")


def roll_back(published: Path, run_id: str, *, kept: int = PUBLISHED_KEPT) -> None:
    """Publish again the kept file of an earlier run; the present one is kept in its turn.

    The file keeps its time of change: it is as old as it was, and the kept files stay in the order of their runs.
    Raises UnknownRunError when that run's file is not kept, StrayWalError and OSError.
    """
    files = previous_files(published)
    if run_id not in files:
        raise UnknownRunError(f"run {run_id} is not kept; kept are: {', '.join(files) or 'none'}")
    _refuse_wal(published.resolve())
    discard_building(published)
    changed_at = files[run_id].stat().st_mtime_ns
    shutil.copyfile(files[run_id], beside(published, ".building"))
    publish(published, kept=kept)
    os.utime(published, ns=(changed_at, changed_at))


def _settle(building: Path) -> None:
    """Bring all that was committed into the file itself, and the file onto the disk."""
    with duckdb.connect(building) as connection:
        connection.execute("checkpoint")
    _sync(building)


def _keep_published(published: Path, kept: int) -> None:
    """Link the published file into `<name>.previous/<its last run>.duckdb` and drop the oldest beyond `kept`."""
    folder = beside(published, ".previous")
    if published.exists() and kept > 0:
        folder.mkdir(exist_ok=True)
        link = folder / "linking"
        link.unlink(missing_ok=True)
        link.hardlink_to(published.resolve())
        link.replace(folder / f"{_last_run(link)}.duckdb")
    files = list(previous_files(published).values())
    for file in files[: max(0, len(files) - kept)]:
        file.unlink()


def _last_run(link: Path) -> str:
    """Return the id of the run that built a file; its time of change where it names none.

    The file is opened under a name of its own, for readers in this process may hold the published one with other
    limits.
    """
    with duckdb.connect(link, read_only=True) as connection:
        try:
            row = connection.execute("select max_by(run_id, (started_at, run_id)) from ops.runs").fetchone()
        except duckdb.CatalogException:
            row = None
    run_id = row[0] if row else None
    return run_id if run_id and _is_plain(run_id) else f"unnamed-{link.stat().st_mtime_ns}"


def _is_plain(name: str) -> bool:
    return all(letter.isalnum() or letter in "-_" for letter in name)


def _wal(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _refuse_wal(path: Path) -> None:
    if _wal(path).exists():
        raise StrayWalError(
            f"{_wal(path)} stands beside the warehouse: something wrote to it outside newsledger. "
            "Open and close the file with DuckDB to bring it in, or remove it."
        )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
