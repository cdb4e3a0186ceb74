# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Bringing a file to the present schema: tables, then migrations by version, then views, each with its comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from warehouse.connect import WarehouseMissingError, open_reader, transaction
from warehouse.definitions import SQL_FOLDER, define
from warehouse.lake import its_turn, open_lake_writer, present_version
from warehouse.place import Lake
from warehouse.quoting import quote_text
from warehouse.stored import copy_comments, in_dependency_order, store_views

_REFERENCE = SQL_FOLDER.parent / "seeds" / "reference"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A CSV that views read, and which of its columns."""

    file: Path
    columns: str = "*"


VOCABULARIES = {
    "event_codes": Vocabulary(_REFERENCE / "plover_cameo.csv"),
    "single_offices": Vocabulary(_REFERENCE / "single_offices.csv", "title"),
}
"""What is copied into a table of `ops` for views, whose readers have no way to files."""
FIRST_VERSION = 1
"""The version that `sql/schema` had before the first migration; a migration `0002_what.sql` leads to version 2."""
_MIGRATION_NAME = re.compile(r"(\d{4})_\w+\.sql")


class NewerWarehouseError(RuntimeError):
    """The file was written by newer code, whose tables this code does not know."""


class OlderWarehouseError(RuntimeError):
    """The file was written by older code and has not been brought to the present schema."""


def apply_schema(connection: duckdb.DuckDBPyConnection, sql_folder: Path = SQL_FOLDER) -> None:
    """Bring a new or older file to the present schema in one transaction; views are made again.

    Nothing is done to a file that these very SQL files have made.

    Raises NewerWarehouseError, and duckdb.Error when a statement fails; then the file is as it was.
    """
    if is_present(connection, sql_folder):
        return
    migrations = dict(_migrations(sql_folder))
    present = max(migrations, default=FIRST_VERSION)
    found = schema_version(connection)
    digest = _digest(sql_folder)
    with transaction(connection):
        for version in sorted(version for version in migrations if found is not None and version > found):
            define(connection, migrations[version].read_text(encoding="utf-8"))
            _note_version(connection, version, migrations[version].stem, digest)
        _define(connection, sql_folder)
        if found is None:
            _note_version(connection, present, "created", digest)
        connection.execute(f"update ops.schema_versions set definitions_digest = {quote_text(digest)}")


def is_present(connection: duckdb.DuckDBPyConnection, sql_folder: Path = SQL_FOLDER) -> bool:
    """Whether these very SQL files have made what is there; raises NewerWarehouseError."""
    present = max(dict(_migrations(sql_folder)), default=FIRST_VERSION)
    found = schema_version(connection)
    if found is not None and found > present:
        raise NewerWarehouseError(
            f"the warehouse has schema version {found}, this newsledger knows versions up to {present}: update it"
        )
    return found == present and _is_defined_by(connection, _digest(sql_folder))


def prepare_lake(lake: Lake) -> Lake:
    """Make a lake, or bring it to the present schema, where that is needed; return it as of its version then.

    Raises NewerWarehouseError, and what opening a lake raises.
    """
    try:
        with open_reader(lake) as connection:
            if is_present(connection):
                return lake.at(present_version(connection))
    except WarehouseMissingError:
        pass  # it is made below
    with its_turn(lake), open_lake_writer(lake) as connection:
        apply_schema(connection)
        return lake.at(present_version(connection))


def require_present(connection: duckdb.DuckDBPyConnection, sql_folder: Path = SQL_FOLDER) -> None:
    """Raise OlderWarehouseError where a file that is only read lacks what this code's tables have."""
    present = max(dict(_migrations(sql_folder)), default=FIRST_VERSION)
    if (schema_version(connection) or 0) < present:
        raise OlderWarehouseError("an older newsledger wrote this warehouse; any `newsledger run` brings it up to date")


def schema_version(connection: duckdb.DuckDBPyConnection) -> int | None:
    """Return a file's schema version; None for a file without tables."""
    try:
        row = connection.execute("select max(version) from ops.schema_versions").fetchone()
    except duckdb.CatalogException:
        return None
    return row[0] if row else None


def _migrations(sql_folder: Path) -> Iterator[tuple[int, Path]]:
    for path in sorted((sql_folder / "migrations").glob("*.sql")):
        match = _MIGRATION_NAME.fullmatch(path.name)
        if match is None:
            raise ValueError(f"a migration is named 0002_what_it_does.sql, not {path.name}")
        yield int(match[1]), path


def _define(connection: duckdb.DuckDBPyConnection, sql_folder: Path) -> None:
    """Run every table's file, fill the vocabularies, then make all views anew, in their order, and what they read."""
    for schema in ("raw", "mart", "ops", "stored"):
        connection.execute(f"create schema if not exists {schema}")
    for path in sorted((sql_folder / "schema").glob("*.sql")):
        define(connection, path.read_text(encoding="utf-8"))
    for table, vocabulary in VOCABULARIES.items():
        rows = f"read_csv({quote_text(str(vocabulary.file))}, header = true, all_varchar = true)"
        connection.execute(f"insert into ops.{table} by name select {vocabulary.columns} from {rows}")
    _drop_all(connection, "view", "mart")
    _drop_all(connection, "table", "stored")
    store_views(connection, sql_folder)
    for text in in_dependency_order(sql_folder / "marts", "mart"):
        define(connection, text)
    copy_comments(connection)


def _drop_all(connection: duckdb.DuckDBPyConnection, kind: str, schema: str) -> None:
    named = f"schema_name = '{schema}' and database_name = current_database() and not internal"
    found = f"select {kind}_name from duckdb_{kind}s() where {named}"
    for (name,) in connection.execute(found).fetchall():
        connection.execute(f'drop {kind} {schema}."{name}"')


def _note_version(connection: duckdb.DuckDBPyConnection, version: int, name: str, digest: str) -> None:
    connection.execute(
        "insert into ops.schema_versions (version, name, applied_at, definitions_digest) "
        f"values ({version}, {quote_text(name)}, make_timestamp(epoch_us(now())), {quote_text(digest)})"
    )


def _digest(sql_folder: Path) -> str:
    """Return one hash over all SQL files and vocabularies, so that a file made by the very same is not made again."""
    digest = sha256()
    for path in (*sorted(sql_folder.glob("*/*.sql")), *(vocabulary.file for vocabulary in VOCABULARIES.values())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _is_defined_by(connection: duckdb.DuckDBPyConnection, digest: str) -> bool:
    row = connection.execute(
        "select bool_and(definitions_digest = " + quote_text(digest) + ") from ops.schema_versions"
    )
    return row.fetchone() == (True,)
