"""The server a run reports to: the user's own where there is one, else one that cannot outlive the run."""

import os
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from flows.prefect_server import ADDRESS, PrefectServerError, prefect_server, standing_server
from flows.settings import Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.delenv(ADDRESS, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    return Settings(warehouse=tmp_path / "news.duckdb")


def test_a_server_of_the_users_is_used_and_none_started(settings, monkeypatch):
    monkeypatch.setenv(ADDRESS, "http://127.0.0.1:1/api")
    monkeypatch.setattr(subprocess, "Popen", None)
    with prefect_server(settings) as wait, standing_server(settings, 0) as pages:
        wait()
        assert os.environ[ADDRESS] == "http://127.0.0.1:1/api"
        assert pages == "http://127.0.0.1:1"


def test_a_server_that_cannot_start_is_told_with_its_log(settings, monkeypatch):
    monkeypatch.setenv("PREFECT_SERVER_DATABASE_CONNECTION_URL", "nonsense://nowhere")
    with prefect_server(settings) as wait, pytest.raises(PrefectServerError, match=r"server\.log"):
        wait()
    assert "nonsense" in (settings.folder / "prefect" / "server.log").read_text()


KILLED = """
import os, signal
from pathlib import Path
from flows.prefect_server import prefect_server
from flows.settings import Settings
with prefect_server(Settings(warehouse=Path(os.environ["PREFECT_HOME"]).parent / "news.duckdb")) as wait:
    wait()
    print(os.environ["PREFECT_API_URL"], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.usefixtures("settings")
def test_the_server_answers_on_loopback_and_ends_with_its_run_even_when_that_is_killed():
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, timeout=600, check=False)
    address = urlsplit(done.stdout.strip())
    assert address.hostname == "127.0.0.1", done.stderr
    until = time.monotonic() + 60
    while answers(address) and time.monotonic() < until:
        time.sleep(0.2)
    assert not answers(address)


def answers(address):
    with socket.socket() as caller:
        return caller.connect_ex((address.hostname, address.port)) == 0
