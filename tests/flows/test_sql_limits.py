"""What DuckDB's own limits do not reach ends all the same: the process that answers has limits of its own."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.limits import MOST_MEMORY, bounded
from tests.unit.warehouse_corpus import empty_warehouse

NEWSLEDGER = Path(sys.executable).with_name("newsledger")
TIMEOUT = 1


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    path = tmp_path_factory.mktemp("limits") / "news.duckdb"
    path.write_bytes(empty_warehouse())
    return path


@pytest.mark.parametrize(
    ("query", "told"),
    [
        # one text larger than all the memory there may be: the allocation fails
        ("select length(repeat('x', 3000000000))", "Out of Memory"),
        # many large texts in a function that hears no interrupt: the process ends
        ("select sum(length(repeat(i::varchar, 100000))) from range(10000000) t(i)", "stop"),
    ],
)
def test_a_huge_text_ends_the_query_and_nothing_else(published, query, told):
    begun = time.perf_counter()
    command = [NEWSLEDGER, "sql", query, "-w", published, "--timeout", str(TIMEOUT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert time.perf_counter() - begun < 120


def test_the_limits_go_when_the_query_is_answered():
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with bounded(60, 2):
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] <= MOST_MEMORY
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
