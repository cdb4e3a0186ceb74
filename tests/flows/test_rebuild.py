"""Rebuilding: documents of the warehouse are read again under the present rules, without their sources."""

from dataclasses import replace

import duckdb
import pytest
from typer.testing import CliRunner

from flows import steps
from flows.cli import app
from flows.run import begin_run
from flows.settings import Settings
from tests.flows.conftest import finish_steps, run_steps
from warehouse.compare import canonical_rows
from warehouse.connect import WarehouseMissingError, open_writer
from warehouse.query import QueryError

TEXTS = {
    "a.txt": "Ferry line returns\n\nMarch 3, 2024\n\nSouth Korea reopened a ferry line to Japan on Sunday.\n",
    "b.txt": "Bridge costs rise\n\nMay 7, 2024\n\nThe bridge will cost $40 million, the ministry said on Tuesday.\n",
}


@pytest.fixture
def loaded(tmp_path):
    """A warehouse of two articles whose source files are gone."""
    (tmp_path / "news").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
    run_steps(tmp_path / "news.duckdb", [tmp_path / "news"])
    for name in TEXTS:
        (tmp_path / "news" / name).unlink()
    return tmp_path / "news.duckdb"


def rebuild(path, where=None):
    run = begin_run(replace(Settings(), warehouse=path), ())
    steps.read_again(run, where)
    return finish_steps(run)


def mark(path, condition="true"):
    """Say of some articles that older rules made them, and spoil what they say."""
    with open_writer(path) as connection:
        connection.execute(f"update articles set extractor_version = 'old', title = 'spoiled' where {condition}")
        return connection.execute("select count(*) from articles where title = 'spoiled'").fetchone()[0]


def test_what_older_rules_made_is_made_anew_and_nothing_else_changes(loaded):
    before = canonical_rows(loaded)
    assert mark(loaded, "title like 'Ferry%'") == 1
    assert rebuild(loaded).tables["articles"] == 1
    assert canonical_rows(loaded) == before


def test_a_condition_chooses_the_articles(loaded):
    mark(loaded)
    assert rebuild(loaded, "published_on >= '2024-05-01'").tables["articles"] == 1
    with duckdb.connect(loaded, read_only=True) as connection:
        titles = connection.execute("select title from articles order by published_on").fetchall()
    assert titles == [("spoiled",), ("Bridge costs rise",)]


def test_where_all_is_up_to_date_nothing_changes(loaded):
    before = canonical_rows(loaded)
    assert not any(rebuild(loaded).tables.values())
    assert canonical_rows(loaded) == before


@pytest.mark.parametrize("where", ["nonsense", "true; drop table articles", "1 = 1) or (missing"])
def test_a_condition_that_is_none_is_wrong_use(loaded, where):
    with pytest.raises(QueryError):
        rebuild(loaded, where)


def test_there_must_be_a_warehouse(tmp_path):
    with pytest.raises(WarehouseMissingError):
        rebuild(tmp_path / "none.duckdb")


def test_a_trial_does_not_overwrite_a_file(loaded):
    (loaded.parent / "trial.duckdb").touch()
    said = CliRunner().invoke(app, ["rebuild", "-w", str(loaded), "--to", str(loaded.parent / "trial.duckdb")])
    assert isinstance(said.exception, OSError)
    assert "already" in str(said.exception)
