"""The command line: `newsledger VERB`; each verb stands in a module of `flows.commands`."""

import sys
from collections.abc import Callable

import typer
from rich.console import Console
from rich.text import Text

from flows.commands import (
    clean,
    diff,
    duplicates,
    entities,
    explain,
    explore,
    export,
    rebuild,
    report,
    rollback,
    run,
    serve,
    sql,
    status,
)
from flows.exits import exit_code_of
from flows.markings import printable

app = typer.Typer(
    name="newsledger",
    help="From raw news text to a DuckDB warehouse where every row has a receipt.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
VERBS: dict[str, Callable[..., None]] = {
    "run": run.run,
    "sql": sql.sql,
    "explain": explain.explain,
    "explore": explore.explore,
    "clean": clean.clean,
    "duplicates": duplicates.duplicates,
    "entities": entities.entities,
    "status": status.status,
    "report": report.report,
    "rebuild": rebuild.rebuild,
    "serve": serve.serve,
    "diff": diff.diff,
    "rollback": rollback.rollback,
    "export": export.export,
}
for _name, _verb in VERBS.items():
    app.command(_name)(_verb)


def main() -> None:
    """Run a verb; what a user can mend gives one line and an exit code, what only we can mend a traceback."""
    try:
        app()
    except Exception as error:
        code = exit_code_of(error)
        if code is None:
            raise
        line = Text(printable(f"newsledger: {error}"), style="red")
        Console(stderr=True).print(line, soft_wrap=True)
        sys.exit(code)
