# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Noting in `ops` what a run did; each call replaces what the run noted before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import duckdb

from warehouse.quoting import quote_name, quote_text, quote_value

type Value = str | int | float | bool | datetime | None
type Row = Mapping[str, Value]

_CHUNK = 500
"""Rows of one insert statement: its text stays far below a megabyte."""


def record_run(connection: duckdb.DuckDBPyConnection, run_id: str, row: Row) -> None:
    """Note a run: started_at, finished_at, state, code_version and seen_, loaded_, duplicate_ and rejected_count."""
    _replace(connection, "runs", run_id, [row])


def record_stages(connection: duckdb.DuckDBPyConnection, run_id: str, rows: Iterable[Row]) -> None:
    """Note a run's stages: stage, rows_in, rows_out, seconds."""
    _replace(connection, "run_stages", run_id, rows)


def record_validations(connection: duckdb.DuckDBPyConnection, run_id: str, rows: Iterable[Row]) -> None:
    """Note a run's validations: suite, expectation, column, severity, success, unexpected_count, observed."""
    _replace(connection, "validations", run_id, rows)


def record_rejects(connection: duckdb.DuckDBPyConnection, run_id: str, rows: Iterable[Row]) -> None:
    """Note the rows a run kept out: table_name, row (JSON text), reason."""
    _replace(connection, "rejects", run_id, rows)


def _replace(connection: duckdb.DuckDBPyConnection, table: str, run_id: str, rows: Iterable[Row]) -> None:
    """Raises ValueError when the rows differ in their columns."""
    connection.execute(f"delete from ops.{table} where run_id = {quote_text(run_id)}")
    given = list(rows)
    for start in range(0, len(given), _CHUNK):
        _insert(connection, table, run_id, given[start : start + _CHUNK])


def _insert(connection: duckdb.DuckDBPyConnection, table: str, run_id: str, rows: Sequence[Row]) -> None:
    columns = list(rows[0])
    if any(row.keys() != rows[0].keys() for row in rows):
        raise ValueError(f"rows for ops.{table} differ in their columns")
    names = ", ".join(quote_name(name) for name in ("run_id", *columns))
    tuples = (", ".join(quote_value(value) for value in (run_id, *(row[name] for name in columns))) for row in rows)
    values = ", ".join(f"({values})" for values in tuples)
    connection.execute(f"insert into ops.{table} ({names}) values {values}")
