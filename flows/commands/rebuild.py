"""`newsledger rebuild`: reprocess documents of the warehouse under the present rules."""

import shutil
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import JsonOption, WarehouseOption, file_of
from flows.commands.run import show_outcome
from flows.decisions import decisions_path
from flows.exits import UnwritableError
from flows.settings import Settings


def rebuild(
    where: Annotated[
        str | None,
        typer.Option(help="A condition in SQL on articles; without one, all that older rules or models were used for."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Publish there instead, to see the effect with `diff` first.")
    ] = None,
    warehouse: WarehouseOption = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that understand text.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Read documents of the warehouse again, beside the live file; published when the validations pass.

    For example: newsledger rebuild --where "published_on >= '2024-01-01'" --to trial.duckdb
    """
    from flows import running  # noqa: PLC0415 - as for `run`

    settings = Settings.from_environment(warehouse=warehouse, workers=workers)
    if to:
        instead = "rebuild it without --to, and see what changed with `newsledger diff RUN`"
        _copy(file_of(settings, instead), to)
        decided = decisions_path(settings)  # beside the live file, where there is one: the trial obeys it as well
        decisions = decided if decided.is_file() else None
        settings = Settings.from_environment(warehouse=to, workers=workers, decisions=decisions)
    outcome = running.rebuild(settings, where, console=Console(stderr=True, quiet=as_json))
    show_outcome(outcome, settings.warehouse, as_json=as_json)


def _copy(published: Path, to: Path) -> None:
    """Copy the published file; one that stands there already is not overwritten."""
    if to.exists():
        raise UnwritableError(f"there is a file already: {to}")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(published, to)
    except OSError as error:
        raise UnwritableError(f"cannot copy {published} to {to}: {error.strerror}") from error
