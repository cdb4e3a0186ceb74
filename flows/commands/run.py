"""`newsledger run SOURCE…`: the whole flow over files, folders, patterns or standard input."""

import dataclasses
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import JsonOption, WarehouseOption
from flows.commands.tables import as_table
from flows.frames import FACT_TABLES
from flows.markings import printable
from flows.outcome import Outcome
from flows.settings import Settings
from warehouse.place import Place
from warehouse.query import run_sql

SHOWN = ("documents", "articles", "duplicates", "stories", "entities", *FACT_TABLES)
EXAMPLE = (
    "select published_on, speaker_name, speaker_role, words "
    "from mart.who_said_what where kind = 'direct' order by all limit 3"
)


class Runner(StrEnum):
    """Where the parts of a run are worked on."""

    local = "local"
    dask = "dask"


def run(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, patterns, URLs (s3://…), or - for JSONL on stdin."),
    ],
    warehouse: WarehouseOption = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that understand text.")] = None,
    runner: Annotated[Runner, typer.Option(help="Work on parts in processes here, or on Dask.")] = Runner.local,
    address: Annotated[
        str | None,
        typer.Option(help="Of a Dask scheduler, such as tcp://10.0.0.1:8786; else a cluster is started here."),
    ] = None,
    staging: Annotated[
        str | None,
        typer.Option(help="Where stages hand on their parts, such as s3://bucket/stage, for workers elsewhere."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Process everything offered, known or not.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Load news texts into the warehouse; what it knows already is skipped."""
    from flows.running import run_sources  # noqa: PLC0415 - the other verbs need not wait for the steps

    dask = (address or "here") if runner is Runner.dask else address
    settings = Settings.from_environment(warehouse=warehouse, workers=workers, dask=dask, staging=staging)
    console = Console(stderr=True, quiet=as_json)
    outcome = run_sources(settings, tuple(sources), full=full, console=console)
    show_outcome(outcome, settings.warehouse, as_json=as_json)


def show_outcome(outcome: Outcome, warehouse: Place, *, as_json: bool) -> None:
    """Print what a run came to: a summary for people, or JSON."""
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(outcome), default=str))
    else:
        _print_summary(Console(), outcome, warehouse)


def _print_summary(console: Console, outcome: Outcome, warehouse: Place) -> None:
    offered = ", ".join(f"{count:,} {state}" for state, count in sorted(outcome.sources.items())) or "none"
    console.print(f"Sources: {offered}", highlight=False)
    for reason, count in outcome.reasons.items():
        console.print(f"  rejected: {count:,} {reason}", markup=False, highlight=False)
    if any(outcome.tables.values()):
        console.print(as_table(("table", "rows loaded"), _contract_rows(outcome)))
    else:
        console.print("Nothing new: no row has changed.", highlight=False)
    if outcome.recalled:
        console.print(f"{outcome.recalled:,} known articles were read again: what has come changes how they are read.")
    if outcome.rejected_rows:
        console.print(f"{outcome.rejected_rows:,} rows were kept out; see ops.rejects", style="yellow")
    for warning in outcome.warnings:
        console.print(printable(f"  note: {warning}"), style="dim", markup=False, highlight=False)
    place = warehouse.resolve() if isinstance(warehouse, Path) else warehouse
    console.print(f"Warehouse: {place}", markup=False, highlight=False, soft_wrap=True)
    _print_example(console, warehouse)


def _contract_rows(outcome: Outcome) -> list[tuple[str, int]]:
    return [(table, count) for table, count in outcome.tables.items() if table in SHOWN]


def _print_example(console: Console, warehouse: Place) -> None:
    console.print(f'\n$ newsledger sql "{EXAMPLE}"', markup=False, highlight=False, soft_wrap=True)
    frame = run_sql(warehouse, EXAMPLE)
    console.print(as_table(frame.columns, frame.iter_rows()))
