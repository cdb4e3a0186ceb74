# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Tables that stand for views too slow to be worked out at each question: made anew when facts change.

`sql/stored/<name>.sql` makes `stored.<name>`, and the view `mart.<name>` only reads it. Such a table depends on nothing
but the facts, so it is right whatever it was before.
"""

from pathlib import Path

import duckdb

from warehouse.quoting import quote_name, quote_text

SQL_FOLDER = Path(__file__).resolve().parents[1] / "sql"


def store_views(connection: duckdb.DuckDBPyConnection, sql_folder: Path = SQL_FOLDER) -> None:
    """Make every stored table anew, within the caller's transaction: facts and stored tables change together."""
    for path in sorted((sql_folder / "stored").glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    copy_comments(connection)


def copy_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the stored tables the comments of the views that read them: replacing a table drops its own."""
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
