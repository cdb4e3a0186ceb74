# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Opening a lake: its extensions, its versions, and whose turn it is to load.

DuckLake keeps rows in Parquet files and all that is known of them in a catalog in Postgres. A load is one transaction,
its commit one snapshot with the run's id as message; readers see the snapshot they began with. One connection shows the
lake as its own database, so the SQL of files holds for lakes too, but for keys, which a lake does not enforce.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse.connect import WarehouseMissingError, WarehouseUnreadableError
from warehouse.place import Lake, Place
from warehouse.publish import UnknownRunError, published_file
from warehouse.quoting import quote_name, quote_text

NAME = "lake"
"""What an attached lake is called; schemas need not be written with it."""
AUTHOR = "newsledger"
"""Who stands as author of the snapshots that runs made."""
_EXTENSIONS = ("postgres_scanner", "ducklake")
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_unsigned_extensions": True,  # they are signed, and DuckDB looks once a process: a third of a second
}
"""For every connection to which a lake is attached."""
_NO_SUCH_LAKE = ("does not exist", "data_path is not set")
"""How DuckLake says that a database holds no catalog: to who may not make one, and to who did not say where."""
_TURN = "select pg_advisory_xact_lock(hashtextextended('newsledger', 0))::varchar"
"""Held by the one loader of a database that decides and loads; Postgres frees it when that loader's session ends."""


class LakeUnavailableError(RuntimeError):
    """The extensions that open a lake are not installed."""


class LakeMovedError(RuntimeError):
    """The lake has another version than the one a run has decided upon."""


@contextmanager
def open_lake_writer(lake: Lake, *, threads: int = 2, spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a lake for writing as it is now; closed in the end, whatever happens.

    `spill` is a folder for what does not fit into memory.
    A lake that is not there is made, with its files in `lake.data`. Raises LakeUnavailableError, WarehouseMissingError
    where none is there and no folder is named, and WarehouseUnreadableError.
    """
    config = {**CONFIG, "threads": threads, "temp_directory": str(spill) if spill else ""}
    with duckdb.connect(config=config) as connection:
        _load_extensions(connection)
        try:
            _attach(connection, lake.at(None), NAME, "data_inlining_row_limit 0")
        except WarehouseMissingError:
            if lake.data is None:
                raise
            lake.data.mkdir(parents=True, exist_ok=True)
            data = f"data_path {quote_text(f'{lake.data.resolve()}/')}"
            _attach(connection, lake.at(None), NAME, f"data_inlining_row_limit 0, {data}")
        connection.execute(f"use {NAME}")
        yield connection


def attach_lake(connection: duckdb.DuckDBPyConnection, lake: Lake, name: str) -> None:
    """Attach a lake under a name for reading only, at its version; raises as `open_lake_writer` does."""
    _load_extensions(connection)
    version = [] if lake.version is None else [f"snapshot_version {lake.version:d}"]
    _attach(connection, lake, name, ", ".join(["read_only", *version]))


def open_lake_reader(lake: Lake, *, memory: str, threads: int, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a lake for reading only, with no way to other files, settings or extensions; see `warehouse.query`.

    The functions of the extensions themselves reach further: strangers' queries must not call them. Raises as
    `open_lake_writer` does.
    """
    config = {**CONFIG, "memory_limit": memory, "threads": threads, "temp_directory": str(spill) if spill else ""}
    connection = duckdb.connect(config=config)
    try:
        attach_lake(connection, lake, NAME)
        shut_in(connection, NAME)
    except BaseException:
        connection.close()
        raise
    connection.execute(f"use {NAME}")
    return connection


def shut_in(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Take from a connection all ways to files, but to those of the lakes attached under some names."""
    folders = [_data_path(connection, name) for name in names]
    connection.execute(f"set allowed_directories = [{', '.join(map(quote_text, folders))}]")
    for setting in ("enable_external_access = false", "lock_configuration = true"):
        connection.execute(f"set {setting}")


def is_lake(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database in use is a lake."""
    row = connection.execute("select type from duckdb_databases() where database_name = current_database()").fetchone()
    return row == ("ducklake",)


def present_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the version that a writer sees: within a transaction the one that it began with."""
    row = connection.execute(f"select id from {NAME}.current_snapshot()").fetchone()
    assert row is not None
    version: int = row[0]
    return version


def newest_version(lake: Lake) -> int:
    """Return the version that a reader who comes now would see; raises as `open_lake_writer` does."""
    with duckdb.connect(config=CONFIG) as connection:
        attach_lake(connection, lake.at(None), NAME)
        return present_version(connection)


def published_by(place: Place, run_id: str) -> Place:
    """Return a warehouse as a run published it: a file that is kept, or a lake at that version.

    Raises UnknownRunError, and for a lake what opening it raises.
    """
    return place.at(version_of_run(place, run_id)) if isinstance(place, Lake) else published_file(place, run_id)


def version_of_run(lake: Lake, run_id: str) -> int:
    """Return the version that a run published; raises UnknownRunError, and as `open_lake_writer` does."""
    with duckdb.connect(config=CONFIG) as connection:
        attach_lake(connection, lake.at(None), NAME)
        made_by = f"author = {quote_text(AUTHOR)} and commit_message = {quote_text(run_id)}"
        row = connection.execute(f"select max(snapshot_id) from {NAME}.snapshots() where {made_by}").fetchone()
    if row is None or row[0] is None:
        raise UnknownRunError(f"no version of the lake was made by run {run_id}, or it has been expired")
    version: int = row[0]
    return version


@contextmanager
def its_turn(lake: Lake) -> Iterator[None]:
    """Wait until no other loader of the lake decides or loads, and keep the others waiting until the block ends.

    Readers do not wait. Should the session be lost meanwhile, DuckLake itself refuses the second of two loads that
    changed the same tables.
    """
    with duckdb.connect(config=CONFIG) as connection:
        _load_extensions(connection)
        address = str(lake).removeprefix("ducklake:postgres:")
        _run_attach(connection, f"attach {quote_text(address)} as turn (type postgres, read_only)", lake)
        connection.execute("begin transaction")
        connection.execute(f"from postgres_query('turn', {quote_text(_TURN)})").fetchall()
        yield
        with suppress(duckdb.Error):  # of a session that was ended meanwhile: what was committed stays so
            connection.execute("rollback")


@contextmanager
def lake_transaction(connection: duckdb.DuckDBPyConnection, version: int | None, run_id: str) -> Iterator[None]:
    """Keep all that is done inside as one snapshot of a run, or none of it when an error leaves the block.

    Raises LakeMovedError where the lake is not at the version given, or another load has changed the same tables.
    """
    connection.execute("begin transaction")
    try:
        _require_version(connection, version)
        yield
        message = f"{quote_text(AUTHOR)}, {quote_text(run_id)}"
        connection.execute(f"call {NAME}.set_commit_message({message})")
    except BaseException:
        connection.execute("rollback")
        raise
    try:
        connection.execute("commit")
    except duckdb.TransactionException as error:
        raise LakeMovedError(f"another load has changed the lake: {str(error).splitlines()[0]}") from error


def _require_version(connection: duckdb.DuckDBPyConnection, version: int | None) -> None:
    found = present_version(connection)
    if found != version:
        raise LakeMovedError(f"the lake is at version {found}, and the run has decided upon version {version}")


def _attach(connection: duckdb.DuckDBPyConnection, lake: Lake, name: str, options: str) -> None:
    _run_attach(connection, f"attach {quote_text(str(lake))} as {quote_name(name)} ({options})", lake)


def _run_attach(connection: duckdb.DuckDBPyConnection, statement: str, lake: Lake) -> None:
    try:
        connection.execute(statement)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        if isinstance(error, duckdb.InvalidInputException) and any(words in reason for words in _NO_SUCH_LAKE):
            raise WarehouseMissingError(f"no warehouse in {lake}; `newsledger run` makes one") from error
        raise WarehouseUnreadableError(f"cannot open {lake} as a warehouse: {reason}") from error


def _data_path(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    options = f"select value from {quote_name(name)}.options() where option_name = 'data_path'"
    row = connection.execute(options).fetchone()
    assert row is not None
    path: str = row[0]
    return path


def _load_extensions(connection: duckdb.DuckDBPyConnection) -> None:
    """Load what opens a lake from its packages, without a network; raises LakeUnavailableError."""
    for file in _verified_extensions():
        connection.execute(f"load {quote_text(file)}")


@cache
def _verified_extensions() -> tuple[Path, ...]:
    """Return the extensions' files, once DuckDB has found them to be signed by its makers."""
    files = tuple(map(_extension_file, _EXTENSIONS))
    with duckdb.connect() as connection:
        for file in files:
            connection.execute(f"load {quote_text(file)}")
    return files


def _extension_file(name: str) -> Path:
    package = find_spec(f"duckdb_extension_{name}")
    if package is None or package.origin is None:
        raise LakeUnavailableError("DuckLake is not installed: pip install newsledger[ducklake]")
    return Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
