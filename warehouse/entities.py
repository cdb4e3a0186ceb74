# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Entities as the sum of what single articles say of them.

Each article's own view stands in `ops.entity_observations`; name, country and aliases are counted from all articles
together, and only for the entities that a run has touched. So the result depends on which articles are loaded, not
on the order or the batches in which they came.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from warehouse.quoting import parquet_source

_SINGLE_SPACED = "regexp_replace(trim(text), '\\s+', ' ', 'g')"
_NOT_A_NAME = "('pronoun', 'title')"
"""Forms of mention that say nothing about how an entity is called."""


def note_touched_entities(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the temporary table `touched_entity` with the entities of the articles in `leaving`."""
    connection.execute(_RESOLVED)
    connection.execute(
        """
        create or replace temp table touched_entity as
        select entity_id from resolved_observation where article_id in (select article_id from leaving)
        union
        select entity_id from main.mentions where article_id in (select article_id from leaving)
        """
    )


def insert_observations(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Add what arriving articles say of entities; an article that names one twice in the same way says it once."""
    connection.execute(
        f"""
        insert into ops.entity_observations by name
        select
            article_id, entity_id, name,
            min(kind) as kind, min(country_code) as country_code, bool_and(is_partial) as is_partial,
            min(titles) as titles
        from {parquet_source(files)}
        group by all
        """
    )


def derive_entities(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Make the touched entities and their aliases anew; return how many rows of each there are now.

    An entity that no article names any more is gone afterwards.
    """
    connection.execute(
        """
        insert into touched_entity
        select entity_id from resolved_observation where article_id in (select article_id from leaving)
        union all
        select unnest([old_id, entity_id]) from reresolved
        """
    )
    connection.execute("create or replace temp table touched as select distinct entity_id from touched_entity")
    for table in ("entities", "entity_aliases"):
        connection.execute(f"delete from main.{table} where entity_id in (select entity_id from touched)")
    return {
        name: row[0]
        for name, statement in (("entity_aliases", _ALIASES), ("entities", _ENTITIES))
        if (row := connection.execute(statement).fetchone())
    }


_RESOLVED = """
    create or replace temp view resolved_observation as
    select
        observed.article_id,
        coalesce(resolved.entity_id, observed.entity_id) as entity_id,
        observed.name,
        observed.kind,
        observed.country_code,
        observed.is_partial
    from ops.entity_observations as observed
    left join ops.entity_resolutions as resolved
        on resolved.article_id = observed.article_id and resolved.observed_id = observed.entity_id
"""
"""What articles say of entities, under the ids of those they mean."""

_ALIASES = f"""
    insert into main.entity_aliases by name
    select entity_id, {_SINGLE_SPACED} as alias, count(*) as mention_count
    from main.mentions
    semi join touched using (entity_id)
    where form not in {_NOT_A_NAME}
    group by all
"""

_ENTITIES = f"""
    insert into main.entities by name
    with observed as (
        select * from resolved_observation semi join touched using (entity_id)
    ),
    used_names as (
        select entity_id, {_SINGLE_SPACED} as name, count(*) as mention_count
        from main.mentions
        semi join touched using (entity_id)
        where form = 'name'
        group by all
    ),
    ranked_names as (
        -- The name most often used; among equals the one in more articles, the longest, the first in the alphabet.
        select
            observed.entity_id,
            observed.name,
            row_number() over (
                partition by observed.entity_id
                order by
                    coalesce(any_value(used_names.mention_count), 0) desc,
                    count(*) desc,
                    length(observed.name) desc,
                    observed.name
            ) as place
        from observed
        left join used_names on used_names.entity_id = observed.entity_id and used_names.name = observed.name
        group by observed.entity_id, observed.name
    ),
    country_votes as (
        select entity_id, country_code, count(distinct article_id) as vote_count
        from observed
        where country_code is not null
        group by all
    ),
    countries as (
        -- A country stands only where more articles give it than any other.
        select entity_id, any_value(country_code) as country_code
        from (
            select * from country_votes
            qualify vote_count = max(vote_count) over (partition by entity_id)
        )
        group by entity_id
        having count(*) = 1
    ),
    traits as (
        -- The kind is that of the id; where an article cannot tell which namesake it means, it knows only a part.
        select
            entity_id,
            split_part(entity_id, ':', 1) as kind,
            bool_and(is_partial) or contains(entity_id, '@') as is_partial
        from observed
        group by entity_id
    )
    select traits.entity_id, traits.kind, ranked_names.name, countries.country_code, traits.is_partial
    from traits
    join ranked_names on ranked_names.entity_id = traits.entity_id and ranked_names.place = 1
    left join countries on countries.entity_id = traits.entity_id
"""
