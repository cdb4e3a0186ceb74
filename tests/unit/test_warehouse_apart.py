"""A query in a process of its own: the same answers and errors, and limits that hold whatever the query does."""

import threading
import time

import psutil
import pytest

from tests.unit.warehouse_corpus import article_rows, publish_run, write_parts
from warehouse.apart import Limits, QueryProcesses
from warehouse.connect import WarehouseMissingError
from warehouse.query import QueryError, QueryTimeoutError

LIMITS = Limits(seconds=20, memory_mb=200, most_rows=1_000)
ENDLESS = "select sum(a.range * b.range) from range(10000000) a, range(1000000) b"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("apart")
    publish_run(folder / "news.duckdb", "run-1", write_parts(folder, article_rows(1)))
    return folder / "news.duckdb"


@pytest.fixture(scope="module")
def processes():
    return QueryProcesses()


def test_rows_come_as_they_would_in_this_process(published, processes):
    frame = processes.run_sql(published, "select title, published_on, bylines, null as x from articles", LIMITS)
    assert frame.columns == ["title", "published_on", "bylines", "x"]
    assert frame.row(0)[0] == "Item 1"
    assert frame.row(0)[2] == ["A. Writer"]


@pytest.mark.parametrize(
    ("sql", "error", "words"),
    [
        ("drop table articles", QueryError, "only reading statements"),
        ("selec 1", QueryError, "syntax error"),
        ("from range(5000)", QueryError, "more than 1000 rows"),
        ("select repeat('x', 100000000) from range(500)", QueryError, "emory"),
        ("select list(range) from range(50000000)", QueryError, "emory"),
        ("select list(a) from (select repeat('x', 1000000) as a from range(5000))", QueryError, "emory"),
        ("from read_text('/etc/passwd')", QueryError, "disabled"),
    ],
)
def test_what_cannot_be_answered_says_why(published, processes, sql, error, words):
    with pytest.raises(error, match=words):
        processes.run_sql(published, sql, LIMITS)


def test_an_answer_of_few_rows_may_still_be_too_large(published, processes):
    with pytest.raises(QueryError, match="more than 50 MB"):
        processes.run_sql(published, "select repeat('x', 1000) from range(90000)", Limits(20, 50, 100_000))


def test_without_a_file_there_is_no_answer(tmp_path, processes):
    with pytest.raises(WarehouseMissingError):
        processes.run_sql(tmp_path / "none.duckdb", "select 1", LIMITS)


def test_a_query_that_does_not_stop_by_itself_is_ended(published, processes, monkeypatch):
    monkeypatch.setattr("warehouse.apart.GRACE_SECONDS", -0.9)
    begun = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="after 1 seconds"):
        processes.run_sql(published, ENDLESS, Limits(seconds=1, memory_mb=200, most_rows=1))
    assert time.monotonic() - begun < 10


def test_all_queries_can_be_ended_and_none_is_left(published):
    processes, errors = QueryProcesses(), []

    def ask():
        try:
            processes.run_sql(published, ENDLESS, LIMITS)
        except QueryError as error:
            errors.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    while not processes._running:
        time.sleep(0.01)
    [running] = [process.pid for process in processes._running]
    time.sleep(0.5)
    processes.end()
    asking.join(timeout=10)
    assert len(errors) == 1
    assert not psutil.pid_exists(running)
    with pytest.raises(QueryError):
        processes.run_sql(published, ENDLESS, LIMITS)
