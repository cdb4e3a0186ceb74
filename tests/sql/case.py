"""A small case for a view: input rows by table, and the rows that the view should give."""

import duckdb

from warehouse.migrate import apply_schema
from warehouse.quoting import quote_name, quote_value
from warehouse.stored import store_views

FILL = {
    "main.articles": {"published_basis": "declared", "word_count": 100, "extractor_version": "1"},
    "main.quotes": {"kind": "direct", "text": "", "char_start": 0, "char_end": 0},
    "main.quantities": {"text": "", "approximation": "exact", "char_start": 0, "char_end": 0},
    "main.roles": {"text": "", "char_start": 0, "char_end": 0},
    "main.events": {"trigger": "", "char_start": 0, "char_end": 0, "status": "actual"},
    "main.entities": {"is_partial": False},
    "main.stories": {"article_count": 1},
}
"""What a table must have but a case need not say."""


def new_warehouse():
    connection = duckdb.connect()
    apply_schema(connection)
    return connection


def insert(connection, table, rows):
    """Put rows into a table; every row is a dict of what matters to the case."""
    for row in rows:
        filled = FILL.get(table, {}) | row
        if table == "main.articles":
            filled = {"document_id": row["article_id"]} | filled
        if table == "main.quotes":
            filled = {"words": row["quote_id"]} | filled
        names = ", ".join(quote_name(name) for name in filled)
        values = ", ".join(quote_value(value) for value in filled.values())
        connection.execute(f"insert into {table} ({names}) values ({values})")


def rows_of(connection, view, columns):
    """Return a view's rows, only some columns, in their order; stored tables are made anew before, as a load does."""
    store_views(connection)
    return connection.execute(f"select {columns} from {view} order by all").fetchall()
