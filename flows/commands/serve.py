"""`newsledger serve SOURCE…`: scheduled runs that pick up what is new."""

from typing import Annotated

import typer

from flows.commands.options import WarehouseOption
from flows.settings import Settings


def serve(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Files, folders, patterns or URLs to look at.")
    ],
    every: Annotated[str | None, typer.Option(help="How often: 30s, 15m, 1h, 1d (15m where nothing is said).")] = None,
    cron: Annotated[str | None, typer.Option(help="When, as a cron line in UTC, instead of --every.")] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of Prefect's pages on 127.0.0.1; 0 takes a free one.")
    ] = 0,
    warehouse: WarehouseOption = None,
) -> None:
    """Load what is new, again and again, until interrupted; Prefect's pages show the runs.

    For example: newsledger serve --every 15m news/
    """
    from flows.serving import parse_interval, serve  # noqa: PLC0415 - as for `run`

    if every and cron:
        raise typer.BadParameter("either --every or --cron, not both", param_hint="--cron")
    if "-" in sources:
        raise typer.BadParameter("standard input cannot be read again and again", param_hint="SOURCE")
    settings = Settings.from_environment(warehouse=warehouse)
    serve(settings, sources, every=parse_interval(every) if every else None, cron=cron, port=port)
