"""`newsledger duplicates` shows both texts, what they share and why one is kept."""

import json

import pytest
from typer.testing import CliRunner

from flows import cli
from flows.exits import NotFoundError
from tests.flows.in_process import query, run_texts
from tests.flows.made_news import paragraphs, record

BODY = paragraphs(2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("duplicates")
    records = [record("first", BODY, 1), record("later", BODY[:3] + BODY[4:], 2), record("other", paragraphs(4), 1)]
    run_texts(folder, records)
    return folder


def ids(folder):
    return {url.rsplit("/")[-1]: key for url, key in query(folder, "select url, article_id from articles")}


def show(folder, article, *options):
    return CliRunner().invoke(cli.app, ["duplicates", article, "--warehouse", str(folder / "news.duckdb"), *options])


@pytest.mark.parametrize("name", ["first", "later"])
def test_a_pair_is_shown_from_either_side(folder, name):
    shown = " ".join(show(folder, ids(folder)[name]).output.split())
    assert "near, similarity 0." in shown
    assert "is kept: it was published earlier (2024-03-02 before 2024-03-03)" in shown


def test_json_gives_the_shared_passages(folder):
    (pair,) = json.loads(show(folder, ids(folder)["later"], "--json").output)
    shared = [pair["copy"]["body"][start:end] for start, end in pair["passages"]]
    assert pair["original"]["article_id"] == ids(folder)["first"]
    assert " ".join(shared).split()[:20] == pair["copy"]["body"].split()[:20]
    missing = pair["original"]["body"][pair["original_passages"][0][1] : pair["original_passages"][1][0]]
    assert BODY[3][20:60] in missing


def test_an_article_on_its_own_says_so(folder):
    assert "is no copy" in show(folder, ids(folder)["other"]).output


def test_an_unknown_article_is_wrong_use(folder, monkeypatch, capsys):
    assert isinstance(show(folder, "nowhere").exception, NotFoundError)
    monkeypatch.setattr("sys.argv", ["newsledger", "duplicates", "nowhere", "-w", str(folder / "news.duckdb")])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    assert "no article with the id 'nowhere'" in capsys.readouterr().err
