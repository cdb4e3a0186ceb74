# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""What the SQL files define, in a file or in a lake.

A lake enforces no keys and keeps no comments on the columns of views: both are left out there. What a key promises is
kept by the statements of a load, which delete before they insert, and looked at before a load is published.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import duckdb

from warehouse.lake import is_lake
from warehouse.quoting import quote_name

SQL_FOLDER = Path(__file__).resolve().parents[1] / "sql"
_KEY = re.compile(r",\s*primary key \((?P<columns>[^)]*)\)")
_TABLE = re.compile(r"^create (?:or replace )?table (?:if not exists )?(?P<name>\w+\.\w+) \(", re.MULTILINE)
_ON_VIEW_COLUMN = re.compile(r"\s*comment on column mart\.", re.IGNORECASE)


def define(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """Run the statements of a file of `sql`, as far as the database in use can hold what they say."""
    for statement in _for_lake(text) if is_lake(connection) else (text,):
        connection.execute(statement)


def declared_key(schema: str, table: str) -> tuple[str, ...]:
    """Return the columns that the SQL files declare as a table's key; none where they declare none."""
    return _declared_keys().get(f"{schema}.{table}", ())


def broken_keys(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return, in words, the keys that are no keys any more after `load_run` on this connection.

    Of tables whose rows belong to articles only the articles that came are looked at: the keys of all others begin
    with other articles' ids or were made of them.
    """
    counts = ((name, connection.execute(_repeated(name, key)).fetchone()) for name, key in _declared_keys().items())
    return [f"{name} has {row[0]:,} keys twice" for name, row in counts if row and row[0]]


def _repeated(name: str, key: tuple[str, ...]) -> str:
    columns = ", ".join(map(quote_name, key))
    arrived = "semi join leaving using (article_id)" if name in _OF_ARTICLES else ""
    return f"select count(*) from (select {columns} from {name} {arrived} group by all having count(*) > 1)"


_OF_ARTICLES = frozenset(
    f"main.{table}" for table in ("blocks", "sentences", "mentions", "roles", "quotes", "quantities", "dates", "events")
)


def _for_lake(text: str) -> Iterator[str]:
    statements = duckdb.extract_statements(_KEY.sub("", text))
    yield from (each.query for each in statements if not _ON_VIEW_COLUMN.match(each.query))


@cache
def _declared_keys() -> Mapping[str, tuple[str, ...]]:
    keys = {}
    for path in sorted((SQL_FOLDER / "schema").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        table, key = _TABLE.search(text), _KEY.search(text)
        if table and key:
            keys[table["name"]] = tuple(name.strip().strip('"') for name in key["columns"].split(","))
    return keys
