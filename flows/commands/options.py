"""The options that several verbs share."""

from pathlib import Path
from typing import Annotated

import typer

from flows.settings import Settings, SettingsError
from warehouse.place import Lake

WarehouseOption = Annotated[
    str | None,
    typer.Option(
        "--warehouse",
        "-w",
        metavar="WAREHOUSE",
        help="A DuckDB file or ducklake:postgres:… (NEWSLEDGER_WAREHOUSE; by default data/news.duckdb).",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def file_of(settings: Settings, instead: str) -> Path:
    """Return the warehouse's file; raises SettingsError with what to do instead where it is a lake."""
    if isinstance(settings.warehouse, Lake):
        raise SettingsError(f"this verb needs a warehouse in a file, not a lake: {instead}")
    return settings.warehouse
