"""The generated pages are up to date, and nothing a user may call, set or read is left out of them."""

import pytest
import typer.main

from flows.cli import VERBS, app
from flows.docs import EXIT_CODES, PAGES, cli_page, reasons_page, settings_page
from flows.exits import CODES
from flows.reading.records import REASONS
from flows.settings import PROJECT, VARIABLES, Settings, quiet_defaults


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(name):
    assert (PROJECT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented_with_its_purpose(verb):
    section = cli_page().split(f"## {verb}\n")[1].split("\n## ")[0]
    assert f"Usage: newsledger {verb} " in section
    assert VERBS[verb].__doc__.split(".")[0].split("\n")[0][:60] in section


@pytest.mark.parametrize("verb", VERBS)
def test_no_option_or_argument_goes_unexplained(verb):
    parameters = typer.main.get_group(app).commands[verb].params
    assert [parameter.name for parameter in parameters if not parameter.help] == []


@pytest.mark.parametrize("name", VARIABLES)
def test_every_setting_is_documented_with_variable_default_and_meaning(name):
    (row,) = [line for line in settings_page().splitlines() if line.startswith(f"| {name} |")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1] == f"`{VARIABLES[name]}`"
    assert all(cells)


def test_every_variable_that_a_run_sets_for_its_tools_is_documented():
    assert all(f"| `{name}` |" in settings_page() for name in quiet_defaults(Settings()))


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_is_documented(code):
    assert f"| {code} | {REASONS[code]} |" in reasons_page()


def test_every_exit_code_is_documented():
    assert {code for _, code in CODES} <= set(EXIT_CODES)
    assert all(f"| {code} | {words} |" in cli_page() for code, words in EXIT_CODES.items())
