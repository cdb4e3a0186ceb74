"""`newsledger sql "select …"`: one read-only query."""

import sys
from enum import StrEnum
from typing import Annotated

import polars as pl
import typer
from rich.console import Console

from flows.commands.options import JsonOption, WarehouseOption
from flows.commands.tables import as_table
from flows.settings import Settings
from warehouse.query import run_sql

FORMULA_START = r"^[=+\-@\t\r]"
"""Characters by which a spreadsheet takes a cell of text for a formula (OWASP: CSV injection)."""


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def sql(
    query: Annotated[str, typer.Argument(help="One SELECT; the file is opened read-only.")],
    warehouse: WarehouseOption = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="Parquet goes to standard output.")] = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Ask the warehouse a question in SQL."""
    frame = run_sql(Settings.from_environment(warehouse=warehouse).warehouse, query)
    match Format.json if as_json else form:
        case Format.table:
            Console().print(as_table(frame.columns, frame.iter_rows()))
        case Format.csv:
            typer.echo(without_formulas(frame).write_csv(), nl=False)
        case Format.json:
            typer.echo(frame.write_json())
        case Format.parquet:
            frame.write_parquet(sys.stdout.buffer)


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
