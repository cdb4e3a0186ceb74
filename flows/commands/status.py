"""`newsledger status`: the last runs, what was rejected and why, what was expected, how old the file is."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.commands.options import JsonOption, WarehouseOption
from flows.commands.tables import as_table
from flows.exits import REFUSED
from flows.settings import Settings
from warehouse.query import run_sql

QUESTIONS = {
    "runs": """
        select run_id, state, finished_at, seen_count, loaded_count, duplicate_count, rejected_count
        from ops.runs order by started_at desc, run_id desc limit 5
    """,
    "rejected sources": """
        select split_part(reason, ':', 1) as reason, count(*) as source_count
        from raw.sources where state = 'rejected' group by all order by source_count desc, reason
    """,
    "rejected rows of the last run": """
        select table_name, reason, count(*) as row_count
        from ops.rejects where run_id = (select max_by(run_id, (started_at, run_id)) from ops.runs)
        group by all order by row_count desc, table_name, reason
    """,
    "expectations that did not hold in the last run": """
        select suite, expectation, "column", severity, unexpected_count, observed
        from ops.validations
        where not success and run_id = (select max_by(run_id, (started_at, run_id)) from ops.runs)
        order by all
    """,
}
TOO_OLD = 1


def status(
    warehouse: WarehouseOption = None,
    older_than: Annotated[
        float | None, typer.Option(metavar="HOURS", min=0, help="Exit with 1 when the file is older than this.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show how the warehouse is; for monitoring: exit code 3 when the last run was refused, 1 when it is too old."""
    path = Settings.from_environment(warehouse=warehouse).warehouse
    answers = {name: run_sql(path, query).to_dicts() for name, query in QUESTIONS.items()}
    hours = _age_in_hours(path)
    if as_json:
        typer.echo(json.dumps(answers | {"age_in_hours": round(hours, 2)}, default=str))
    else:
        _print(Console(), answers, hours)
    runs = answers["runs"]
    if runs and runs[0]["state"] == "refused":
        raise typer.Exit(REFUSED)
    if older_than is not None and hours > older_than:
        raise typer.Exit(TOO_OLD)


def _age_in_hours(path: Path) -> float:
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return (datetime.now(UTC) - changed).total_seconds() / 3600


def _print(console: Console, answers: dict[str, list[dict[str, Any]]], hours: float) -> None:
    console.print(f"published {hours:.2f} hours ago", highlight=False)
    for name, rows in answers.items():
        if rows:
            console.print(as_table(list(rows[0]), (list(row.values()) for row in rows), name))
        else:
            console.print(f"{name}: none", highlight=False)
