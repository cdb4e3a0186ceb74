"""`newsledger report`: one page of HTML in which every number leads to the words it rests on."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import WarehouseOption
from flows.exits import UnwritableError
from flows.settings import Settings


def report(
    warehouse: WarehouseOption = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the page is written.")] = Path(
        "report.html"
    ),
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Only articles published on this day or later."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Only articles published on this day or earlier."),
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only articles that name this country (its name or KOR).")
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only articles that name this person (name or entity_id).")
    ] = None,
) -> None:
    """Write the warehouse as a page: coverage, stories, speakers, figures, countries, roles, quality.

    The page is one file that needs no network and no script; every number leads to the passages it rests on.
    """
    from flows.reporting.page import make_report  # noqa: PLC0415 - templates and charts that other verbs need not load
    from flows.reporting.scope import Asked  # noqa: PLC0415

    asked = Asked(_day(since), _day(until), country, person)
    made = make_report(Settings.from_environment(warehouse=warehouse).warehouse, asked)
    write_whole(output, made.html)
    typer.echo(f"{output}: {made.article_count:,} articles, {made.receipt_count:,} numbers with receipts")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all; what stood there before stays until then.

    Raises UnwritableError.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UnwritableError(f"cannot write {path}: {error.strerror}") from error
