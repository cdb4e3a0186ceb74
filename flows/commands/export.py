"""`newsledger export FOLDER`: the warehouse in open formats."""

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import JsonOption, WarehouseOption
from flows.commands.tables import as_table
from flows.export import export_to
from flows.settings import Settings


class Form(StrEnum):
    """What an export can hold."""

    parquet = "parquet"
    jsonld = "jsonld"
    gdelt = "gdelt"


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not be there yet.")],
    warehouse: WarehouseOption = None,
    forms: Annotated[
        list[Form],
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="parquet (a file a table), jsonld (schema.org NewsArticle a line), gdelt (events as TSV); repeatable.",
        ),
    ] = [Form.parquet],  # noqa: B006 - typer's way to give a list's default; it is never changed
    as_json: JsonOption = False,
) -> None:
    """Write the warehouse's rows in open formats, with a manifest of rows, columns and SHA-256.

    The same warehouse gives the same bytes. The folder appears when all is written.
    """
    published = Settings.from_environment(warehouse=warehouse).warehouse
    files = export_to(folder, published, list(dict.fromkeys(forms)))
    if as_json:
        typer.echo(json.dumps([asdict(file) for file in files]))
    else:
        Console().print(as_table(["file", "rows", "bytes"], ((file.path, file.rows, file.bytes) for file in files)))
