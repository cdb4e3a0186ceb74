# ruff: noqa: S608 - every value in a statement comes from this package
"""What a published file holds at a glance: how much, over which days, and what is named and told most."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from warehouse.query import fetch

OVERVIEW_SECONDS = 20.0
"""Twenty times what it takes at 50,000 articles."""
_PEOPLE, _STORIES = 200, 100
"""Names offered while one types, and more than anybody reads in a list."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts leave copies out. People, countries and stories come with `key`, `name` and `article_count`."""

    article_count: int
    copy_count: int
    first_on: date | None
    last_on: date | None
    people: list[dict[str, Any]]
    countries: list[dict[str, Any]]
    stories: list[dict[str, Any]]


def take_overview(connection: duckdb.DuckDBPyConnection) -> Overview:
    """Look over a whole file: a quarter of a second at 50,000 articles, so keep what it returns."""
    counts = _rows(connection, _COUNTS)[0]
    named = (_rows(connection, query) for query in (_MOST_NAMED, _COUNTRIES, _MOST_TOLD))
    return Overview(*counts.values(), *named)


_COUNTS = """
    select
        count(*) filter (duplicate_of is null) as article_count,
        count(*) filter (duplicate_of is not null) as copy_count,
        min(published_on) as first_on,
        max(published_on) as last_on
    from main.articles
"""
_MOST_NAMED = f"""
    select entity_id as key, any_value(name) as name, count(distinct article_id) as article_count
    from main.mentions
    inner join main.entities using (entity_id)
    where kind = 'person' and not is_partial
    group by entity_id
    order by article_count desc, name, key
    limit {_PEOPLE}
"""
_COUNTRIES = """
    select
        country_code as key,
        coalesce(max(name) filter (kind = 'country'), country_code) as name,
        count(distinct article_id) as article_count
    from main.mentions
    inner join main.entities using (entity_id)
    where kind in ('country', 'place') and country_code is not null
    group by country_code
    order by name, key
"""
_MOST_TOLD = f"""
    select story_id as key, headline as name, article_count, first_published_on, last_published_on
    from main.stories
    where article_count > 1 and headline is not null
    order by article_count desc, last_published_on desc nulls last, key
    limit {_STORIES}
"""


def _rows(connection: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, Any]]:
    return fetch(connection, statement, seconds=OVERVIEW_SECONDS).to_dicts()
