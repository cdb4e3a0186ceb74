"""The program with Prefect's embedded server: one run of two files, and a second with nothing new."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from flows.run_folder import STAGES

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "a.txt": "Ferry line returns\n\nMarch 3, 2024\n\nSouth Korea reopened a ferry line to Japan on Sunday.\n",
    "b.txt": "Bridge costs rise\n\nMay 7, 2024\n\nThe bridge will cost $40 million, the ministry said on Tuesday.\n",
}
MOST_SECONDS = 900
"""All calls of this module took 200 s on two cores shared at load 7, mostly start-up of Prefect and of GX."""


def newsledger(*words):
    """Call the program in a process of its own, in an environment without settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEWSLEDGER", "PREFECT"))}
    command = [sys.executable, "-X", "importtime", "-c", "from flows.cli import main; main()", *map(str, words)]
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
    )
    said = "".join(line for line in done.stderr.splitlines(keepends=True) if not line.startswith("import time:"))
    imported = {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    return done.returncode, done.stdout, said, imported, time.monotonic() - begun


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The folder of a warehouse after its first run, and what the run printed."""
    folder = tmp_path_factory.mktemp("prefect")
    (folder / "news").mkdir()
    for name, text in TEXTS.items():
        (folder / "news" / name).write_text(text, encoding="utf-8")
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
