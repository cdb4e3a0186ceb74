# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""What all articles together say of entities, for those who compare them or look at one."""

from typing import Any

import duckdb

from warehouse.quoting import quote_text

type ProfileRow = tuple[str, str, int, list[str], list[str]]
"""Id, name, number of articles, countries and titles."""


def entity_profiles(connection: duckdb.DuckDBPyConnection, *, most: int) -> list[ProfileRow]:
    """Return the people, bodies and groups that are known by a whole name, those of most articles first."""
    return connection.execute(
        f"""
        with named as (
            select entity_id, count(distinct article_id) as article_count from main.mentions group by entity_id
        ),
        held as (
            select
                person_id as entity_id,
                list_sort(list(distinct title)) as titles,
                list_sort(list(distinct country_code) filter (where country_code is not null)) as countries
            from main.roles
            group by person_id
        )
        select
            entity_id,
            name,
            article_count,
            list_distinct(list_filter([country_code] || coalesce(countries, []), lambda code: code is not null)),
            coalesce(titles, [])
        from main.entities
        join named using (entity_id)
        left join held using (entity_id)
        where not is_partial and kind in ('person', 'organization', 'group')
        order by article_count desc, entity_id
        limit {most}
        """
    ).fetchall()


def placed_in_several_countries(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, list[str]]]:
    """Return id by name alone, country and titles of people placed in several, the country of most articles first."""
    return connection.execute(
        """
        with told as (
            select
                entity_id,
                country_code,
                count(*) as article_count,
                list_sort(list_distinct(flatten(list(coalesce(titles, []))))) as titles
            from ops.entity_observations
            where kind = 'person' and country_code is not null and not is_partial
            group by entity_id, country_code
        )
        select entity_id, country_code, titles from told
        qualify count(*) over (partition by entity_id) > 1
        order by entity_id, article_count desc, country_code
        """
    ).fetchall()


def known_ids(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    return frozenset(row[0] for row in connection.execute("select entity_id from main.entities").fetchall())


def find_entities(connection: duckdb.DuckDBPyConnection, words: str, *, most: int) -> list[tuple[str, str, int]]:
    """Return id, name and number of mentions of entities: the one with that id, else those whose names hold words."""
    wanted = quote_text(words)
    counted = """
        select entity_id, name, (
            select coalesce(sum(mention_count), 0)::bigint from main.entity_aliases as aliases
            where aliases.entity_id = entities.entity_id
        ) as mention_count
        from main.entities
    """
    exact = connection.execute(f"{counted} where entity_id = {wanted}").fetchall()
    return (
        exact
        or connection.execute(
            f"""
        {counted}
        where contains(lower(strip_accents(name)), lower(strip_accents({wanted}))) or entity_id in (
            select entity_id from main.entity_aliases where contains(lower(alias), lower({wanted}))
        )
        order by mention_count desc, entity_id
        limit {most}
        """
        ).fetchall()
    )


_ABOUT = {
    "aliases": """
        select alias, mention_count from main.entity_aliases where entity_id = {id} order by mention_count desc, alias
    """,
    "roles": """
        select title, country_code, organization_name, status, first_seen_on, last_seen_on, article_count, contradiction
        from mart.role_timeline where person_id = {id}
        order by first_seen_on nulls last, title, country_code, status
    """,
    "articles": """
        select published_on, publisher, title, count(*) as mention_count, article_id
        from main.mentions join main.articles using (article_id) where entity_id = {id}
        group by all order by published_on desc nulls last, article_id
    """,
    "decisions": """
        select entity_id, other_id, decision, note from ops.entity_decisions
        where entity_id = {id} or other_id = {id} order by all
    """,
    "read_as": """
        select observed_id, count(*) as article_count from ops.entity_resolutions where entity_id = {id}
        group by all order by all
    """,
}


def about_entity(connection: duckdb.DuckDBPyConnection, entity_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return an entity's aliases, roles by period, articles, decisions, and the ids it was read as, each as rows."""
    return {name: _rows(connection, query.format(id=quote_text(entity_id))) for name, query in _ABOUT.items()}


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    answer = connection.execute(query)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
