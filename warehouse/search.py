# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Finding articles by their words, by who and what they name, by story and by day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import polars as pl

from warehouse.fulltext import INDEX, has_index
from warehouse.query import QueryError, fetch
from warehouse.quoting import quote_text, quote_value

SEARCH_SECONDS = 10.0
"""Fifty times what a search over 50,000 articles takes."""
MOST_NAMED = 200
"""People or stories that one word may stand for."""
_SATURATION, _LENGTH_WEIGHT = 1.2, 0.75
"""BM25's k and b as the fts extension has them (Robertson and Zaragoza, 2009)."""
_PHRASE = re.compile('["“”„]([^"“”„]+)["“”„]')
_LISTED = (
    "article_id, title, publisher, url, language, published_on, published_basis, word_count, story_id, duplicate_of"
)
"""The columns of an article that stand in a list and in its download."""


class NoIndexError(QueryError):
    """The file was published without a full-text index."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What articles are looked for; what is not given does not matter.

    All `words` must stand in title or body, in any form; what stands in quotation marks must stand there as it is.
    One of the `entity_ids` must be named, one of the `story_ids` told (none given by an empty tuple: no article);
    `country_code` is one of a country or place named. `since` and `until`
    are days of publication, both inclusive: an undated article is on no day.
    """

    words: str = ""
    entity_ids: tuple[str, ...] | None = None
    country_code: str | None = None
    story_ids: tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    with_copies: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a story by its id and what it is called."""

    key: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """How many articles there are, some of them, and the forms in which the words looked for stand in these.

    `is_too_common` where only stop words were given, which stand in no index.
    """

    total: int
    rows: list[dict[str, Any]]
    forms: frozenset[str] = frozenset()
    is_too_common: bool = False


def search(connection: duckdb.DuckDBPyConnection, wanted: Wanted, *, limit: int, offset: int = 0) -> Answer:
    """Return articles, the most fitting first; without words the newest first.

    Raises NoIndexError and QueryTimeoutError, and ValueError for a NUL in what is looked for.
    """
    stems = _stems(connection, wanted.words)
    found = _found(wanted, stems)
    rows = _rows(
        connection,
        f"""
        with {found},
        page as (from found order by {_order(wanted)} limit {limit} offset {offset})
        select total, {_LISTED}, body, headline, article_count
        from (select count(*) as total from found)
        left join (
            select page.place, articles.*, stories.headline, stories.article_count
            from (select *, row_number() over (order by {_order(wanted)}) as place from page) as page
            inner join main.articles using (article_id)
            left join main.stories on articles.story_id = stories.story_id
        ) on true
        order by place
        """,
    )
    listed = [row for row in rows if row["article_id"] is not None]
    forms = _forms(connection, stems, [row["article_id"] for row in listed])
    return Answer(rows[0]["total"], listed, forms, is_too_common=stems == [])


def search_all(connection: duckdb.DuckDBPyConnection, wanted: Wanted, *, most_rows: int) -> pl.DataFrame:
    """Return all articles that are looked for as a frame; raises QueryError where there are more than `most_rows`."""
    statement = f"""
        with {_found(wanted, _stems(connection, wanted.words))}
        select {_LISTED} from found inner join main.articles using (article_id)
        order by {_order(wanted)}
    """
    return fetch(connection, statement, seconds=SEARCH_SECONDS, most_rows=most_rows)


def find_people(connection: duckdb.DuckDBPyConnection, text: str) -> list[Named]:
    """Return the people with a name: by their id, else those called so, else those with all its words in their name."""
    folded = quote_text(" ".join(text.split()).lower())
    called = f"""
        lower(name) = {folded} or entity_id in (select entity_id from main.entity_aliases where lower(alias) = {folded})
    """
    people = "select entity_id as key, name from main.entities where kind = 'person' and ({}) order by name, key"
    conditions = (f"entity_id = {quote_text(text.strip())}", called, _has_words("name", text))
    return _first_found(connection, people, conditions)


def find_stories(connection: duckdb.DuckDBPyConnection, text: str) -> list[Named]:
    """Return the stories of a text: by their id, else with that headline, else with all its words in the headline."""
    stories = "select story_id as key, headline as name from main.stories where {} order by last_published_on desc, key"
    folded = quote_text(" ".join(text.split()).lower())
    conditions = (
        f"story_id = {quote_text(text.strip())}",
        f"lower(headline) = {folded}",
        _has_words("headline", text),
    )
    return _first_found(connection, stories, conditions)


def _has_words(column: str, text: str) -> str:
    words = (f"contains(lower({column}), {quote_text(word)})" for word in text.lower().split())
    return " and ".join(words) or "false"


def _first_found(connection: duckdb.DuckDBPyConnection, query: str, conditions: Iterable[str]) -> list[Named]:
    """Return what the first condition finds that finds anything."""
    answers = (_rows(connection, query.format(condition) + f" limit {MOST_NAMED}") for condition in conditions)
    return next(([Named(**row) for row in rows] for rows in answers if rows), [])


def _found(wanted: Wanted, stems: Sequence[str] | None) -> str:
    """Return common table expressions that end in `found`: article_id, day and score."""
    conditions = " and ".join(_conditions(wanted)) or "true"
    if stems is None:
        return f"found as (select article_id, published_on as day, 0.0 as score from main.articles where {conditions})"
    return f"""
        words as (
            select termid, df from {INDEX}.dict where term in ({", ".join(map(quote_text, stems)) or "null"})
        ),
        hits as (
            select docid, termid, count(*) as uses
            from {INDEX}.terms where termid in (select termid from words) group by all
        ),
        scores as (
            select
                docs.name as article_id,
                sum(
                    log((num_docs - df + 0.5) / (df + 0.5) + 1) * uses * {_SATURATION + 1}
                    / (uses + {_SATURATION} * ({1 - _LENGTH_WEIGHT} + {_LENGTH_WEIGHT} * len / avgdl))
                ) as score
            from hits inner join words using (termid) inner join {INDEX}.docs using (docid) cross join {INDEX}.stats
            group by docs.name
            having count(*) = {len(stems)}
        ),
        found as (
            select article_id, published_on as day, score
            from main.articles inner join scores using (article_id) where {conditions}
        )
    """


def _conditions(wanted: Wanted) -> list[str]:
    named = "article_id in (select article_id from main.mentions where entity_id in ({}))"
    conditions = [] if wanted.with_copies else ["duplicate_of is null"]
    for phrase in _PHRASE.findall(wanted.words):
        words = quote_text(" ".join(phrase.split()).lower())
        # The score has no say in it, but with it the texts are read only where the words were found.
        conditions.append(f"contains(lower(concat_ws(chr(10), title, body)), if(score is null, null, {words}))")
    if wanted.entity_ids is not None:
        conditions.append(named.format(", ".join(map(quote_text, wanted.entity_ids)) or "null"))
    if wanted.country_code:
        places = "select entity_id from main.entities where kind in ('country', 'place') and country_code = "
        conditions.append(named.format(places + quote_text(wanted.country_code)))
    if wanted.story_ids is not None:
        conditions.append(f"story_id in ({', '.join(map(quote_text, wanted.story_ids)) or 'null'})")
    if wanted.since:
        conditions.append(f"published_on >= {quote_value(str(wanted.since))}::date")
    if wanted.until:
        conditions.append(f"published_on <= {quote_value(str(wanted.until))}::date")
    return conditions


def _order(wanted: Wanted) -> str:
    """Say in which order articles come; the id settles what is equal, so that pages do not overlap."""
    newest = "day desc nulls last, article_id"
    return f"round(score, 6) desc, {newest}" if wanted.words.strip() else newest


def _stems(connection: duckdb.DuckDBPyConnection, words: str) -> list[str] | None:
    """Return the stems of words as the index has them, without stop words; None where no word is given."""
    if not words.strip():
        return None
    if not has_index(connection):
        raise NoIndexError("this file was published without a full-text index; the next `newsledger run` makes one")
    rows = _rows(
        connection,
        f"""
        select distinct stem(word, 'porter') as term
        from (select unnest({INDEX}.tokenize({quote_text(words)})) as word)
        anti join {INDEX}.stopwords on sw = word
        where word <> '' order by term
        """,
    )
    return [row["term"] for row in rows]


def _forms(
    connection: duckdb.DuckDBPyConnection, stems: Sequence[str] | None, article_ids: Sequence[str]
) -> frozenset[str]:
    """Return the words of some articles that have one of the stems, in lower case."""
    if not stems or not article_ids:
        return frozenset()
    rows = _rows(
        connection,
        f"""
        select distinct word
        from (
            select unnest({INDEX}.tokenize(concat_ws(' ', title, body))) as word
            from main.articles where article_id in ({", ".join(map(quote_text, article_ids))})
        )
        where stem(word, 'porter') in ({", ".join(map(quote_text, stems))})
        """,
    )
    return frozenset(row["word"] for row in rows)


def _rows(connection: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, Any]]:
    return fetch(connection, statement, seconds=SEARCH_SECONDS).to_dicts()
