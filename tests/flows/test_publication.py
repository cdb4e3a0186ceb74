"""What may be published: a broken rule of a table refuses the run, a broken row stays out, finished parts are kept."""

import json
import shutil
from dataclasses import replace
from importlib import import_module

import duckdb
import polars as pl
import pytest

from flows import steps
from flows.outcome import PublicationRefusedError
from flows.run import begin_run
from flows.run_folder import RunFolder
from flows.settings import Settings
from tests.flows.conftest import each, run_steps
from warehouse.compare import canonical_rows

cleaning, understanding, loading, reading = (
    import_module(f"flows.steps.{name}") for name in ("clean", "understand", "load", "read")
)
"""The modules, whose names in the package are those of their functions."""
FIRST = """Ferry line returns

By Ann Example
March 3, 2024

SEOUL — South Korea reopened a ferry line to Japan on Sunday. "We waited for years," Mayor Park Jin-ho said on Sunday.
"""
SECOND = """Bridge costs rise

By Bo Sample
May 7, 2024

DAEJEON — The bridge will cost $40 million, the ministry said on Tuesday. "It is worth it," Minister Lee Mi-sook said.
"""


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A warehouse of one article, and beside it a run with a second one, done up to validation."""
    folder = tmp_path_factory.mktemp("ready")
    (folder / "news").mkdir()
    (folder / "news" / "first.txt").write_text(FIRST, encoding="utf-8")
    run_steps(folder / "news.duckdb", [folder / "news"])
    (folder / "news" / "second.txt").write_text(SECOND, encoding="utf-8")
    run = begin_run(replace(Settings(), warehouse=folder / "news.duckdb"), (str(folder / "news"),))
    steps.read(run)
    each(steps.survey, run)
    steps.find_repeated(run)
    each(steps.clean, run)
    steps.deduplicate(run)
    each(steps.understand, run)
    steps.relate(run)
    return folder, run


@pytest.fixture
def run(ready, tmp_path):
    """A copy of the run and its warehouse that a test may spoil."""
    folder, run = ready
    shutil.copytree(folder, tmp_path / "copy")
    settings = replace(run.settings, warehouse=tmp_path / "copy" / "news.duckdb")
    return replace(run, settings=settings, folder=RunFolder(tmp_path / "copy" / "runs" / run.run_id))


def query(run, sql):
    with duckdb.connect(run.settings.warehouse, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def facts(run):
    """All rows but those that say what runs did."""
    return canonical_rows(run.settings.warehouse, ("raw", "main"))


def spoil(run, table, change):
    """Change the first row of what understanding gave for a table."""
    (part,) = run.folder.parts("understand")
    path = run.folder.stage("understand") / part / f"{table}.parquet"
    frame = pl.read_parquet(path)
    assert frame.height
    is_first = pl.int_range(pl.len()) == 0
    changed = (pl.when(is_first).then(value).otherwise(pl.col(name)).alias(name) for name, value in change.items())
    frame.with_columns(changed).cast(dict(frame.schema)).write_parquet(path)


def finish(run):
    for parts in steps.groups_to_validate(run):
        steps.validate(run, parts)
    steps.load(run)
    return steps.publish(run).accepted()


def test_without_a_fault_the_run_is_published(run):
    outcome = finish(run)
    assert (outcome.state, outcome.refusals, outcome.rejected_rows) == ("published", [], 0)
    assert query(run, "select count(*) from articles") == [(2,)]


def test_one_receipt_that_does_not_hold_refuses_the_publication(run):
    before = facts(run)
    spoil(run, "quotes", {"char_start": pl.col("char_start") + 1})
    with pytest.raises(PublicationRefusedError, match="quotes"):
        finish(run)
    assert facts(run) == before
    assert query(run, f"select state from ops.runs where run_id = '{run.run_id}'") == [("refused",)]
    broken = query(
        run,
        f"""select suite, unexpected_count from ops.validations
        where run_id = '{run.run_id}' and not success and severity = 'fail'""",
    )
    assert ("quotes", 1) in broken


def test_a_refused_run_leaves_its_texts_to_the_next(run):
    spoil(run, "quotes", {"char_start": pl.col("char_start") + 1})
    with pytest.raises(PublicationRefusedError):
        finish(run)
    outcome = run_steps(run.settings.warehouse, run.sources)
    assert outcome.sources == {"known": 1, "loaded": 1}
    assert query(run, "select count(*) from articles") == [(2,)]


def test_a_loaded_file_that_does_not_hold_together_is_refused_too(run, monkeypatch):
    before = facts(run)
    monkeypatch.setattr(loading, "broken_promises", lambda _: ["mentions: 1 row points nowhere"])
    with pytest.raises(PublicationRefusedError, match="points nowhere"):
        finish(run)
    assert facts(run) == before


def test_a_row_that_breaks_a_rule_is_kept_out_with_its_reason_and_the_others_are_published(run):
    spoil(run, "quotes", {"kind": pl.lit("shouted")})
    outcome = finish(run)
    assert outcome.state == "published"
    rejects = query(run, f"select table_name, reason, row::varchar from ops.rejects where run_id = '{run.run_id}'")
    assert outcome.rejected_rows == len(rejects) == 1
    table, reason, row = rejects[0]
    assert table == "quotes"
    assert "kind" in reason
    assert json.loads(row)["kind"] == "shouted"
    assert query(run, "select count(*) from quotes where kind = 'shouted'") == [(0,)]
    assert query(run, "select count(*) from quantities where unit = 'USD'") == [(1,)]


def test_a_finished_part_is_not_done_again(run, monkeypatch):
    def never(*_):
        raise AssertionError("done twice")

    monkeypatch.setattr(cleaning, "guarded", never)
    monkeypatch.setattr(understanding, "guarded", never)
    monkeypatch.setattr(reading, "open_workshop", never)
    steps.read(run)
    each(steps.clean, run)
    each(steps.understand, run)


def test_a_part_that_was_cut_off_is_done_again_and_comes_out_the_same(run, monkeypatch):
    (part,) = run.folder.parts("clean")
    before = run.folder.read("clean", part, "articles")
    (run.folder.stage("clean") / part / "done.json").unlink()
    (run.folder.stage("clean") / part / "articles.parquet").write_bytes(b"half of it")
    cleaned = []
    monkeypatch.setattr(cleaning, "guarded", counted(cleaning.guarded, cleaned))
    each(steps.clean, run)
    assert len(cleaned) == 1
    assert run.folder.read("clean", part, "articles").equals(before)


def counted(function, calls):
    def call(*args):
        calls.append(args)
        return function(*args)

    return call


def test_an_article_that_breaks_a_step_is_a_reject_with_its_place_and_stops_no_other(tmp_path, monkeypatch):
    def fragile(workshop, document, real=cleaning._clean):
        if "bridge" in document["text"]:
            raise ZeroDivisionError("by this text")
        return real(workshop, document)

    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(cleaning, "_clean", fragile)
    outcome = run_steps(tmp_path / "out" / "news.duckdb", [tmp_path / "a.txt", tmp_path / "b.txt"])
    assert outcome.state == "published"
    with duckdb.connect(tmp_path / "out" / "news.duckdb", read_only=True) as connection:
        assert connection.execute("select title from articles").fetchall() == [("Ferry line returns",)]
        ((reason,),) = connection.execute("select reason from ops.rejects where table_name = 'articles'").fetchall()
    assert reason.startswith("clean_failed: ZeroDivisionError: by this text (fragile, line ")
