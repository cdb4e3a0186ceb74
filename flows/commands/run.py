"""`newsledger run SOURCE…`: the whole flow over files, folders, patterns or standard input."""

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.commands.options import JsonOption, WarehouseOption
from flows.outcome import Outcome
from flows.running import run_sources
from flows.settings import Settings
from warehouse.query import run_sql

EXAMPLE = "select published_on, speaker, role, words from mart.who_said_what order by all limit 3"


def run(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, patterns, or - for JSONL on stdin.")],
    warehouse: WarehouseOption = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that understand text.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Process everything offered, known or not.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Load news texts into the warehouse; what it knows already is skipped."""
    settings = Settings.from_environment(warehouse=warehouse, workers=workers)
    console = Console(stderr=True, quiet=as_json)
    outcome = run_sources(settings, tuple(sources), full=full, console=console)
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(outcome), default=str))
    else:
        _print_summary(Console(), outcome, settings.warehouse)


def _print_summary(console: Console, outcome: Outcome, warehouse: Path) -> None:
    offered = ", ".join(f"{count:,} {state}" for state, count in sorted(outcome.sources.items())) or "none"
    console.print(f"Sources: {offered}", highlight=False)
    for reason, count in outcome.reasons.items():
        console.print(f"  rejected: {count:,} {reason}", markup=False, highlight=False)
    if outcome.tables:
        console.print(_counts_table(outcome))
    if outcome.rejected_rows:
        console.print(f"{outcome.rejected_rows:,} rows were kept out; see ops.rejects", style="yellow")
    for warning in outcome.warnings:
        console.print(f"  note: {warning}", style="dim", markup=False, highlight=False)
    console.print(f"Warehouse: {warehouse.resolve()}", markup=False, highlight=False, soft_wrap=True)
    if outcome.tables:
        _print_example(console, warehouse)


def _counts_table(outcome: Outcome) -> Table:
    table = Table("table", "rows loaded")
    table.columns[1].justify = "right"
    for name, count in outcome.tables.items():
        table.add_row(name, f"{count:,}")
    return table


def _print_example(console: Console, warehouse: Path) -> None:
    console.print(f'\n$ newsledger sql "{EXAMPLE}"', markup=False, highlight=False, soft_wrap=True)
    frame = run_sql(warehouse, EXAMPLE)
    table = Table(*frame.columns)
    for row in frame.iter_rows():
        table.add_row(*map(str, row))
    console.print(table)
