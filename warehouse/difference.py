# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""What differs between two published files: rows by table that came, went or changed, with samples."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

from warehouse.catalog import Relation, relations
from warehouse.connect import READER_MEMORY, READER_THREADS, WarehouseMissingError, WarehouseUnreadableError
from warehouse.lake import CONFIG, attach_lake, shut_in
from warehouse.place import Lake, Place
from warehouse.quoting import quote_name, quote_text

_ABOUT_THE_RUN = frozenset({"run_id", "seen_at"})
"""Columns that tell which run wrote a row and when: every run would seem to change all it was offered."""
COMPARED = ("raw", "main")
"""Schemas of facts; `ops` tells of the runs, and all else is made from facts."""

type Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One row that differs: its key, and of each column that differs the value before and after."""

    change: Change
    key: Mapping[str, Any]
    columns: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class TableDifference:
    table: str
    added: int
    removed: int
    changed: int
    samples: tuple[Sample, ...]


def differences(old: Place, new: Place, *, samples: int) -> Iterator[TableDifference]:
    """Yield every table's difference between two warehouses, with so many sample rows of each kind of change.

    Only keys and hashes of rows are held in memory. Columns that one of them does not have are not compared; a
    table that one of them does not have counts as empty there.
    Raises WarehouseMissingError and WarehouseUnreadableError.
    """
    with _side_by_side(old, new) as connection:
        tables = {side: _tables(connection, side) for side in ("old", "new")}
        for name in sorted(tables["old"] | tables["new"], key=_facts_first):
            yield _difference(connection, name, tables["old"].get(name), tables["new"].get(name), samples)


@contextmanager
def _side_by_side(old: Place, new: Place) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open both for reading only, as `old` and `new`, with no way to anything else."""
    sides = {"old": old, "new": new}
    lakes = [side for side, place in sides.items() if isinstance(place, Lake)]
    config = {**(CONFIG if lakes else {}), "memory_limit": READER_MEMORY, "threads": READER_THREADS}
    with duckdb.connect(config=config) as connection:
        for side, place in sides.items():
            _attach(connection, place, side)
        shut_in(connection, *lakes)
        yield connection


def _attach(connection: duckdb.DuckDBPyConnection, place: Place, side: str) -> None:
    if isinstance(place, Lake):
        attach_lake(connection, place, side)
        return
    if not place.is_file():
        raise WarehouseMissingError(f"no warehouse at {place}")
    try:
        connection.execute(f"attach {quote_text(place.resolve())} as {side} (read_only)")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise WarehouseUnreadableError(f"cannot open {place} as a warehouse: {reason}") from error


def _tables(connection: duckdb.DuckDBPyConnection, side: str) -> dict[str, Relation]:
    connection.execute(f"use {side}")
    found = (relation for schema in COMPARED for relation in relations(connection, schema))
    tables = {f"{table.schema}.{table.name}": table for table in found if not table.is_view and table.key}
    connection.execute("use memory")
    return tables


def _facts_first(table: str) -> tuple[bool, str]:
    return table.startswith("raw."), table


def _difference(
    connection: duckdb.DuckDBPyConnection, name: str, old: Relation | None, new: Relation | None, samples: int
) -> TableDifference:
    present = [table for table in (old, new) if table is not None]
    if len(present) < len((old, new)):
        return _only_one_side(connection, name, old, new)
    columns = [c.name for c in present[0].columns if c.name in {other.name for other in present[1].columns}]
    compared = [column for column in columns if column not in _ABOUT_THE_RUN]
    key = present[1].key
    _note_changes(connection, name, key, compared)
    counts = dict(connection.execute("select change, count(*) from changes group by all").fetchall())
    added, removed, changed = (counts.get(change, 0) for change in ("added", "removed", "changed"))
    return TableDifference(name, added, removed, changed, tuple(_samples(connection, name, key, compared, samples)))


def _only_one_side(
    connection: duckdb.DuckDBPyConnection, name: str, old: Relation | None, new: Relation | None
) -> TableDifference:
    side = "old" if new is None else "new"
    row = connection.execute(f"select count(*) from {side}.{name}").fetchone()
    count = row[0] if row else 0
    return TableDifference(name, count if old is None else 0, count if new is None else 0, 0, ())


def _note_changes(connection: duckdb.DuckDBPyConnection, name: str, key: tuple[str, ...], compared: list[str]) -> None:
    """Fill the temporary table `changes` with the keys of rows that differ, and how."""
    keys = ", ".join(map(quote_name, key))
    rows = f"select {keys}, hash({', '.join(map(quote_name, compared))}) as row_hash from"
    connection.execute(
        f"""
        create or replace temp table changes as
        select
            {keys},
            case when old_rows.row_hash is null then 'added' when new_rows.row_hash is null then 'removed'
                else 'changed' end as change
        from ({rows} old.{name}) as old_rows
        full join ({rows} new.{name}) as new_rows using ({keys})
        where old_rows.row_hash is distinct from new_rows.row_hash
        """
    )


def _samples(
    connection: duckdb.DuckDBPyConnection, name: str, key: tuple[str, ...], compared: list[str], count: int
) -> Iterator[Sample]:
    """Yield the first rows of each kind of change, by key."""
    keys = ", ".join(map(quote_name, key))
    chosen = (
        f"(select * from temp.changes qualify row_number() over (partition by change order by {keys}) <= {int(count)})"
    )
    sides = [_rows(connection, f"{side}.{name}", chosen, keys, compared) for side in ("old", "new")]
    for *values, change in connection.execute(
        f"select {keys}, change from {chosen} order by change, {keys}"
    ).fetchall():
        before, after = (rows.get(tuple(values), {}) for rows in sides)
        differing = (column for column in compared if before.get(column) != after.get(column))
        columns = {column: (before.get(column), after.get(column)) for column in differing if column not in key}
        yield Sample(change, dict(zip(key, values, strict=True)), columns)


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, chosen: str, keys: str, compared: list[str]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    columns = ", ".join(map(quote_name, compared))
    rows = connection.execute(f"select {keys}, {columns} from {table} semi join {chosen} using ({keys})").fetchall()
    width = keys.count(",") + 1
    return {row[:width]: dict(zip(compared, row[width:], strict=True)) for row in rows}
