"""How much memory a load may take: what is not needed at once goes through the disk."""

import duckdb

LEAST, MOST = 300 << 20, 2 << 30
"""Bytes. Less than the first makes 2,000 articles slower; beyond the second DuckDB's own limit holds, 80 % of the
machine's memory."""
PER_ARTICLE = 12 << 10
"""Bytes for each article of the warehouse: keys and stored views do not go through the disk. 100,000 articles in one
transaction failed with 6 kB each."""


def limit_memory(connection: duckdb.DuckDBPyConnection, arriving: int) -> None:
    """Limit what a writer holds by the number of articles it has and will get, so that memory does not grow with a run.

    A single transaction otherwise keeps all it brings: 50 kB an article.
    """
    row = connection.execute("select count(*) from main.articles").fetchone()
    needed = max(LEAST, PER_ARTICLE * ((row[0] if row else 0) + arriving))
    if needed <= MOST:
        connection.execute(f"set memory_limit = '{needed // 1_000_000}MB'")
