"""Ad-hoc queries: one reading statement, within limits of time, memory and rows."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa

from warehouse.connect import READER_MEMORY
from warehouse.following import open_searcher
from warehouse.place import Lake, Place
from warehouse.quoting import quote_text

QUERY_SECONDS = 60.0
"""Far above any view at 100,000 articles (under a second each); a query that takes longer has gone astray."""
QUERY_ROWS = 5_000_000
"""Rows handed back at most: the result lies outside DuckDB's memory limit."""
QUERY_BYTES = 2_000_000_000
"""The same in bytes: a few rows may hold long texts."""
_GIVING_ROWS = frozenset(
    [
        *("range", "generate_series", "unnest", "repeat", "json_each", "json_tree"),
        *("duckdb_tables", "duckdb_views", "duckdb_columns", "duckdb_schemas", "duckdb_functions", "duckdb_types"),
        *("snapshots", "current_snapshot", "table_changes", "table_insertions", "table_deletions"),
    ]
)
"""Functions in `from` that a question to a lake may name."""
_CATALOG = "__ducklake"
"""How the names begin under which DuckLake attaches its own tables."""
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


class QueryError(ValueError):
    """The query cannot be answered; the message says why in words for its author."""


class QueryTimeoutError(QueryError):
    """The query took longer than it may."""


def run_sql(
    published: Place,
    sql: str,
    *,
    seconds: float = QUERY_SECONDS,
    memory: str = READER_MEMORY,
    most_rows: int = QUERY_ROWS,
    most_bytes: int = QUERY_BYTES,
) -> pl.DataFrame:
    """Answer one query from a published file, which is opened for reading only with external access off.

    Raises WarehouseMissingError where there is no file, QueryError when the text is not one reading statement, is wrong
    needs more memory, or has more rows or bytes than it may, and QueryTimeoutError.
    """
    statement = _single_statement(sql)
    if isinstance(published, Lake):
        _refuse_reach(statement)
    with open_searcher(published, memory=memory) as connection:
        return fetch(connection, statement, seconds=seconds, most_rows=most_rows, most_bytes=most_bytes)


def fetch(
    connection: duckdb.DuckDBPyConnection,
    statement: str | duckdb.Statement,
    *,
    seconds: float = QUERY_SECONDS,
    most_rows: int = QUERY_ROWS,
    most_bytes: int = QUERY_BYTES,
) -> pl.DataFrame:
    """Run a statement on an open connection within the limits; raises QueryError and QueryTimeoutError."""
    try:
        with _interrupted_after(connection, seconds):
            return _collect(connection.execute(statement), most_rows, most_bytes)
    except duckdb.InterruptException:
        raise QueryTimeoutError(f"the query was stopped after {seconds:g} seconds") from None
    except OSError as error:  # how pyarrow tells what ended DuckDB while it handed on rows
        if "INTERRUPT" in str(error):
            raise QueryTimeoutError(f"the query was stopped after {seconds:g} seconds") from None
        raise QueryError(str(error)) from error
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def _single_statement(sql: str) -> duckdb.Statement:
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
    if len(statements) != 1:
        raise QueryError(f"one statement at a time, not {len(statements)}")
    if statements[0].type not in _READING:
        raise QueryError(f"only reading statements (select, from, with, describe), not {statements[0].type.name}")
    return statements[0]


def _refuse_reach(statement: duckdb.Statement) -> None:
    """Raise QueryError for a question to a lake that would reach beyond its tables.

    The extensions that open it bring functions by which even who may only read could set options, remove files or ask
    the Postgres server for its own, and the catalog's tables. So only functions are let through that are known to do
    nothing but give rows.
    """
    with duckdb.connect() as parser:
        row = parser.execute(f"select json_serialize_sql({quote_text(statement.query)})").fetchone()
    tree = json.loads(row[0]) if row else {"error": True}
    if tree["error"]:
        raise QueryError("a lake answers select, from, with and describe only")
    for node in _nodes(tree):
        if node.get("type") == "TABLE_FUNCTION":
            name = node["function"].get("function_name", "")
            if name not in _GIVING_ROWS:
                raise QueryError(f"the function {name} cannot be asked for in a lake")
        if any(str(node.get(key, "")).startswith(_CATALOG) for key in ("catalog_name", "schema_name")):
            raise QueryError("the catalog of a lake can be asked in Postgres itself")


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _collect(answer: duckdb.DuckDBPyConnection, most_rows: int, most_bytes: int) -> pl.DataFrame:
    """Take the rows as they come, so that a result too large is noticed before it fills the memory."""
    reader = answer.to_arrow_reader(10_000)
    batches: list[pa.RecordBatch] = []
    count = size = 0
    for batch in reader:
        batches.append(batch)
        count, size = count + batch.num_rows, size + batch.nbytes
        if count > most_rows:
            raise QueryError(f"the answer has more than {most_rows} rows: add a limit, or export the table")
        if size > most_bytes:
            raise QueryError(f"the answer has more than {most_bytes / 1e6:,.0f} MB: add a limit, or export the table")
    try:
        frame = pl.from_arrow(pa.Table.from_batches(batches, reader.schema))
    except pl.exceptions.ComputeError as error:  # of an interval or another type that Polars has not
        raise QueryError("a column has a type that cannot be handed on: cast it to varchar") from error
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()


@contextmanager
def _interrupted_after(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
