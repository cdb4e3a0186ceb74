"""Opening the warehouse file: many readers who can do no harm, one writer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.place import Lake, Place

type Connection = duckdb.DuckDBPyConnection
"""An open database, for those who pass it on without knowing DuckDB."""

type _Config = dict[str, str | bool | int | float | list[str]]

READER_MEMORY = "2GB"
"""Enough for every view at 100,000 articles; small beside what a desk machine has."""
READER_THREADS = 2


class WarehouseMissingError(FileNotFoundError):
    """There is no warehouse file at the path."""


class WarehouseUnreadableError(RuntimeError):
    """The file is no DuckDB file of this version, is damaged, or another process writes to it."""


def open_reader(
    path: Place, *, memory: str = READER_MEMORY, threads: int = READER_THREADS, spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a published warehouse for reading only, with no way to files, network, extensions or settings.

    `spill` is a folder for what does not fit into memory while a query runs. All readers of one file in one process
    must ask for the same memory, threads and spill (DuckDB shares the instance).
    Raises WarehouseMissingError where there is no file, WarehouseUnreadableError where it cannot be opened.
    """
    if isinstance(path, Lake):
        from warehouse.lake import open_lake_reader  # noqa: PLC0415 - it imports this module

        return open_lake_reader(path, memory=memory, threads=threads, spill=spill)
    if not path.is_file():
        raise WarehouseMissingError(f"no warehouse at {path}; `newsledger run` makes one")
    config: _Config = {
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "lock_configuration": True,
        "memory_limit": memory,
        "threads": threads,
        # A reader leaves nothing on disk unless told where: a query that needs more memory fails instead.
        "temp_directory": "" if spill is None else str(spill),
    }
    try:
        return duckdb.connect(path, read_only=True, config=config)
    except duckdb.Error as error:
        raise WarehouseUnreadableError(f"cannot open {path} as a warehouse: {str(error).splitlines()[0]}") from error


@contextmanager
def open_writer(path: Path, *, memory: str | None = None, threads: int = 2) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a file that nobody reads (one being built) for writing; closed in the end, whatever happens.

    It may read Parquet files, but installs and loads no extension. `memory` None leaves DuckDB's own limit
    (80 % of the machine's).
    """
    config: _Config = {"threads": threads, "autoinstall_known_extensions": False}
    if memory is not None:
        config["memory_limit"] = memory
    connection = duckdb.connect(path, config=config)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keep all that is done inside, or none of it when an error leaves the block."""
    connection.execute("begin transaction")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
