"""One article as a reader wants it: its head, its blocks, the facts read from it, and what else tells its story."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.query import fetch
from warehouse.quoting import quote_text

READ_SECONDS = 10.0
"""A hundred times what any of these questions takes at 50,000 articles."""
MOST_COPIES = 50
"""Copies and other articles of a story that are named on an article's page."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row read from characters of an article; `key` is what `warehouse.lookup.find_row` finds it by."""

    key: str
    table: str
    kind: str
    label: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """A row of `articles` with the raw text, its blocks and facts, its copies, and its story's other articles."""

    row: Mapping[str, Any]
    blocks: list[dict[str, Any]]
    facts: list[Fact]
    copies: list[dict[str, Any]]
    related: list[dict[str, Any]]


def read_article(connection: duckdb.DuckDBPyConnection, article_id: str) -> ReadArticle | None:
    """Return an article with all that was read from it; None where there is none with that id.

    The facts of a copy are those of the article it repeats, whose characters are others: a copy has none.
    """
    here = quote_text(article_id)
    rows = _rows(connection, _ARTICLE.format(article_id=here))
    if not rows:
        return None
    story = quote_text(rows[0]["story_id"] or "")
    return ReadArticle(
        rows[0],
        _rows(connection, _BLOCKS.format(article_id=here)),
        [Fact(**row) for row in _rows(connection, _FACTS.format(article_id=here, number=_NUMBER))],
        _rows(connection, _COPIES.format(article_id=here, limit=MOST_COPIES)),
        _rows(connection, _RELATED.format(article_id=here, story_id=story, limit=MOST_COPIES)),
    )


def latest_statements(connection: duckdb.DuckDBPyConnection, speaker_id: str, *, limit: int) -> list[dict[str, Any]]:
    """Return what somebody was last quoted with: quote_id, words, kind, and the article it stands in."""
    return _rows(connection, _STATEMENTS.format(speaker_id=quote_text(speaker_id), limit=limit))


_ARTICLE = """
    select
        articles.*, documents.text, documents.format, documents.encoding, stories.headline, stories.article_count,
        sources.source_uris
    from main.articles
    inner join raw.documents using (document_id)
    left join main.stories on stories.story_id = articles.story_id
    left join (
        select document_id, list(source_uri order by state desc, source_uri) as source_uris
        from raw.sources group by document_id
    ) as sources using (document_id)
    where article_id = {article_id}
"""
_BLOCKS = "select kind, rule, char_start, char_end from main.blocks where article_id = {article_id} order by block_no"
_STATEMENTS = """
    select quote_id, words, quotes.kind, article_id, title, publisher, published_on
    from main.quotes inner join main.articles using (article_id)
    where speaker_id = {speaker_id} and part_of is null
    order by quotes.kind = 'indirect', published_on desc nulls last, article_id, char_start
    limit {limit}
"""
_COPIES = """
    select article_id, title, publisher, published_on, duplicates.kind, similarity
    from main.duplicates inner join main.articles using (article_id)
    where of_article_id = {article_id} order by published_on nulls last, article_id limit {limit}
"""
_RELATED = """
    select article_id, title, publisher, published_on
    from main.articles
    where story_id = {story_id} and article_id <> {article_id} and duplicate_of is null
    order by published_on nulls last, article_id limit {limit}
"""
_NUMBER = """
    coalesce(format('{:,}', if(value = trunc(value), try_cast(value as bigint), null)), value::varchar)
"""
_FACTS = """
    with named as (
        select entity_id, name from main.entities
    ),
    facts as (
        select
            mention_id as key, 'mentions' as "table", entities.kind, entities.name as label, char_start, char_end
        from main.mentions left join main.entities using (entity_id)
        where article_id = {article_id}
        union all
        select role_id, 'roles', 'role', concat_ws(', ', person.name, title, nullif(status, 'current')),
            char_start, char_end
        from main.roles left join named as person on person.entity_id = person_id
        where article_id = {article_id}
        union all
        select quote_id, 'quotes', 'quote', concat_ws(': ', kind, coalesce(speaker.name, speaker_text)),
            char_start, char_end
        from main.quotes left join named as speaker on speaker.entity_id = speaker_id
        where article_id = {article_id}
        union all
        select quantity_id, 'quantities', 'quantity', concat_ws(' ', kind, {number}, unit), char_start, char_end
        from main.quantities where article_id = {article_id}
        union all
        select article_id || '#' || date_no, 'dates', 'date', concat_ws(' ', kind, timex), char_start, char_end
        from main.dates where article_id = {article_id}
        union all
        select event_id, 'events', 'event',
            concat(event_type, ': ', coalesce(actor.name, '?'), ' → ', coalesce(recipient.name, '?')),
            char_start, char_end
        from main.events
        left join named as actor on actor.entity_id = actor_id
        left join named as recipient on recipient.entity_id = recipient_id
        where article_id = {article_id}
    )
    select key, "table", coalesce(kind, 'other') as kind, coalesce(label, '') as label, char_start, char_end
    from facts order by char_start, char_end desc, key
"""


def _rows(connection: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, Any]]:
    return fetch(connection, statement, seconds=READ_SECONDS).to_dicts()
