"""Publishing never locks readers out, never shows half a load, and survives being killed at any moment."""

import os
import signal
import subprocess
import sys
import time
from textwrap import dedent

import duckdb
import pytest

from tests.unit.warehouse_corpus import ROOT, article_rows, gather, publish_run, write_parts
from warehouse.connect import WarehouseMissingError, open_reader, open_writer
from warehouse.load import load_run
from warehouse.lock import WriterBusyError, writer_lock
from warehouse.publish import (
    StrayWalError,
    UnknownRunError,
    UnusablePathError,
    begin_building,
    previous_files,
    publish,
    roll_back,
)


@pytest.fixture
def published(tmp_path):
    path = tmp_path / "news.duckdb"
    publish_run(path, "run-1", write_parts(tmp_path, article_rows(1)))
    return path


def count_articles(path):
    with open_reader(path) as connection:
        return connection.execute("select count(*) from articles").fetchone()[0]


def wal_beside(path):
    return path.with_name(path.name + ".wal")


def child(code, *arguments):
    """Run code in a process of its own and wait until it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", dedent(code), *map(str, arguments)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout.readline() == "ready\n"
    return process


def test_readers_of_the_old_file_keep_it_and_new_processes_get_the_new_one(published, tmp_path):
    reader = child(
        """
        import sys
        from pathlib import Path
        from warehouse.connect import open_reader
        with open_reader(Path(sys.argv[1])) as connection:
            print("ready", flush=True)
            sys.stdin.readline()
            print(connection.execute("select count(*) from articles").fetchone()[0], flush=True)
        """.replace("sys.stdin.readline()", "while not Path(sys.argv[2]).exists(): pass"),
        published,
        tmp_path / "go",
    )
    publish_run(published, "run-2", write_parts(tmp_path, article_rows(2), "second"))
    (tmp_path / "go").touch()
    assert reader.communicate()[0] == "1\n"
    assert count_articles(published) == 2


def test_a_reader_with_other_limits_in_the_same_process_does_not_stop_a_publication(published, tmp_path):
    with open_reader(published, memory="300MB", threads=1) as connection:
        publish_run(published, "run-2", write_parts(tmp_path, article_rows(2), "second"))
        assert connection.execute("select count(*) from articles").fetchone() == (1,)
    assert count_articles(published) == 2


@pytest.mark.parametrize("moment", ["before building", "before publishing"])
def test_a_stray_log_beside_the_published_file_is_refused(published, moment):
    if moment == "before building":
        wal_beside(published).write_bytes(b"stray")
        with pytest.raises(StrayWalError, match=r"news\.duckdb\.wal"):
            begin_building(published)
    else:
        begin_building(published)
        wal_beside(published).write_bytes(b"stray")
        with pytest.raises(StrayWalError):
            publish(published)
    wal_beside(published).unlink()
    assert count_articles(published) == 1


def test_a_stray_log_beside_the_built_file_is_not_replayed_into_the_published_one(published):
    building = begin_building(published)
    left = child(
        """
        import duckdb, sys, time
        connection = duckdb.connect(sys.argv[1], config={"checkpoint_threshold": "1GB"})
        connection.execute("create table half as select 1 as a")
        print("ready", flush=True)
        time.sleep(60)
        """,
        building,
    )
    with pytest.raises(duckdb.IOException):
        publish(published)
    left.kill()
    left.wait()
    assert wal_beside(building).exists()
    begin_building(published)
    assert not wal_beside(building).exists()
    publish(published)
    with open_reader(published) as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("from half")


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.3])
def test_a_killed_builder_leaves_the_published_file_whole_and_its_remains_are_removed(published, tmp_path, seconds):
    files = write_parts(tmp_path, gather(*(article_rows(number) for number in range(2, 30))), "many")
    builder = child(
        """
        import sys
        from pathlib import Path
        from tests.unit.warehouse_corpus import note_run
        from warehouse.connect import open_writer
        from warehouse.load import load_run
        from warehouse.lock import writer_lock
        from warehouse.publish import begin_building
        published, parts = Path(sys.argv[1]), Path(sys.argv[2])
        files = {path.stem: [path] for path in parts.glob("*.parquet")}
        with writer_lock(published), open_writer(begin_building(published)) as connection:
            print("ready", flush=True)
            while True:
                load_run(connection, "killed", files)
                note_run(connection, "killed")
        """,
        published,
        tmp_path / "many",
    )
    time.sleep(seconds)
    with pytest.raises(WriterBusyError), writer_lock(published):
        pass
    os.kill(builder.pid, signal.SIGKILL)
    builder.wait()
    assert count_articles(published) == 1
    publish_run(published, "run-2", files)
    assert count_articles(published) == 29
    assert not list(tmp_path.glob("*.building*"))
    with open_reader(published) as connection:
        assert connection.execute("select run_id from ops.runs order by 1").fetchall() == [("run-1",), ("run-2",)]


def test_a_second_writer_is_refused_at_once_and_told_who_writes(published):
    with (
        writer_lock(published),
        pytest.raises(WriterBusyError, match=f"process {os.getpid()}"),
        writer_lock(published),
    ):
        pass
    with writer_lock(published):
        pass


@pytest.mark.parametrize(("kept", "expected"), [(0, []), (2, ["run-2", "run-3"]), (9, ["run-1", "run-2", "run-3"])])
def test_the_last_published_files_are_kept(published, tmp_path, kept, expected):
    for number in (2, 3, 4):
        publish_run(published, f"run-{number}", write_parts(tmp_path, article_rows(number), f"p{number}"), kept=kept)
    files = previous_files(published)
    assert list(files) == expected
    assert [count_articles(file) for file in files.values()] == [int(name[-1]) for name in expected]


def test_rolling_back_publishes_the_earlier_file_and_keeps_the_present_one(published, tmp_path):
    publish_run(published, "run-2", write_parts(tmp_path, article_rows(2), "second"))
    roll_back(published, "run-1")
    assert count_articles(published) == 1
    assert count_articles(previous_files(published)["run-2"]) == 2
    with pytest.raises(UnknownRunError, match="kept are: run-1, run-2"):
        roll_back(published, "run-7")


def test_a_hostile_run_id_is_no_path(published, tmp_path):
    publish_run(published, "zz/../../evil", write_parts(tmp_path, article_rows(2), "second"))
    publish_run(published, "run-3", write_parts(tmp_path, article_rows(3), "third"))
    assert [name.split("-")[0] for name in previous_files(published)] == ["run", "unnamed"]


def test_a_link_to_a_warehouse_stays_a_link(published, tmp_path):
    link = tmp_path / "elsewhere" / "link.duckdb"
    link.parent.mkdir()
    link.symlink_to(published)
    publish_run(link, "run-2", write_parts(tmp_path, article_rows(2), "second"))
    assert link.is_symlink()
    assert count_articles(published) == 2


def test_a_path_that_duckdb_would_cut_short_is_refused(tmp_path):
    with pytest.raises(UnusablePathError):
        begin_building(tmp_path / "what?.duckdb")


def test_reading_what_is_not_there_makes_nothing(tmp_path):
    with pytest.raises(WarehouseMissingError):
        open_reader(tmp_path / "none.duckdb")
    assert not list(tmp_path.iterdir())


def test_an_error_while_loading_leaves_the_published_file_alone(published):
    before = published.read_bytes()
    with open_writer(begin_building(published)) as connection:
        connection.execute("delete from articles")
        with pytest.raises(duckdb.Error):
            load_run(connection, "run", {"articles": [published]})
    assert published.read_bytes() == before
