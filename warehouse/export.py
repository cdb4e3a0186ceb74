# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Writing a warehouse's rows to other files: streamed, in the order of their keys; equal rows give equal bytes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.catalog import Relation, relations
from warehouse.quoting import quote_name

EXPORTED = ("main", "raw", "ops")
"""Schemas whose tables are exported: views and what is made for them can be made again from these."""
ROW_GROUP = 20_000
"""Rows written at once: of the longest texts some tens of megabytes."""


def exported_tables(connection: duckdb.DuckDBPyConnection) -> Iterator[Relation]:
    """Yield the tables that an export holds."""
    for schema in EXPORTED:
        yield from (relation for relation in relations(connection, schema) if not relation.is_view)


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Relation, path: Path) -> int:
    """Write a table's rows and return how many; its comments become the file's and the columns' metadata."""
    order = ", ".join(quote_name(name) for name in table.key) or "all"
    reader = connection.execute(
        f"select * from {table.schema}.{quote_name(table.name)} order by {order}"
    ).to_arrow_reader(ROW_GROUP)
    schema = _described(reader.schema, table)
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))
            count += batch.num_rows
    return count


def another_cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return a second connection to what a connection has open, with the same database in use."""
    row = connection.execute("select current_database()").fetchone()
    assert row is not None
    cursor = connection.cursor()
    cursor.execute(f"use {quote_name(row[0])}")
    return cursor


def rows_in_order(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[dict[str, Any]]:
    """Yield a query's rows one by one, without holding them all."""
    for batch in connection.execute(sql).to_arrow_reader(ROW_GROUP // 10):
        yield from batch.to_pylist()


def _described(schema: pa.Schema, table: Relation) -> pa.Schema:
    comments = {column.name: column.comment or "" for column in table.columns}
    fields = [field.with_metadata({"comment": comments[field.name]}) for field in schema]
    return pa.schema(fields, metadata={"comment": table.comment or ""})
