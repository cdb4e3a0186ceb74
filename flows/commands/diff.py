"""`newsledger diff OLD NEW`: what differs between two published files or versions of a lake, by table."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.commands.options import JsonOption, WarehouseOption
from flows.commands.tables import as_table
from flows.markings import printable
from flows.settings import Settings
from warehouse.difference import Sample, TableDifference, differences
from warehouse.lake import published_by
from warehouse.place import Place

LONGEST_VALUE = 60
"""Characters of a value shown on the terminal; JSON gives all of them."""


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A file, or the run that published it (`rollback --list`).")
    ],
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="The same; by default the published file.")] = None,
    warehouse: WarehouseOption = None,
    samples: Annotated[int, typer.Option(min=0, help="Rows shown of each table and kind of change.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """Show what changed from one published file to another: rows added, removed and changed, by table, with samples.

    Columns that only tell which run wrote a row are not compared.
    """
    published = Settings.from_environment(warehouse=warehouse).warehouse
    sides = [_published(published, name) for name in (old, new)]
    found = list(differences(*sides, samples=samples))
    if as_json:
        typer.echo(json.dumps([asdict(table) for table in found], default=str, ensure_ascii=False))
    else:
        _print(Console(), found)


def _published(published: Place, name: str | None) -> Place:
    """Return the file at a path, or what a run published."""
    if name is None:
        return published
    return Path(name) if Path(name).is_file() else published_by(published, name)


def _print(console: Console, found: list[TableDifference]) -> None:
    differing = [table for table in found if table.added or table.removed or table.changed]
    if not differing:
        console.print("the same rows in all tables", highlight=False)
        return
    rows = ((table.table, table.added, table.removed, table.changed) for table in differing)
    console.print(as_table(["table", "added", "removed", "changed"], rows))
    for table in differing:
        for sample in table.samples:
            console.print(Text(f"{table.table} {sample.change} {_line(sample)}"), soft_wrap=True)


def _line(sample: Sample) -> str:
    key = ", ".join(_short(value) for value in sample.key.values())
    if sample.change == "changed":
        changes = (f"{name}: {_short(before)} → {_short(after)}" for name, (before, after) in sample.columns.items())
    else:
        place = 0 if sample.change == "removed" else 1
        changes = (f"{name}: {_short(pair[place])}" for name, pair in sample.columns.items() if pair[place] is not None)
    return f"{key}\n    {'; '.join(changes)}"


def _short(value: object) -> str:
    words = printable(value).replace("\n", " ")
    return words if len(words) <= LONGEST_VALUE else f"{words[:LONGEST_VALUE]}…"
