"""Publications go on and on under reading processes: no error, no half state, nothing that grows."""

import json
import subprocess
import sys

import psutil
import pytest

from flows.settings import PROJECT
from tests.unit.warehouse_corpus import article_rows, gather, note_run, publish_run, write_parts
from warehouse.connect import open_writer, transaction
from warehouse.lock import writer_lock
from warehouse.publish import begin_building, previous_files
from warehouse.publish import publish as publish_built

READERS = 4
ARTICLES = 3
MOST_GROWTH_MIB = 60
"""Allocators keep some of what they had; a leak of one file's pages a publication would be far more."""


def publish(path, number):
    """Build, change every article and its statements in one transaction, note the run and publish."""
    with writer_lock(path):
        with open_writer(begin_building(path)) as connection, transaction(connection):
            connection.execute(f"update main.articles set extractor_version = '{number}'")
            connection.execute(f"update main.quotes set words = '{number}'")
            note_run(connection, f"run-{number:05}")
        publish_built(path)


def start_reader(path, stop):
    command = [sys.executable, "-m", "tests.flows.reading_process", str(path), str(stop)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT)


def soak(folder, count):
    """Publish so often under readers; return what the readers saw, and the publisher's memory and files by time."""
    path, stop = folder / "news.duckdb", folder / "stop"
    publish_run(path, "run-00001", write_parts(folder, gather(*map(article_rows, range(ARTICLES))), "parts"))
    publish(path, 1)
    readers = [start_reader(path, stop) for _ in range(READERS)]
    process, footprints = psutil.Process(), []
    for number in range(2, count + 2):
        publish(path, number)
        if number in (count // 4 + 1, count + 1):
            footprints.append((process.memory_info().rss / 2**20, process.num_fds()))
    stop.touch()
    seen = [json.loads(reader.communicate()[0]) for reader in readers]
    return path, seen, footprints


@pytest.mark.parametrize("count", [20, pytest.param(1000, marks=pytest.mark.slow)])
def test_publications_under_readers(tmp_path, count):
    path, seen, ((first_mib, first_files), (last_mib, last_files)) = soak(tmp_path, count)
    print(json.dumps({"seen": seen, "publisher": [first_mib, last_mib, first_files, last_files]}))
    for reader in seen:
        assert reader["errors"] == []
        assert reader["halves"] == []
        assert reader["asked"] > 5
        assert reader["end"]["files"] <= reader["start"]["files"]
        assert reader["end"]["mib"] - reader["start"]["mib"] < MOST_GROWTH_MIB
    assert last_files <= first_files
    assert last_mib - first_mib < MOST_GROWTH_MIB
    assert list(previous_files(path)) == [f"run-{number:05}" for number in range(count - 2, count + 1)]
    assert {file.name for file in tmp_path.iterdir()} == {
        "news.duckdb",
        "news.duckdb.lock",
        "news.duckdb.previous",
        "parts",
        "stop",
    }
