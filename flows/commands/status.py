"""`newsledger status`: the last runs, what was rejected and why, what was expected, what waits, how old the file is."""

import json
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import JsonOption, WarehouseOption
from flows.commands.tables import as_table
from flows.exits import REFUSED
from flows.health import Health, health_of
from flows.serving import served_sources
from flows.settings import Settings

TOO_OLD = 1


def status(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]…", help="Count what waits here; by default in what `serve` picks up."),
    ] = None,
    warehouse: WarehouseOption = None,
    older_than: Annotated[
        float | None, typer.Option(metavar="HOURS", min=0, help="Exit with 1 when the file is older than this.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show how the warehouse is; for monitoring: exit code 3 when the last run was refused, 1 when it is too old."""
    settings = Settings.from_environment(warehouse=warehouse)
    health = health_of(settings, sources or served_sources(settings))
    if as_json:
        more = {"age_in_hours": round(health.age_in_hours, 2), "waiting_files": health.waiting}
        typer.echo(json.dumps(health.answers | more, default=str))
    else:
        _print(Console(), health)
    if health.is_refused:
        raise typer.Exit(REFUSED)
    if older_than is not None and health.age_in_hours > older_than:
        raise typer.Exit(TOO_OLD)


def _print(console: Console, health: Health) -> None:
    console.print(f"published {health.age_in_hours:.2f} hours ago", highlight=False)
    if health.waiting is not None:
        console.print(f"files no run has seen yet: {health.waiting:,}", highlight=False)
    for name, rows in health.answers.items():
        if rows:
            console.print(as_table(list(rows[0]), (list(row.values()) for row in rows), name))
        else:
            console.print(f"{name}: none", highlight=False)
