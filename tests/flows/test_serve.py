"""A schedule: the real server on loopback, a file dropped in, the rows it gives; and what a user may say wrongly."""

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager
from datetime import timedelta

import duckdb
import psutil
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.prefect_server import ADDRESS, prefect_server
from flows.serving import SILENCE_SECONDS, parse_interval
from flows.settings import Settings, SettingsError
from tests.flows.program import MOST_SECONDS, start, write_texts


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30s", timedelta(seconds=30)),
        ("15m", timedelta(minutes=15)),
        ("1h", timedelta(hours=1)),
        (" 2d ", timedelta(days=2)),
    ],
)
def test_an_interval_is_a_number_and_a_unit(text, length):
    assert parse_interval(text) == length


@pytest.mark.parametrize("text", ["", "15", "m", "0m", "-1h", "1.5h", "1 week", "15m;rm"])
def test_any_other_interval_is_refused(text):
    with pytest.raises(SettingsError, match="15m"):
        parse_interval(text)


@pytest.mark.parametrize("words", [["--every", "1h", "--cron", "0 * * * *", "news"], ["-"]])
def test_what_cannot_be_scheduled_is_wrong_use(words):
    assert CliRunner().invoke(app, ["serve", *words]).exit_code == 2


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A schedule of a few seconds over a folder that is empty at first; ended as a user would."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "news").mkdir()
    words = ["serve", folder / "news", "--every", "5s", "-w", folder / "out" / "news.duckdb"]
    log = (folder / "log").open("w+")
    program = start(*words, stdout=log, stderr=subprocess.STDOUT)
    yield folder, program
    if program.poll() is None:
        program.send_signal(signal.SIGINT)
        program.wait(timeout=MOST_SECONDS)
    log.close()


def wait_for(condition, folder):
    until = time.monotonic() + MOST_SECONDS
    while not condition():
        assert time.monotonic() < until, (folder / "log").read_text()
        time.sleep(0.5)


def titles(folder):
    path = folder / "out" / "news.duckdb"
    if not path.exists():
        return set()
    with duckdb.connect(path, read_only=True) as connection:
        return {title for (title,) in connection.execute("select title from articles").fetchall()}


def test_a_file_dropped_in_is_loaded_by_a_scheduled_run(served):
    folder, program = served
    wait_for(lambda: "127.0.0.1" in (folder / "log").read_text(), folder)
    write_texts(folder / "news", ["a.txt"])
    wait_for(lambda: "Ferry line returns" in titles(folder), folder)
    assert program.poll() is None


def test_a_run_started_by_hand_reports_to_the_server_that_stands(served, monkeypatch):
    folder, _ = served
    monkeypatch.delenv(ADDRESS, raising=False)
    monkeypatch.setattr(subprocess, "Popen", None)
    with prefect_server(Settings(warehouse=folder / "out" / "news.duckdb")) as wait:
        wait()
        assert os.environ[ADDRESS].startswith("http://127.0.0.1:")


def test_status_tells_what_waits_in_the_folders_of_the_schedule(served):
    folder, _ = served
    said = CliRunner().invoke(app, ["status", "-w", str(folder / "out" / "news.duckdb"), "--json"]).stdout
    assert '"waiting_files": 0' in said


def test_ended_by_the_user_it_stops_with_its_server_and_what_ran_is_noted(served):
    folder, program = served
    program.send_signal(signal.SIGINT)
    assert program.wait(timeout=MOST_SECONDS) in (0, 130), (folder / "log").read_text()
    assert not (folder / "out" / "prefect" / "server.port").exists()
    with sqlite3.connect(folder / "out" / "prefect" / "prefect.db") as database:
        ended = {name for (name,) in database.execute("select state_type from flow_run where start_time is not null")}
        rules = database.execute("select name, enabled from automation").fetchall()
    assert "COMPLETED" in ended
    assert "FAILED" not in ended
    assert rules == [("Mark dead runs as crashed", 1)]


def states_of_runs(folder):
    """Return the state, and what is said of it, of the runs that have given a sign of life."""
    try:
        with closing(sqlite3.connect(f"file:{folder}/out/prefect/prefect.db?mode=ro", uri=True)) as database:
            signs = "select resource_id from events where event = 'prefect.flow-run.heartbeat'"
            states = "flow_run_state as state on state.id = flow_run.state_id"
            alive = f"from flow_run join {states} where 'prefect.flow-run.' || flow_run.id in ({signs})"
            return database.execute(f"select state.type, state.message {alive}").fetchall()
    except sqlite3.OperationalError:  # the server has not made its tables yet
        return []


@contextmanager
def schedule(folder, silence):
    """Run a schedule of one run an hour, whose dead runs are told after some seconds; in the end it is killed."""
    words = ["serve", folder / "news", "--every", "1h", "-w", folder / "out" / "news.duckdb"]
    shorter = f"import flows.serving\nflows.serving.SILENCE_SECONDS = {silence}"
    with (folder / "log").open("a") as log:
        program = start(*words, before=shorter, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            for process in (*psutil.Process(program.pid).children(recursive=True), program):
                process.kill()
            program.wait()


@pytest.mark.parametrize("silence", [10, pytest.param(SILENCE_SECONDS, marks=pytest.mark.slow)])
def test_a_run_that_was_killed_with_its_schedule_is_marked_crashed_when_that_is_begun_again(tmp_path, silence):
    write_texts(tmp_path / "news", ["a.txt"])
    with schedule(tmp_path, silence):
        wait_for(lambda: ("RUNNING", None) in states_of_runs(tmp_path), tmp_path)
    assert ("RUNNING", None) in states_of_runs(tmp_path)
    with schedule(tmp_path, silence):
        wait_for(lambda: ("CRASHED", "no sign of life") in states_of_runs(tmp_path), tmp_path)
