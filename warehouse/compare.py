# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Comparing whole warehouses: the same inputs must give the same rows, however they came."""

from collections.abc import Sequence
from typing import Any

import duckdb

from warehouse.catalog import column_names
from warehouse.connect import open_reader
from warehouse.place import Place
from warehouse.quoting import quote_name, quote_text

_ABOUT_THE_RUN = frozenset({"run_id", "seen_at"})
"""Columns that tell which run wrote a row and when, not what the inputs say."""

type Rows = list[tuple[Any, ...]]


def canonical_rows(published: Place, schemas: Sequence[str] = ("raw", "main")) -> dict[str, Rows]:
    """Return the rows of all tables of a published warehouse in one order, without what differs between runs."""
    with open_reader(published) as connection:
        return {
            f"{schema}.{table}": _table_rows(connection, schema, table)
            for schema in schemas
            for table in table_names(connection, schema)
        }


def digests(published: Place, schemas: Sequence[str] = ("raw", "main")) -> dict[str, tuple[int, str]]:
    """Return each table's number of rows and a hash over them that does not depend on their order; for large files."""
    with open_reader(published) as connection:
        return {
            f"{schema}.{table}": _digest(connection, schema, table)
            for schema in schemas
            for table in table_names(connection, schema)
        }


def table_names(connection: duckdb.DuckDBPyConnection, schema: str) -> list[str]:
    """Return the tables of a schema, without views, in alphabetical order."""
    rows = connection.execute(
        f"select table_name from duckdb_tables() where schema_name = {quote_text(schema)} "
        "and database_name = current_database() order by table_name"
    ).fetchall()
    return [name for (name,) in rows]


def _compared_columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> str:
    names = column_names(connection, schema, table)
    return ", ".join(quote_name(name) for name in names if name not in _ABOUT_THE_RUN)


def _table_rows(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> Rows:
    columns = _compared_columns(connection, schema, table)
    return connection.execute(f"select {columns} from {schema}.{quote_name(table)} order by all").fetchall()


def _digest(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> tuple[int, str]:
    """Sum the rows' hashes (a copied row changes the sum, as it would not change an exclusive or)."""
    columns = _compared_columns(connection, schema, table)
    row = connection.execute(
        f"select count(*), coalesce(sum(hash({columns})::hugeint), 0)::varchar from {schema}.{quote_name(table)}"
    ).fetchone()
    assert row is not None
    return row
