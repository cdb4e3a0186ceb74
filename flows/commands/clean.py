"""`newsledger clean FILE`: the labelled blocks of a document, to look at when a label is wrong."""

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.commands.options import JsonOption, WarehouseOption
from flows.markings import printable
from flows.reading import SourceNotFoundError, SourceRecord, path_of_uri
from flows.settings import Settings
from flows.workshop import open_workshop
from warehouse.connect import Connection
from warehouse.likeness import open_history
from warehouse.place import is_there
from warehouse.repetition import repeated_of_site

if TYPE_CHECKING:
    from newstext.cleaning.document import CleanDocument

COLOURS = {
    "title": "bold cyan",
    "subtitle": "cyan",
    "byline": "magenta",
    "dateline": "magenta",
    "heading": "bold",
    "body": "default",
    "caption": "yellow",
    "credit": "yellow",
}
DROPPED = "dim"
"""Adverts, promotions, navigation and the rest: kept, but not read for facts."""


def clean(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A file of any format that `run` reads, FILE#3 for one record of it, or - for JSONL on stdin.",
        ),
    ],
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how each block of a document is labelled, and by which rule.

    Lines that many articles repeat are known to the warehouse; where there is none yet, they are not told.
    """
    settings = Settings.from_environment(warehouse=warehouse)
    console = Console()
    with open_history(settings.warehouse) as history:
        for record in _records(settings, file):
            if record.text is None:
                _tell_rejected(console, record, as_json=as_json)
                continue
            document = _clean(settings, history, record)
            if as_json:
                typer.echo(json.dumps(_as_json(record, document), ensure_ascii=False))
            else:
                _print(console, record, document)
    if not as_json and not is_there(settings.warehouse):
        console.print(Text("Lines that many articles repeat are told by a warehouse's counts; there is none.", DROPPED))


def _records(settings: Settings, file: str) -> Iterator[SourceRecord]:
    """Give the records of a file, or the one that is asked for by its number.

    Raises SourceNotFoundError where there is no such record.
    """
    path, number = (file, None) if os.path.lexists(file) else path_of_uri(file)
    records = open_workshop(settings).read([path])
    if number is None:
        yield from records
        return
    chosen = next((record for record in records if path_of_uri(record.source_uri)[1] == number), None)
    if chosen is None:
        raise SourceNotFoundError(f"no record {number} in {path}")
    yield chosen


def _clean(settings: Settings, history: Connection, record: SourceRecord) -> "CleanDocument":
    from newstext.cleaning.repetition import survey_document  # noqa: PLC0415 - the HTML libraries load only here

    text, text_format = record.text or "", "html" if record.is_html else "text"
    site = survey_document(text, text_format, record.declared).site
    repeated = frozenset(repeated_of_site(history, site))
    return open_workshop(settings).cleaner.clean(text, text_format, record.declared, repeated)


def _tell_rejected(console: Console, record: SourceRecord, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"source_uri": record.source_uri, "state": record.state, "reason": record.reason}))
    else:
        console.print(Text(printable(f"{record.source_uri}: rejected, {record.reason}"), style="red"))


def _as_json(record: SourceRecord, document: "CleanDocument") -> dict[str, object]:
    blocks = [
        {"kind": block.kind, "rule": block.rule, "text": document.view.text[block.start : block.end]}
        for block in document.blocks
    ]
    return {"source_uri": record.source_uri, "title": document.title, "bylines": document.bylines, "blocks": blocks}


def _print(console: Console, record: SourceRecord, document: "CleanDocument") -> None:
    console.print(Text(printable(record.source_uri), style="bold"))
    for block in document.blocks:
        label = f"{block.kind:10} {block.rule:24} "
        words = " ".join(document.view.text[block.start : block.end].split())
        console.print(Text(label, style="green") + Text(printable(words), style=COLOURS.get(block.kind, DROPPED)))
