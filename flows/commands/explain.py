"""`newsledger explain ID`: a row and its receipt, the passage of the raw text with the words marked."""

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.options import JsonOption, WarehouseOption
from flows.exits import NotFoundError
from flows.markings import passage_around, printable
from flows.settings import Settings
from warehouse.connect import open_reader
from warehouse.lookup import Found, find_row


def explain(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="The key of a row of any fact table.")],
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a row and the passage of the raw text it rests on, with the words marked.

    Rows numbered within their article are named ARTICLE/NUMBER (sentences), ARTICLE#NUMBER (dates) and
    ARTICLE/block/NUMBER (blocks).
    """
    with open_reader(Settings.from_environment(warehouse=warehouse).warehouse) as connection:
        found = find_row(connection, row_id)
    if found is None:
        raise NotFoundError(f"no row with the id {row_id!r}")
    if as_json:
        typer.echo(json.dumps({"table": found.table, "row": dict(found.row)}, default=str, ensure_ascii=False))
    else:
        _print(Console(), found)


def _print(console: Console, found: Found) -> None:
    table = Table(title=found.table, show_header=False, title_justify="left")
    for name, value in found.row.items():
        if value is not None:
            table.add_row(Text(name, style="green"), Text(printable(value)))
    console.print(table)
    if found.text is not None and found.char_start is not None and found.char_end is not None:
        console.print(_passage(found.text, found.char_start, found.char_end))


def _passage(text: str, start: int, end: int) -> Text:
    passage = passage_around(text, start, end)
    marked = (printable(passage.words), "black on yellow")
    return Text.assemble(printable(passage.before), marked, printable(passage.after))
