"""`newsledger sql "select …"`: one read-only query."""

import sys
from enum import StrEnum
from typing import Annotated

import polars as pl
import typer
from rich.console import Console

from flows.commands.options import JsonOption, WarehouseOption
from flows.commands.tables import as_table
from flows.exits import WRONG_USE
from flows.limits import bounded
from flows.settings import Settings
from warehouse.lake import published_by
from warehouse.query import QUERY_SECONDS, run_sql

FORMULA_START = r"^[=+\-@\t\r]"
"""Characters by which a spreadsheet takes a cell of text for a formula (OWASP: CSV injection)."""
TABLE_ROWS = 1000
"""More than anybody reads on a terminal; the other formats give all rows."""


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT; the file is opened read-only.")],
    warehouse: WarehouseOption = None,
    form: Annotated[
        Format,
        typer.Option("--format", "-f", metavar="FORMAT", help="One of table, csv, json, parquet (to a file or pipe)."),
    ] = Format.table,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Stop the query after so long.")
    ] = QUERY_SECONDS,
    as_of: Annotated[
        str | None, typer.Option(metavar="RUN", help="Ask the warehouse as that run (`ops.runs`) published it.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the warehouse a question in SQL.

    For example: newsledger sql "select title, published_on from articles limit 5"
    """
    wanted = Format.json if as_json else form
    if wanted is Format.parquet and sys.stdout.isatty():
        raise typer.BadParameter("parquet is not for the terminal: add > answer.parquet", param_hint="--format")
    place = Settings.from_environment(warehouse=warehouse).warehouse
    with bounded(timeout, WRONG_USE):
        frame = run_sql(published_by(place, as_of) if as_of else place, query, seconds=timeout)
    if wanted is Format.parquet:
        frame.write_parquet(sys.stdout.buffer)
    else:
        _print(as_plain(frame), wanted)


def _print(frame: pl.DataFrame, form: Format) -> None:
    match form:
        case Format.table:
            Console().print(as_table(frame.columns, frame.head(TABLE_ROWS).iter_rows()))
            if frame.height > TABLE_ROWS:
                typer.echo(f"the first {TABLE_ROWS} of {frame.height} rows; --format csv gives all", err=True)
        case Format.csv:
            typer.echo(without_formulas(frame).write_csv(), nl=False)
        case Format.json:
            typer.echo(frame.write_json())


def as_plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Turn decimals, which sums of whole numbers are in DuckDB, into plain numbers, and bytes into hexadecimal."""
    return frame.with_columns(*map(_number, frame.select(pl.selectors.decimal())), pl.col(pl.Binary).bin.encode("hex"))


def _number(column: pl.Series) -> pl.Series:
    """Return decimals as whole numbers where all are whole and fit, else as floats."""
    whole = column.cast(pl.Int64, strict=False)
    return whole if whole.cast(column.dtype, strict=False).eq_missing(column).all() else column.cast(pl.Float64)


def without_formulas(frame: pl.DataFrame) -> pl.DataFrame:
    """Make lists into text, and put an apostrophe before text that a spreadsheet would run as a formula."""
    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    flat = frame.with_columns(pl.col(name).map_elements(_listed, return_dtype=pl.String) for name in nested)
    return flat.with_columns(
        pl.when(pl.col(name).str.contains(FORMULA_START)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name, kind in flat.schema.items()
        if kind == pl.String
    )


def _listed(cell: object) -> str:
    return "; ".join(map(str, cell)) if isinstance(cell, list | pl.Series) else str(cell)
