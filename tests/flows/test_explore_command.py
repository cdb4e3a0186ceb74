"""`newsledger explore` as a user starts and ends it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from flows.commands import explore
from flows.exits import AddressError
from flows.explorer import serving
from tests.unit.explorer_corpus import corpus, publish_rows
from warehouse.connect import WarehouseMissingError, WarehouseUnreadableError


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    path = tmp_path_factory.mktemp("explore") / "news.duckdb"
    publish_rows(path, corpus())
    return path


def start(warehouse, *options):
    words = [sys.executable, "-m", "flows.cli", "explore", "--warehouse", str(warehouse), *options]
    call = f"import sys; sys.argv = {words[2:]!r}; from flows.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", call],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"COLUMNS": "200"},
    )


def test_it_says_where_it_is_answers_and_ends_by_control_c(warehouse):
    process = start(warehouse, "--port", "0")
    try:
        first, second = process.stdout.readline(), process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", first)[0]
        assert str(warehouse) in first
        assert "Only this machine can reach it" in second
        assert "Ferry returns" in httpx.get(address, timeout=30).text
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in {0, 130}
        assert process.stderr.read() == ""
    finally:
        process.kill()


def test_control_c_does_not_wait_for_a_long_question(warehouse):
    process = start(warehouse, "--port", "0")
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())[0]
        slow = {"query": "select sum(a.range * b.range) from range(10000000) a, range(1000000) b"}
        with ThreadPoolExecutor() as pool:
            answer = pool.submit(httpx.post, f"{address}sql", data=slow, timeout=60)
            time.sleep(2)
            process.send_signal(signal.SIGINT)
            process.wait(timeout=15)
            assert answer.result().status_code == 400
        assert process.stderr.read() == ""
    finally:
        process.kill()


def test_another_host_than_loopback_is_warned_of(warehouse, monkeypatch, capsys):
    monkeypatch.setattr(serving.uvicorn.Server, "run", lambda *_, **__: None)
    explore.explore(warehouse, host="0.0.0.0", port=0)
    said = capsys.readouterr().out
    assert re.search(r"http://127\.0\.0\.1:\d+/", said)
    assert "there is no password" in said


def test_a_browser_window_is_opened_when_asked_for(warehouse, monkeypatch):
    opened = []
    monkeypatch.setattr(serving.uvicorn.Server, "run", lambda *_, **__: None)
    monkeypatch.setattr(explore.webbrowser, "open", opened.append)
    explore.explore(warehouse, port=0)
    assert opened == []
    explore.explore(warehouse, port=0, open_browser=True)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", opened[0])


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid"])
def test_a_host_of_others_is_refused(warehouse, host):
    with pytest.raises(AddressError, match=f"cannot listen on {host} port 0"):
        explore.explore(warehouse, host=host, port=0)


def test_a_port_that_is_taken_is_told(warehouse):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=f"port {port}: .*; --port 0 takes any that is free"):
            explore.explore(warehouse, port=port)


def test_without_a_warehouse_it_does_not_start(tmp_path):
    with pytest.raises(WarehouseMissingError):
        explore.explore(tmp_path / "none.duckdb", port=0)
    (tmp_path / "text.duckdb").write_text("no database")
    with pytest.raises(WarehouseUnreadableError):
        explore.explore(tmp_path / "text.duckdb", port=0)
