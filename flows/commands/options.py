"""The options that several verbs share."""

from pathlib import Path
from typing import Annotated

import typer

WarehouseOption = Annotated[
    Path | None,
    typer.Option("--warehouse", "-w", help="The DuckDB file (NEWSLEDGER_WAREHOUSE; by default data/news.duckdb)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
