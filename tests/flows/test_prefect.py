"""The program with Prefect's embedded server: one run of two files, and a second with nothing new."""

import json
import sqlite3
import time

import duckdb
import pytest

from flows.run_folder import STAGES
from tests.flows.program import call, write_texts


def newsledger(*words):
    """Call the program; gives its exit code, what it printed and said, the modules it imported and the seconds."""
    begun = time.monotonic()
    code, out, told = call(*words, flags=("-X", "importtime"))
    seconds, lines = time.monotonic() - begun, told.splitlines(keepends=True)
    imported = {line.rsplit("|", 1)[1].strip() for line in lines if line.startswith("import time:")}
    said = "".join(line for line in lines if not line.startswith("import time:"))
    return code, out, said, imported, seconds


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The folder of a warehouse after its first run, and what the run printed."""
    folder = tmp_path_factory.mktemp("prefect")
    write_texts(folder / "news", ["a.txt", "b.txt"])
    code, out, said, imported, seconds = newsledger(
        "run", folder / "news", "-w", folder / "out" / "news.duckdb", "--json"
    )
    assert code == 0, said
    assert "prefect" in imported
    return folder, json.loads(out), said, seconds


def query(folder, sql):
    with duckdb.connect(folder / "out" / "news.duckdb", read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_run_loads_publishes_and_says_so(first):
    folder, outcome, said, _ = first
    assert (outcome["state"], outcome["sources"]) == ("published", {"loaded": 2})
    assert outcome["tables"]["articles"] == 2
    assert "Traceback" not in said
    assert query(folder, "select title from articles order by title") == [
        ("Bridge costs rise",),
        ("Ferry line returns",),
    ]


def test_the_run_is_noted_with_its_stages_and_validations(first):
    folder, outcome, *_ = first
    assert query(folder, "select run_id, state, loaded_count from ops.runs") == [(outcome["run_id"], "published", 2)]
    stages = {stage for (stage,) in query(folder, "select stage from ops.run_stages where seconds >= 0")}
    assert stages == set(STAGES) - {"publish"}
    ((validations,),) = query(folder, "select count(*) from ops.validations where success")
    assert validations > 50


def test_what_stages_handed_on_and_the_pages_of_validation_stand_in_the_run_folder(first):
    folder, outcome, *_ = first
    run_folder = folder / "out" / "runs" / outcome["run_id"]
    for stage in ("1-read", "2-survey", "4-clean", "6-understand", "8-validate"):
        assert list(run_folder.glob(f"{stage}/part-*/*.parquet"))
    assert (run_folder / "data-docs" / "index.html").is_file()


def test_prefect_keeps_the_flow_its_tasks_and_artifacts(first):
    folder, outcome, *_ = first
    with sqlite3.connect(folder / "out" / "prefect" / "prefect.db") as database:
        assert database.execute("select state_type from flow_run").fetchall() == [("COMPLETED",)]
        tasks = {name for (name,) in database.execute("select name from task_run where state_type = 'COMPLETED'")}
        artifacts = dict(database.execute("select key, data from artifact where key is not null"))
    assert {"clean part-000000", "understand part-000000", "validate part-000000"} <= tasks
    assert set(artifacts) == {"newsledger-stages", "newsledger-validations"}
    stages = [row["stage"] for row in table_of(artifacts["newsledger-stages"])]
    assert stages == [note["stage"] for note in outcome["stages"]]


def table_of(data):
    """Rows of a table artifact, which is JSON within JSON."""
    rows = json.loads(data)
    return json.loads(rows) if isinstance(rows, str) else rows


def test_a_second_run_finds_nothing_new_without_prefect_and_in_a_fraction_of_the_time(first):
    folder, _, _, seconds = first
    before = query(folder, "from articles order by all")
    code, out, said, imported, again = newsledger("run", folder / "news", "-w", folder / "out" / "news.duckdb")
    assert code == 0, said
    assert "2 known" in out
    assert not imported & {"prefect", "great_expectations", "spacy", "thinc"}
    assert query(folder, "from articles order by all") == before
    assert again < seconds / 3


def test_the_second_run_is_noted_too(first):
    folder, *_ = first
    newsledger("run", folder / "news", "-w", folder / "out" / "news.duckdb")
    assert query(folder, "select count(distinct run_id) > 1, bool_and(state = 'published') from ops.runs") == [
        (True, True)
    ]
