"""Going back to an earlier file and on from there; the verbs that show what runs changed."""

import json

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.exits import exit_code_of
from tests.flows.conftest import run_steps
from tests.unit.warehouse_corpus import article_rows, publish_run, write_parts
from warehouse.compare import canonical_rows
from warehouse.lock import WriterBusyError, writer_lock
from warehouse.publish import StrayWalError, UnknownRunError, previous_files, run_of

TEXTS = {
    "a.txt": "Ferry line returns\n\nMarch 3, 2024\n\nSEOUL — The mayor reopened a ferry line to Japan on Sunday.\n",
    "b.txt": "Bridge costs rise\n\nMay 7, 2024\n\nDAEJEON — The bridge will cost $40 million, the ministry said.\n",
}


@pytest.fixture
def published(tmp_path):
    """A warehouse of three runs, an article each."""
    path = tmp_path / "news.duckdb"
    for number in (1, 2, 3):
        publish_run(path, f"run-{number}", write_parts(tmp_path, article_rows(number), f"p{number}"))
    return path


def newsledger(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def count(path):
    return len(canonical_rows(path, ("main",))["main.articles"])


def test_back_and_back_again_and_forward(published):
    assert newsledger("rollback", "--list", "-w", published).output == "run-1\nrun-2\n"
    done = newsledger("rollback", "-w", published)
    assert f"{published} is the file of run run-2 again" in done.output
    assert "newsledger rollback run-3" in done.output
    assert count(published) == 2
    assert json.loads(newsledger("rollback", "-w", published, "--json").output) == {"from": "run-2", "to": "run-1"}
    assert count(published) == 1
    assert newsledger("rollback", "run-3", "-w", published).exit_code == 0
    assert count(published) == 3


def test_before_the_first_there_is_nothing(published):
    for _ in range(2):
        newsledger("rollback", "-w", published)
    before = published.read_bytes()
    failed = newsledger("rollback", "-w", published)
    assert isinstance(failed.exception, UnknownRunError)
    assert exit_code_of(failed.exception) == 2
    assert published.read_bytes() == before


def test_a_deleted_warehouse_comes_back(published):
    published.unlink()
    assert newsledger("rollback", "-w", published).exit_code == 0
    assert run_of(published) == "run-2"


def test_beside_a_stray_log_or_another_writer_nothing_is_done(published):
    before = published.read_bytes()
    with writer_lock(published):
        assert isinstance(newsledger("rollback", "-w", published).exception, WriterBusyError)
    published.with_name("news.duckdb.wal").write_bytes(b"stray")
    assert isinstance(newsledger("rollback", "-w", published).exception, StrayWalError)
    assert published.read_bytes() == before
    assert list(previous_files(published)) == ["run-1", "run-2"]


def test_the_run_after_a_rollback_brings_again_what_went(tmp_path):
    (tmp_path / "news").mkdir()
    path = tmp_path / "data" / "news.duckdb"
    for name, text in TEXTS.items():
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
        run_steps(path, [tmp_path / "news"])
    whole = canonical_rows(path)
    newsledger("rollback", "-w", path)
    assert count(path) == 1
    outcome = run_steps(path, [tmp_path / "news"])
    assert outcome.sources == {"known": 1, "loaded": 1}
    assert canonical_rows(path) == whole


def test_diff_names_files_and_runs(published):
    by_run = newsledger("diff", "run-1", "run-2", "-w", published, "--json")
    by_file = newsledger("diff", previous_files(published)["run-1"], previous_files(published)["run-2"], "--json")
    assert by_run.output == by_file.output
    tables = {table["table"]: table for table in json.loads(by_run.output)}
    assert tables["main.articles"]["added"] == 1
    assert tables["main.articles"]["samples"][0]["columns"]["title"] == [None, "Item 2"]
    assert "main.articles" in newsledger("diff", "run-2", "-w", published).output
    assert newsledger("diff", "run-3", "-w", published).output == "the same rows in all tables\n"
    assert isinstance(newsledger("diff", "run-9", "-w", published).exception, UnknownRunError)
