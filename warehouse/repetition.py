# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Which lines many articles repeat: counted over the warehouse and a run, for the lines a run may change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse.quoting import parquet_source

ALL_SITES = 0
"""The `site_hash` under which lines stand that articles of all sites repeat."""


@dataclass(frozen=True, slots=True)
class Often:
    """How many stories make a line furniture: of one site, as a share of the site's where it is a sentence, of all."""

    of_site: int
    percent_of_site: int
    of_all: int


def count_repeated(
    history: duckdb.DuckDBPyConnection, documents: Sequence[Path], lines: Sequence[Path], often: Often
) -> None:
    """Count the lines of a run's documents with those published; the other functions here answer from that.

    Fills the temporary tables `line_change` (site_hash, line_hash, is_repeated: what is otherwise now than in the
    published file) and `repeated_now`. Only lines are counted that the run holds, that are repeated already, or whose
    site lost an article: no other line's state can change. The outcome depends on the rows of all documents alone,
    not on which came first.
    """
    history.execute(
        f"""
        create or replace temp table arriving_article as
        select distinct document_id as article_id from {parquet_source(documents)};
        create or replace temp view arriving_line as
        from {parquet_source(lines)};
        create or replace temp view every_line as
        from arriving_line
        union all
        from published.article_lines anti join arriving_article using (article_id);
        """
    )
    history.execute(_CANDIDATES)
    history.execute(_COUNT.format(all=ALL_SITES, site=often.of_site, percent=often.percent_of_site, every=often.of_all))
    history.execute(_CHANGES)


_CANDIDATES = f"""
    create or replace temp table arriving_site as
    select distinct article_id, site_hash, story_hash, other_story_hash from arriving_line;

    create or replace temp table replaced_site as
    select distinct article_id, site_hash, story_hash, other_story_hash
    from published.article_lines semi join arriving_article using (article_id);

    create or replace temp table touched_site as
    select site_hash from arriving_site union select site_hash from replaced_site;

    create or replace temp table candidate as
    with lost as (
        select site_hash from (from replaced_site except from arriving_site)
    )
    select site_hash, line_hash from arriving_line
    union
    select {ALL_SITES}::ubigint as site_hash, line_hash from arriving_line where not is_sentence
    union
    select site_hash, line_hash
    from published.repeated_lines
    where site_hash = {ALL_SITES} or site_hash in (select site_hash from touched_site)
    union
    select site_hash, line_hash from published.article_lines where site_hash in (select site_hash from lost);
"""

_COUNT = """
    create or replace temp table repeated_now as
    with sites as (
        select site_hash, greatest(count(distinct story_hash), count(distinct other_story_hash)) as story_count
        from every_line
        where site_hash in (select site_hash from touched_site)
        group by site_hash
    ),
    of_site as (
        select
            site_hash, line_hash, any_value(is_sentence) as is_sentence,
            greatest(count(distinct story_hash), count(distinct other_story_hash)) as story_count
        from every_line
        semi join candidate using (site_hash, line_hash)
        group by site_hash, line_hash
        having count(*) >= {site}
    ),
    of_all as (
        select line_hash
        from every_line
        semi join (from candidate where site_hash = {all}) as wanted using (line_hash)
        group by line_hash
        having
            count(*) >= {every}
            and greatest(count(distinct story_hash), count(distinct other_story_hash)) >= {every}
    )
    select site_hash, line_hash
    from of_site
    join sites using (site_hash)
    where
        of_site.story_count >= {site}
        and (not is_sentence or 100 * of_site.story_count >= {percent} * sites.story_count)
    union all
    select {all}::ubigint, line_hash from of_all;
"""

_CHANGES = """
    create or replace temp table line_change as
    select site_hash, line_hash, true as is_repeated
    from repeated_now anti join published.repeated_lines using (site_hash, line_hash)
    union all
    select site_hash, line_hash, false as is_repeated
    from published.repeated_lines semi join candidate using (site_hash, line_hash)
    anti join repeated_now using (site_hash, line_hash);

    insert into repeated_now
    from published.repeated_lines anti join candidate using (site_hash, line_hash);
"""


def line_changes(history: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Return what is otherwise now than in the published file: site_hash, line_hash, is_repeated."""
    return history.execute("from line_change order by all").pl()


def articles_to_read_again(history: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the published articles, not of the run, that hold a line whose state has changed."""
    rows = history.execute(
        f"""
        select distinct article_id
        from published.article_lines as held
        semi join line_change as change
            on change.line_hash = held.line_hash and change.site_hash in (held.site_hash, {ALL_SITES})
        anti join arriving_article using (article_id)
        order by article_id
        """
    ).fetchall()
    return [article_id for (article_id,) in rows]


def repeated_in(history: duckdb.DuckDBPyConnection, articles: Iterable[str]) -> pl.DataFrame:
    """Return the repeated lines that some articles hold, of the run or published: article_id, line_hash."""
    wanted = pl.DataFrame({"article_id": sorted(set(articles))}, schema={"article_id": pl.String()})
    history.register("wanted", wanted.to_arrow())
    try:
        return history.execute(
            f"""
            select distinct article_id, line_hash
            from every_line as held
            semi join wanted using (article_id)
            semi join repeated_now as now
                on now.line_hash = held.line_hash and now.site_hash in (held.site_hash, {ALL_SITES})
            order by all
            """
        ).pl()
    finally:
        history.unregister("wanted")


def repeated_of_site(history: duckdb.DuckDBPyConnection, site_hash: int) -> list[int]:
    """Return the published repeated lines of a site and of all sites, as hashes."""
    rows = history.execute(
        f"select distinct line_hash from published.repeated_lines where site_hash in ({site_hash:d}, {ALL_SITES})"
    ).fetchall()
    return [line_hash for (line_hash,) in rows]
