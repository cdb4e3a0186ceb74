"""`newsledger rollback`: back to an earlier published file."""

import json
from typing import Annotated

import typer

from flows.commands.options import JsonOption, WarehouseOption, file_of
from flows.exits import UnwritableError
from flows.settings import Settings
from warehouse.lock import writer_lock
from warehouse.publish import earlier_run, previous_files, require_usable, roll_back, run_of


def rollback(
    run: Annotated[
        str | None, typer.Argument(metavar="RUN", help="Whose file; by default the one before the published one.")
    ] = None,
    warehouse: WarehouseOption = None,
    show: Annotated[bool, typer.Option("--list", help="Only print which runs' files are kept, oldest first.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Publish the file of an earlier run again, in one step; the present file is kept and can be named in its turn.

    All that later runs brought is out of the file, so the next run over the same sources brings it anew.
    """
    settings = Settings.from_environment(warehouse=warehouse)
    published = file_of(settings, "a lake keeps what every run published; ask it with `newsledger sql --as-of RUN`")
    if show:
        kept = list(previous_files(published))
        typer.echo(json.dumps(kept) if as_json else "\n".join(kept) or "none")
        return
    require_usable(published)
    try:
        with writer_lock(published):
            left, wanted = run_of(published), run or earlier_run(published)
            roll_back(published, wanted, kept=settings.published_kept)
    except OSError as error:
        raise UnwritableError(f"cannot write {error.filename}: {error.strerror}") from error
    if as_json:
        typer.echo(json.dumps({"from": left, "to": wanted}))
        return
    typer.echo(f"{published} is the file of run {wanted} again")
    if left in previous_files(published):
        typer.echo(f"the file of run {left} is kept; back to it: newsledger rollback {left}")
