"""`newsledger clean FILE`: the labelled blocks of a document, to look at when a label is wrong."""

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.commands.options import JsonOption
from flows.markings import printable
from flows.reading import SourceRecord
from flows.settings import Settings
from flows.workshop import open_workshop

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
        str, typer.Argument(metavar="FILE", help="A file of any format that `run` reads, or - for JSONL on stdin.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Show how each block of a document is labelled, and by which rule."""
    settings = Settings.from_environment()
    workshop = open_workshop(settings)
    console = Console()
    for record in workshop.read([file]):
        if record.text is None:
            _tell_rejected(console, record, as_json=as_json)
            continue
        document = workshop.cleaner.clean(record.text, "html" if record.is_html else "text", record.declared)
        if as_json:
            typer.echo(json.dumps(_as_json(record, document), ensure_ascii=False))
        else:
            _print(console, record, document)


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
