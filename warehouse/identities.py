# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Giving facts the entities that all articles together say are meant.

Facts arrive with the ids that an article knows by name alone. Who decides which entity that is comes from the caller;
here the ids are exchanged, and what they were is kept in `ops.resolved_references`, so that the next load decides
anew from what articles said. The result depends on the articles in the file, not on how they came.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse.quoting import quote_text

REFERENCES = (
    ("mentions", "mention_id", ("entity_id",)),
    ("roles", "role_id", ("person_id", "organization_id")),
    ("quotes", "quote_id", ("speaker_id",)),
    ("quantities", "quantity_id", ("claimant_id",)),
    ("events", "event_id", ("actor_id", "recipient_id", "reported_by_id")),
)
"""Tables whose rows name entities: their key and those columns."""

type SightingRow = tuple[str, str, str | None, list[str] | None, date | None]
"""Article, id by the name alone, country, titles and day of the article."""

type ResolutionRow = tuple[str, str, str]
"""Article, id by the name alone, id of the entity that is meant."""

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Resolver:
    """Who decides: `resolve` gets every sighting of doubtful ids and of those named in `ids`, whatever they say.

    It gives the sightings that mean another id; `decisions` are the rows that are kept in `ops.entity_decisions`.
    """

    resolve: Callable[[Iterable[SightingRow]], Iterable[ResolutionRow]]
    ids: frozenset[str] = frozenset()
    decisions: Sequence[tuple[str, str, str, str | None]] = ()


BY_NAME = Resolver(lambda _sightings: ())
"""Everybody is who the name alone says."""


def forget_resolutions(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop what was resolved for the articles in the temporary table `leaving`, whose facts have gone."""
    for table in ("entity_resolutions", "resolved_references"):
        connection.execute(f"delete from ops.{table} where article_id in (select article_id from leaving)")


def resolve_entities(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> None:
    """Exchange the ids in all facts whose entity is another than before; fill the temporary table `reresolved`.

    That table has article_id, observed_id, old_id and entity_id of everything exchanged.
    """
    _note_decisions(connection, resolver)
    _fill(connection, "resolution", resolver.resolve(_sightings(connection, resolver.ids)))
    connection.execute(_RERESOLVED)
    row = connection.execute("select count(*) from reresolved").fetchone()
    if row and row[0]:
        for table, key, columns in REFERENCES:
            for column in columns:
                _exchange(connection, table, key, column)
        connection.execute("delete from ops.entity_resolutions")
        connection.execute("insert into ops.entity_resolutions by name select * from resolution")


_RERESOLVED = """
    create or replace temp table reresolved as
    select
        coalesce(now.article_id, before.article_id) as article_id,
        coalesce(now.observed_id, before.observed_id) as observed_id,
        coalesce(before.entity_id, now.observed_id) as old_id,
        coalesce(now.entity_id, before.observed_id) as entity_id
    from resolution as now
    full join ops.entity_resolutions as before
        on now.article_id = before.article_id and now.observed_id = before.observed_id
    where now.entity_id is distinct from before.entity_id
"""


def _sightings(connection: duckdb.DuckDBPyConnection, ids: frozenset[str]) -> list[SightingRow]:
    """Return what articles say of the people who are placed in several countries, and of some ids."""
    _fill(connection, "named", ((key,) for key in sorted(ids)), "(entity_id varchar)")
    return connection.execute(
        """
        with doubtful as (
            select entity_id from ops.entity_observations
            where kind = 'person' and country_code is not null
            group by entity_id
            having count(distinct country_code) > 1
            union
            select entity_id from named
        )
        select article_id, entity_id, observed.country_code, observed.titles, articles.published_on
        from ops.entity_observations as observed
        semi join doubtful using (entity_id)
        left join main.articles using (article_id)
        order by article_id, entity_id
        """
    ).fetchall()


def _exchange(connection: duckdb.DuckDBPyConnection, table: str, key: str, column: str) -> None:
    place = f"table_name = {quote_text(table)} and column_name = {quote_text(column)}"
    connection.execute(
        f"""
        create or replace temp table exchanged as
        select fact.{key} as row_id, fact.article_id, reresolved.observed_id, reresolved.entity_id
        from main.{table} as fact
        left join (from ops.resolved_references where {place}) as kept on kept.row_id = fact.{key}
        join reresolved
            on reresolved.article_id = fact.article_id
            and reresolved.observed_id = coalesce(kept.observed_id, fact.{column})
        """
    )
    connection.execute(
        f"update main.{table} set {column} = exchanged.entity_id from exchanged where {key} = exchanged.row_id"
    )
    connection.execute(
        f"delete from ops.resolved_references where {place} and row_id in (select row_id from exchanged)"
    )
    connection.execute(
        f"""
        insert into ops.resolved_references by name
        select
            {quote_text(table)} as table_name, {quote_text(column)} as column_name, row_id, article_id, observed_id
        from exchanged
        where observed_id <> entity_id
        """
    )


def _note_decisions(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> None:
    _fill(
        connection,
        "decided",
        resolver.decisions,
        "(entity_id varchar, other_id varchar, decision varchar, note varchar)",
    )
    connection.execute("delete from ops.entity_decisions")
    connection.execute("insert into ops.entity_decisions from decided")


def _fill(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Iterable[Sequence[str | None]],
    columns: str = "(article_id varchar, observed_id varchar, entity_id varchar)",
) -> None:
    connection.execute(f"create or replace temp table {table} {columns}")
    given = list(rows)
    for start in range(0, len(given), _CHUNK):
        tuples = (
            "(" + ", ".join("null" if value is None else quote_text(value) for value in row) + ")"
            for row in given[start : start + _CHUNK]
        )
        connection.execute(f"insert into {table} values {', '.join(tuples)}")
