"""The generated pages of docs/, written by `make docs`; a test compares them with what stands there."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer.main

from flows import settings
from flows.cli import app
from flows.exits import BUSY, FAILED, REFUSED, WRONG_USE
from flows.reading.records import REASONS
from flows.settings import PROJECT, VARIABLES, Settings
from warehouse.catalog import present_dictionary

WIDTH = 100
"""Characters a line of help text, whatever the terminal of whoever makes the page."""
EXIT_CODES = {
    0: "done; rejected inputs are counted, not fatal",
    FAILED: "a full disk, a lost process or an unreachable staging ended the run, nothing was published; "
    "`status --older-than`: too old",
    WRONG_USE: "wrong use: a path, an option, a query, a warehouse that cannot be written",
    REFUSED: "validation refused publication; the published file keeps its rows",
    BUSY: "another writer is at work on the warehouse",
}
STATES = {
    "loaded": "the text is in `raw.documents`",
    "duplicate": "another source gave the very same text; `document_id` names it",
    "rejected": "no text could be taken from it; `reason` says why",
}


def cli_page() -> str:
    """Return the help text of every verb."""
    group = typer.main.get_group(app)
    context = typer.Context(group, info_name="newsledger", terminal_width=WIDTH)
    parts = ["# The command line\n\nThe help texts of the verbs, by `make docs`.\n", _as_block(_help(group, context))]
    for name, verb in group.commands.items():
        inner = typer.Context(verb, info_name=name, parent=context, terminal_width=WIDTH)
        parts += [f"## {name}\n", _as_block(_help(verb, inner))]
    parts.append(
        "## Exit codes\n\n" + _as_table("code", "meaning", ((str(c), words) for c, words in EXIT_CODES.items()))
    )
    return "\n".join(parts)


def settings_page() -> str:
    """Return every setting with its variable, default and meaning."""
    meanings = dict(_described_fields())
    rows = (
        f"| {field.name} | `{VARIABLES[field.name]}` | {_default(field.default)} | {meanings.get(field.name, '')} |\n"
        for field in fields(Settings)
    )
    quieted = settings.quiet_defaults(Settings(warehouse=Path("/data/news.duckdb")))
    return (
        "# Settings\n\nFrom `flows/settings.py`, by `make docs`. An option of the command line goes before its "
        "variable, a variable before the default.\n\n| setting | variable | default | meaning |\n|---|---|---|---|\n"
        + "".join(rows)
        + "\nA run also sets these variables of the tools it uses, each only where you have not set it yourself (shown "
        "for a warehouse `/data/news.duckdb`):\n\n"
        + _as_table("variable", "value", ((f"`{name}`", f"`{value}`") for name, value in quieted.items()))
    )


def reasons_page() -> str:
    """Return what the states and reasons of `raw.sources` mean."""
    reasons = {"same_text": "(state `duplicate`) the very same text came from another source"} | REASONS
    return (
        "# States and reasons\n\nWhat stands in `raw.sources`, by `make docs`. A reason is a code, or a code with "
        "details: `malformed_json: line 2`.\n\n"
        + _as_table("state", "meaning", STATES.items())
        + "\n"
        + _as_table("reason", "meaning", sorted(reasons.items()))
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "dictionary.md": present_dictionary,
    "cli.md": cli_page,
    "settings.md": settings_page,
    "reasons.md": reasons_page,
}


def write_pages(folder: Path = PROJECT / "docs") -> None:
    """Write all generated pages."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


def _help(command: Any, context: typer.Context) -> str:
    """Return help without colours and boxes."""
    command.rich_markup_mode = None
    return str(command.get_help(context))


def _as_block(text: str) -> str:
    return f"```\n{text.rstrip()}\n```\n"


def _as_table(key: str, value: str, rows: Iterable[tuple[str, str]]) -> str:
    return f"| {key} | {value} |\n|---|---|\n" + "".join(f"| {one} | {other} |\n" for one, other in rows)


def _default(value: object) -> str:
    return "none" if value is None else f"`{value}`"


def _described_fields() -> Iterator[tuple[str, str]]:
    """Yield the settings' names with the docstrings that stand below them in the source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(Settings)))
    body = tree.body[0].body  # type: ignore[attr-defined]  # the class
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            yield ast.unparse(field.target), " ".join(str(below.value.value).split())


if __name__ == "__main__":
    write_pages()
