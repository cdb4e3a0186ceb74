"""The command line as a user meets it: what is printed, and the exit code; no traceback for what the user can mend."""

import csv
import io
import json
import sys

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from flows import cli
from flows.outcome import PublicationRefusedError
from tests.flows.conftest import run_steps
from warehouse.lock import writer_lock

ARTICLE = """Ferry line returns

By Ann Example
March 3, 2024

SEOUL — South Korea reopened a ferry line to Japan on Sunday. "We waited for years," Mayor Park Jin-ho said on Sunday.
The work has cost $40 million so far, the city said.

Subscribe to our newsletter
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A warehouse of one article and one rejected source."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "news").mkdir()
    (folder / "news" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "news" / "empty.txt").touch()
    run_steps(folder / "news.duckdb", [folder / "news"])
    return folder / "news.duckdb"


@pytest.fixture
def copy(loaded, tmp_path):
    """A copy of the warehouse that a test may change."""
    path = tmp_path / "news.duckdb"
    path.write_bytes(loaded.read_bytes())
    return path


def is_one_line(err):
    return err.startswith("newsledger: ") and err.count("\n") == 1 and len(err) > 20


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_says_what_it_does_and_what_each_option_means(verb):
    result = CliRunner().invoke(cli.app, [verb, "--help"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert cli.VERBS[verb].__doc__.splitlines()[0] in result.stdout


def test_without_a_verb_the_verbs_are_shown(newsledger):
    code, out, err = newsledger()
    assert code == 2
    assert all(verb in out + err for verb in cli.VERBS)


@pytest.mark.parametrize("words", [["fetch"], ["run"], ["sql"], ["run", "x", "--workers", "0"], ["status", "--colour"]])
def test_wrong_words_are_wrong_use(newsledger, words):
    code, _, err = newsledger(*words)
    assert code == 2
    assert "Traceback" not in err


WRONG_PATHS = {
    "no such source": (["run", "{tmp}/none"], "no such file or folder"),
    "a pattern without match": (["run", "{tmp}/*.none"], "no file matches"),
    "no source": (["run", ""], "not a path"),
    "no such file to clean": (["clean", "{tmp}/none"], "no such file or folder"),
    "warehouse below a file": (["run", "{news}", "-w", "{file}/x/news.duckdb"], "cannot write"),
    "warehouse beside nothing": (["run", "{news}", "-w", "/proc/none/news.duckdb"], "cannot write"),
    "warehouse is a folder": (["run", "{news}", "-w", "{tmp}"], "this is a folder"),
    "question mark": (["run", "{news}", "-w", "{tmp}/what?.duckdb"], "question mark"),
    "warehouse is a text": (["run", "{news}", "-w", "{file}"], "cannot open"),
    "sql on nothing": (["sql", "select 1", "-w", "{tmp}/none.duckdb"], "no warehouse at"),
    "sql on a text": (["sql", "select 1", "-w", "{file}"], "cannot open"),
    "status on nothing": (["status", "-w", "{tmp}/none.duckdb"], "no warehouse at"),
    "explain on nothing": (["explain", "x", "-w", "{tmp}/none.duckdb"], "no warehouse at"),
    "explain on a folder": (["explain", "x", "-w", "{tmp}"], "no warehouse at"),
}


@pytest.mark.parametrize("case", WRONG_PATHS)
def test_a_wrong_path_is_one_line_and_wrong_use(newsledger, tmp_path, case):
    words, told = WRONG_PATHS[case]
    (tmp_path / "file").write_text("not a database, but long enough to be read as a header of one" * 9)
    (tmp_path / "news").mkdir()
    places = {"tmp": tmp_path, "file": tmp_path / "file", "news": tmp_path / "news"}
    code, out, err = newsledger(*(word.format(**places) for word in words), NEWSLEDGER_WAREHOUSE=tmp_path / "w.duckdb")
    assert (code, out) == (2, "")
    assert is_one_line(err), err
    assert told in err


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("NEWSLEDGER_WORKERS", "many", "whole number"),
        ("NEWSLEDGER_REFERENCE", "{tmp}/none", "no folder"),
        ("NEWSLEDGER_REFERENCE", "{tmp}/tables", "columns"),
        ("NEWSLEDGER_MODEL", "no_such_model", "no_such_model"),
    ],
)
def test_a_wrong_setting_is_one_line_and_wrong_use(newsledger, tmp_path, variable, value, told):
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "countries.csv").write_text("colour,taste\nred,sweet\n")
    words = ("run", tmp_path / "a.txt", "-w", tmp_path / "w.duckdb")
    code, _, err = newsledger(*words, **{variable: value.format(tmp=tmp_path)})
    assert code == 2
    assert is_one_line(err), err
    assert told in err


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("delete from articles", "only reading statements"),
        ("create table x as select 1", "only reading statements"),
        ("attach '/tmp/other.duckdb'", "only reading statements"),
        ("select 1; select 2", "one statement at a time"),
        ("from read_csv('/etc/passwd')", "Permission Error"),
        ("from '/etc/passwd'", "Error"),
        ("select nothing from articles", "nothing"),
        ("selct 1", "syntax error"),
        ("", "one statement at a time"),
        ("select interval 1 day as span", "varchar"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(newsledger, loaded, query, told):
    code, out, err = newsledger("sql", query, "-w", loaded)
    assert (code, out) == (2, "")
    assert err.startswith("newsledger: ")
    assert told in err
    assert "Traceback" not in err


HOSTILE = "select '=1+1' as \"[bold]name[/bold]\", ['a', 'b'] as listed, 12345 as n, null as nothing, 2024 as year"


def test_a_table_shows_text_as_it_is_and_years_without_a_comma(newsledger, loaded):
    code, out, _ = newsledger("sql", HOSTILE, "-w", loaded)
    assert code == 0
    for shown in ("[bold]name[/bold]", "=1+1", "12,345", "2024"):
        assert shown in out


def test_csv_does_not_become_a_formula(newsledger, loaded):
    _, out, _ = newsledger("sql", HOSTILE, "-w", loaded, "--format", "csv")
    header, row = csv.reader(io.StringIO(out))
    assert header == ["[bold]name[/bold]", "listed", "n", "nothing", "year"]
    assert row == ["'=1+1", "a; b", "12345", "", "2024"]


@pytest.mark.parametrize("words", [("--format", "json"), ("--json",)])
def test_json_keeps_types(newsledger, loaded, words):
    query = "select '=1+1' as a, ['b'] as b, sum(7) as c, 1.5 as d, null as e, date '2024-01-02' as f, 'g'::blob as g"
    _, out, _ = newsledger("sql", query, "-w", loaded, *words)
    assert json.loads(out) == [{"a": "=1+1", "b": ["b"], "c": 7, "d": 1.5, "e": None, "f": "2024-01-02", "g": "67"}]


def test_parquet_goes_to_standard_output(loaded):
    words = ["sql", "select title, published_on from articles", "-w", str(loaded), "-f", "parquet"]
    frame = pl.read_parquet(io.BytesIO(CliRunner().invoke(cli.app, words).stdout_bytes))
    assert frame.get_column("title").to_list() == ["Ferry line returns"]
    assert frame.schema["published_on"] == pl.Date


def test_a_long_table_is_cut_and_says_so(newsledger, loaded):
    _, out, err = newsledger("sql", "from range(1200) r(n)", "-w", loaded)
    assert "999" in out
    assert "1,100" not in out.replace("1100", "1,100")
    assert "the first 1000 of 1200 rows" in err


def test_control_characters_do_not_reach_the_terminal(newsledger, loaded):
    _, out, _ = newsledger("sql", "select chr(27) || '[31mred' || chr(7) as text", "-w", loaded)
    assert "\x1b" not in out
    assert "␛[31mred␇" in out


def ids(path, sql):
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(sql).fetchone()[0]


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("select quote_id from quotes", "We waited for years"),
        ("select quantity_id from quantities where unit = 'USD'", "$40 million"),
        ("select article_id from articles", "Ferry line returns"),
        ("select article_id || '/1' from articles", "ferry"),
        ("select entity_id from entities where kind = 'country' limit 1", "country"),
    ],
)
def test_explain_shows_the_row_and_its_passage(newsledger, loaded, key, shown):
    row_id = ids(loaded, key)
    code, out, _ = newsledger("explain", row_id, "-w", loaded)
    assert code == 0
    assert shown in out
    _, out, _ = newsledger("explain", row_id, "-w", loaded, "--json")
    assert row_id.split("/")[0] in json.loads(out)["row"].values()


@pytest.mark.parametrize("row_id", ["none", "", "'; drop table articles; --", "a/1", "a#999999999999", "a\nb"])
def test_explain_of_an_unknown_id_is_wrong_use(newsledger, loaded, row_id):
    code, out, err = newsledger("explain", row_id, "-w", loaded)
    assert (code, out) == (2, "")
    assert is_one_line(err)


def test_clean_prints_labels_and_rules(newsledger, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").touch()
    code, out, _ = newsledger("clean", tmp_path)
    labels = {line.split()[0] for line in out.splitlines()}
    assert code == 0
    assert {"title", "byline", "dateline", "body"} <= labels
    assert "rejected, empty_file" in out
    _, out, _ = newsledger("clean", tmp_path, "--json")
    article, rejected = map(json.loads, out.splitlines())
    assert article["title"] == "Ferry line returns"
    assert {block["kind"] for block in article["blocks"]} <= labels
    assert (rejected["state"], rejected["reason"]) == ("rejected", "empty_file")


def test_clean_takes_one_record_of_a_file_by_its_number(newsledger, tmp_path):
    records = [{"text": ARTICLE}, {"text": "A ferry sank off the coast on Monday, officials said."}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    code, out, _ = newsledger("clean", f"{tmp_path / 'a.jsonl'}#2", "--json")
    assert code == 0
    assert json.loads(out)["blocks"][0]["text"] == records[1]["text"]
    code, out, err = newsledger("clean", f"{tmp_path / 'a.jsonl'}#3")
    assert (code, out) == (2, "")
    assert "no record 3" in err


def test_clean_says_where_repeated_lines_are_not_told(newsledger, tmp_path, loaded):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    _, out, _ = newsledger("clean", tmp_path / "a.txt", "-w", tmp_path / "none.duckdb")
    assert "there is none" in out
    _, out, _ = newsledger("clean", tmp_path / "a.txt", "-w", loaded)
    assert "there is none" not in out


def test_status_shows_runs_and_rejects(newsledger, loaded):
    code, out, _ = newsledger("status", "-w", loaded)
    assert code == 0
    assert "published" in out
    assert "empty_file" in out
    code, out, _ = newsledger("status", "-w", loaded, "--json", "--older-than", "24")
    answers = json.loads(out)
    assert code == 0
    assert answers["runs"][0]["loaded_count"] == 1
    assert answers["rejected sources"] == [{"reason": "empty_file", "source_count": 1}]


def test_status_of_an_old_file_is_1(newsledger, loaded):
    assert newsledger("status", "-w", loaded, "--older-than", "0")[0] == 1


def test_status_after_a_refused_run_is_3(newsledger, copy):
    with duckdb.connect(copy) as connection:
        connection.execute(
            "insert into ops.runs select * replace ('later' as run_id, 'refused' as state, "
            "started_at + interval 1 day as started_at) from ops.runs"
        )
    assert newsledger("status", "-w", copy)[0] == 3


def test_a_refused_publication_is_3(newsledger, loaded, monkeypatch):
    def refuse(*_, **__):
        raise PublicationRefusedError(["quotes: receipt 1 of 9 rows"])

    monkeypatch.setattr("flows.running.run_sources", refuse)
    code, out, err = newsledger("run", loaded)
    assert (code, out) == (3, "")
    assert is_one_line(err)
    assert "quotes: receipt 1 of 9 rows" in err


def test_beside_another_writer_is_4(newsledger, copy):
    with writer_lock(copy):
        code, _, err = newsledger("run", copy.parent, "-w", copy)
    assert code == 4
    assert is_one_line(err)


def test_a_fault_of_ours_is_not_hidden(monkeypatch, loaded):
    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("flows.commands.sql.run_sql", fail)
    monkeypatch.setattr(sys, "argv", ["newsledger", "sql", "select 1", "-w", str(loaded)])
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_a_stop_by_the_user_leaves_no_traceback(newsledger, loaded, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.commands.sql.run_sql", stop)
    code, _, err = newsledger("sql", "select 1", "-w", loaded)
    assert code in {1, 130}
    assert "Traceback" not in err


def test_a_run_over_what_is_known_needs_no_prefect_and_says_where_the_file_is(newsledger, copy, loaded):
    folder = loaded.parent / "news"
    code, out, _ = newsledger("run", folder, "-w", copy)
    assert code == 0
    assert "2 known" in out
    assert str(copy) in out
    code, out, _ = newsledger("run", folder, "-w", copy, "--json")
    assert (code, json.loads(out)["sources"]) == (0, {"known": 2})


def test_run_reads_records_from_standard_input_and_shows_what_it_loaded(newsledger, copy, monkeypatch):
    lines = json.dumps({"text": ARTICLE.replace("ferry", "railway")}) + "\nnot json\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    # The steps in this process: what Prefect adds is tested elsewhere, and takes a minute.
    monkeypatch.setattr("flows.running.run_sources", lambda s, sources, **_: run_steps(s.warehouse, sources))
    code, out, err = newsledger("run", "-", "-w", copy)
    assert (code, err) == (0, "")
    assert "1 loaded, 1 rejected" in out
    assert "rejected: 1 malformed_json" in out
    assert "rows loaded" in out
    assert "newsledger sql" in out
    assert "We waited for years" in out
