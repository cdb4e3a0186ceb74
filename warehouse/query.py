"""Ad-hoc queries: one reading statement, within limits of time, memory and rows."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa

from warehouse.connect import READER_MEMORY
from warehouse.following import open_searcher

QUERY_SECONDS = 60.0
"""Far above any view at 100,000 articles (under a second each); a query that takes longer has gone astray."""
QUERY_ROWS = 5_000_000
"""Rows handed back at most: the result lies outside DuckDB's memory limit."""
QUERY_BYTES = 2_000_000_000
"""The same in bytes: a few rows may hold long texts."""
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


class QueryError(ValueError):
    """The query cannot be answered; the message says why in words for its author."""


class QueryTimeoutError(QueryError):
    """The query took longer than it may."""


def run_sql(
    published: Path,
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
