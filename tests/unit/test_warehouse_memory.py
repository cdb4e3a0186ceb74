"""What a load may hold in memory: by the articles of the warehouse, with DuckDB's own limit beyond."""

import pytest

from warehouse.connect import open_writer
from warehouse.memory import limit_memory
from warehouse.migrate import apply_schema


def limit_of(connection):
    return connection.execute("select current_setting('memory_limit')").fetchone()[0]


@pytest.mark.parametrize(
    ("arriving", "limit"),
    [
        (2_000, "299.4 MiB"),  # the least
        (50_000, "585.5 MiB"),  # 12 kB for each article
        (1_000_000, None),  # more than the most: as DuckDB has it
    ],
)
def test_the_limit_follows_the_number_of_articles(tmp_path, arriving, limit):
    with open_writer(tmp_path / "news.duckdb") as connection:
        apply_schema(connection)
        before = limit_of(connection)
        limit_memory(connection, arriving)
        assert limit_of(connection) == (limit or before)
