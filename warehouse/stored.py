# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Tables that stand for views too slow to be worked out at each question: made anew when facts change.

`sql/stored/<name>.sql` makes `stored.<name>`; where there is a view `mart.<name>`, it only reads it. Such a table
depends on nothing but the facts, so it is right whatever it was before.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.definitions import SQL_FOLDER, define
from warehouse.quoting import quote_name, quote_text


def store_views(connection: duckdb.DuckDBPyConnection, sql_folder: Path = SQL_FOLDER) -> None:
    """Make every stored table anew, within the caller's transaction: facts and stored tables change together."""
    for text in in_dependency_order(sql_folder / "stored", "stored"):
        define(connection, text)
    copy_comments(connection)


def in_dependency_order(folder: Path, schema: str) -> Iterator[str]:
    """Yield the texts of a folder's files so that each comes after those whose object it reads.

    Raises ValueError when they read from each other in a circle.
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}
    needs = {name: {other for other in texts if other != name and f"{schema}.{other}" in texts[name]} for name in texts}
    while texts:
        ready = [name for name in texts if not needs[name] & texts.keys()]
        if not ready:
            raise ValueError(f"files of {folder.name} read from each other in a circle: {', '.join(texts)}")
        yield from (texts.pop(name) for name in ready)


def copy_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Give stored tables the comments of the views of their name: replacing a table drops its own."""
    stored = "schema_name = 'stored' and database_name = current_database()"
    for (name,) in connection.execute(f"select table_name from duckdb_tables() where {stored}").fetchall():
        _copy_comments(connection, name)


def _copy_comments(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    mart = "schema_name = 'mart' and database_name = current_database() and comment is not null"
    table = f"stored.{quote_name(name)}"
    of_view = f"select comment from duckdb_views() where {mart} and view_name = {quote_text(name)}"
    for (comment,) in connection.execute(of_view).fetchall():
        connection.execute(f"comment on table {table} is {quote_text(comment)}")
    of_columns = f"select column_name, comment from duckdb_columns() where {mart} and table_name = {quote_text(name)}"
    for column, comment in connection.execute(of_columns).fetchall():
        connection.execute(f"comment on column {table}.{quote_name(column)} is {quote_text(comment)}")
