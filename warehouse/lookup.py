# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Finding one row by its id, with the raw text its receipt points into."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.quoting import quote_text

_KEYS: Mapping[str, str] = {
    "articles": "article_id",
    "entities": "entity_id",
    "stories": "story_id",
    "mentions": "mention_id",
    "roles": "role_id",
    "quotes": "quote_id",
    "quantities": "quantity_id",
    "events": "event_id",
}
"""Tables whose rows have an id of their own, and its column."""
_NUMBERED = re.compile(r"(?P<article_id>.+?)(?P<mark>/block/|/sentence/|/date/|/|#)(?P<number>\d{1,9})")
_NUMBERED_TABLES: Mapping[str, tuple[str, str]] = {
    "/block/": ("blocks", "block_no"),
    "/sentence/": ("sentences", "sentence_no"),
    "/": ("sentences", "sentence_no"),
    "/date/": ("dates", "date_no"),
    "#": ("dates", "date_no"),
}
"""Tables whose rows are numbered within an article, by what stands between article and number."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a table and, where it was read from text, the raw text with the stretch that it rests on."""

    table: str
    row: Mapping[str, Any]
    text: str | None = None
    char_start: int | None = None
    char_end: int | None = None


def find_row(connection: duckdb.DuckDBPyConnection, row_id: str) -> Found | None:
    """Find the row with an id; None where there is none.

    Rows of `dates`, `sentences` and `blocks`, which are numbered within their article, are named
    `<article_id>#<date_no>`, `<article_id>/<sentence_no>` and `<article_id>/block/<block_no>`.
    """
    for table, condition in _places(row_id):
        row = _first_row(connection, f"select * from main.{table} where {condition}")
        if row is not None:
            return _with_text(connection, table, row)
    return None


def _places(row_id: str) -> list[tuple[str, str]]:
    """Return the tables where an id may stand, with the condition that finds it there."""
    if "\0" in row_id:
        return []
    places = [(table, f"{key} = {quote_text(row_id)}") for table, key in _KEYS.items()]
    if match := _NUMBERED.fullmatch(row_id):
        table, key = _NUMBERED_TABLES[match["mark"]]
        places.append((table, f"article_id = {quote_text(match['article_id'])} and {key} = {match['number']}"))
    return places


def _with_text(connection: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, Any]) -> Found:
    article_id = row.get("article_id")
    if article_id is None:
        return Found(table, row)
    document = _first_row(
        connection,
        "select text from raw.documents inner join main.articles using (document_id) "
        f"where article_id = {quote_text(article_id)}",
    )
    text = None if document is None else document["text"]
    return Found(table, row, text, row.get("char_start"), row.get("char_end"))


def _first_row(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any] | None:
    answer = connection.execute(query)
    names = [column[0] for column in answer.description or ()]
    values = answer.fetchone()
    return None if values is None else dict(zip(names, values, strict=True))
