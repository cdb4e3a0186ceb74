"""A long-lived reader sees each publication at its next reading, and harms nothing."""

import threading

import duckdb
import psutil
import pytest

from tests.unit.warehouse_corpus import article_rows, publish_run, write_parts
from warehouse.connect import WarehouseMissingError, WarehouseUnreadableError, open_reader
from warehouse.following import Published, open_searcher

TITLES = "select title from articles order by title"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "news.duckdb"
    publish_run(path, "run-1", write_parts(tmp_path, article_rows(1)))
    return path


def publish_another(path, number):
    publish_run(path, f"run-{number}", write_parts(path.parent, article_rows(number), f"part-{number}"))


def titles(connection):
    return [title for (title,) in connection.execute(TITLES).fetchall()]


def test_the_next_reading_sees_what_was_published(path):
    published = Published(path)
    with published.reading() as connection:
        assert titles(connection) == ["Item 1"]
    publish_another(path, 2)
    with published.reading() as connection:
        assert titles(connection) == ["Item 1", "Item 2"]


def test_a_reading_under_way_keeps_its_file_and_others_see_the_new_one(path):
    published = Published(path)
    with published.reading() as before:
        publish_another(path, 2)
        with published.reading() as after:
            assert titles(after) == ["Item 1", "Item 2"]
        assert titles(before) == ["Item 1"]


def test_a_look_is_taken_once_for_each_publication(path):
    published, looks = Published(path), []

    def look(connection):
        looks.append(titles(connection))
        return len(looks)

    assert [published.once(look), published.once(look)] == [1, 1]
    publish_another(path, 2)
    assert [published.once(look), published.once(look)] == [2, 2]
    assert looks == [["Item 1"], ["Item 1", "Item 2"]]


def test_another_connection_of_the_process_does_not_hold_it_back(path):
    with open_reader(path) as held:
        publish_another(path, 2)
        with open_searcher(path) as fresh:
            assert (titles(held), titles(fresh)) == (["Item 1"], ["Item 1", "Item 2"])


def test_a_warehouse_may_come_later(tmp_path):
    published = Published(tmp_path / "news.duckdb")
    with pytest.raises(WarehouseMissingError), published.reading():
        pass
    publish_another(published.path, 1)
    with published.reading() as connection:
        assert titles(connection) == ["Item 1"]


def test_a_broken_file_is_told_and_its_successor_read(path):
    published, whole = Published(path), path.read_bytes()
    path.write_bytes(b"no database")
    with pytest.raises(WarehouseUnreadableError, match="cannot open"), published.reading():
        pass
    path.unlink()
    path.write_bytes(whole)
    with published.reading() as connection:
        assert titles(connection) == ["Item 1"]


def test_files_that_nobody_reads_any_more_are_let_go(path):
    published, whole = Published(path), path.read_bytes()
    before = psutil.Process().num_fds()
    for _ in range(5):
        other = path.with_suffix(".other")
        other.write_bytes(whole)
        other.replace(path)
        with published.reading() as connection:
            titles(connection)
    assert psutil.Process().num_fds() <= before + 2


def test_many_threads_read_at_once(path):
    published, seen = Published(path), []

    def read():
        for _ in range(10):
            with published.reading() as connection:
                seen.append(titles(connection))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    publish_another(path, 2)
    for thread in threads:
        thread.join()
    assert len(seen) == 40
    assert {tuple(found) for found in seen} <= {("Item 1",), ("Item 1", "Item 2")}


@pytest.mark.parametrize(
    "sql",
    [
        "insert into articles select * from articles",
        "create table x as select 1",
        "copy articles to '/tmp/newsledger-must-not-exist.csv'",
        "attach '/tmp/newsledger-must-not-exist.duckdb'",
        "set lock_configuration = false",
        "set enable_external_access = true",
        "install httpfs",
        "load '/tmp/x.duckdb_extension'",
        "from read_csv('/etc/passwd')",
        "from read_duckdb('/tmp/other.duckdb', table_name = 'x')",
    ],
)
def test_a_reading_can_do_no_harm(path, sql):
    before = path.read_bytes()
    with Published(path).reading() as connection, pytest.raises(duckdb.Error):
        connection.execute(sql)
    assert path.read_bytes() == before
