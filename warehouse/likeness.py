# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""What the warehouse knows that a run's articles may be like: looked up by hash, never by going through all texts."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse.lake import CONFIG, attach_lake
from warehouse.place import Lake, Place
from warehouse.quoting import parquet_source, quote_text

_COLUMNS = {
    "ops.signatures": "body_hash varchar, band_no bigint, band_hash ubigint",
    "ops.similar_pairs": "body_hash varchar, other_body_hash varchar, kind varchar, similarity double",
    "ops.story_keys": "article_id varchar, key_hash ubigint",
    "ops.story_pairs": "article_id varchar, other_article_id varchar, similarity double",
    "ops.article_lines": (
        "article_id varchar, site_hash ubigint, story_hash ubigint, other_story_hash ubigint, line_hash ubigint, "
        "is_sentence boolean"
    ),
    "ops.repeated_lines": "site_hash ubigint, line_hash ubigint",
    "ops.entity_observations": "article_id varchar, entity_id varchar",
    "main.articles": (
        "article_id varchar, title varchar, body varchar, body_hash varchar, word_count bigint, language varchar, "
        "published_on date, duplicate_of varchar, story_id varchar"
    ),
    "main.duplicates": "article_id varchar, of_article_id varchar, kind varchar, similarity double",
    "raw.documents": "document_id varchar, format varchar, text varchar, encoding varchar, declared varchar",
}
"""The tables a run looks up, with the columns it may ask for where there is no such table yet."""


HISTORY_MEMORY = "512MB"
"""Enough to join the signatures of 20,000 articles in memory; what needs more goes through the disk."""


@contextmanager
def open_history(
    published: Place, *, threads: int = 2, spill: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a scratch database in which the schema `published` shows a published file.

    Tables are empty where there is no file, or where an older version that did not have them wrote it. `spill` is a
    folder for what does not fit into HISTORY_MEMORY; without one all is held in memory.
    """
    config = {
        **(CONFIG if isinstance(published, Lake) else {}),
        "threads": threads,
        "autoinstall_known_extensions": False,
    }
    if spill is not None:
        config |= {"memory_limit": HISTORY_MEMORY, "temp_directory": str(spill)}
    with duckdb.connect(config=config) as connection:
        connection.execute("create schema published")
        there: set[str] = set()
        if _attach(connection, published):
            names = "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'warehouse'"
            there = {name for (name,) in connection.execute(names).fetchall()}
        for table, columns in _COLUMNS.items():
            name = table.split(".")[1]
            if table in there:
                connection.execute(f"create view published.{name} as from warehouse.{table}")
            else:
                connection.execute(f"create table published.{name} ({columns})")
        yield connection


def _attach(connection: duckdb.DuckDBPyConnection, published: Place) -> bool:
    """Attach what is published as `warehouse`, for reading only; tells whether there is anything."""
    if isinstance(published, Lake):
        attach_lake(connection, published, "warehouse")
    elif not published.exists():
        return False
    else:
        connection.execute(f"attach {quote_text(published.resolve())} as warehouse (read_only)")
    return True


@dataclass(frozen=True, slots=True)
class Sharing:
    """How much two bodies must share to be compared: MinHash bands, or a part of the shorter one's long runs.

    Both are properties of the two bodies alone, so whether they are compared does not depend on which others came
    or when. A phrase that thousands of bodies share (a disclaimer, the words of a template) does not bring all of
    them together.
    """

    run_band: int
    bands: int
    run_share: float


def pairs_to_compare(history: duckdb.DuckDBPyConnection, signatures: Sequence[Path], least: Sharing) -> pl.DataFrame:
    """Return the pairs of body hashes (body_hash < other_body_hash) that share enough, one of them new at least.

    Bodies of published articles were compared when they came. A body whose articles have all been read anew with
    another result has signatures still, but no text to compare: it is passed over, and new should it come back.
    Bodies are joined by number, in the order of their hashes: a fifth of the memory.
    """
    history.execute(_SIGNED_BODIES.format(offered=parquet_source(signatures)))
    return history.execute(
        f"""
        with shared as (
            select
                least(one.body_no, other.body_no) as body_no,
                greatest(one.body_no, other.body_no) as other_body_no,
                count(*) filter (one.band_no <> {least.run_band:d}) as band_count,
                count(*) filter (one.band_no = {least.run_band:d}) as run_count
            from band as one
            join band as other using (band_hash, band_no)
            where one.is_new and (not other.is_new or one.body_no < other.body_no)
            group by all
        ),
        runs as (
            select body_no, count(*) as run_count
            from band
            where band_no = {least.run_band:d}
            group by body_no
        )
        select one.body_hash, other.body_hash as other_body_hash
        from shared
        left join runs as mine on mine.body_no = shared.body_no
        left join runs as theirs on theirs.body_no = shared.other_body_no
        join signed_body as one on one.body_no = shared.body_no
        join signed_body as other on other.body_no = shared.other_body_no
        where
            shared.band_count >= {least.bands:d}
            or shared.run_count >= greatest(1, {least.run_share:f} * least(mine.run_count, theirs.run_count))
        order by all
        """
    ).pl()


_SIGNED_BODIES = """
    create or replace temp table signed_body as
    with offered as (
        select distinct body_hash from {offered} anti join published.articles using (body_hash)
    ),
    met as (
        select distinct body_hash
        from published.signatures
        semi join (from {offered}) as offered using (band_hash, band_no)
        semi join published.articles using (body_hash)
    ),
    everything as (
        select body_hash, true as is_new from offered
        union all
        select body_hash, false as is_new from met
    )
    select body_hash, is_new, (row_number() over (order by body_hash))::uinteger as body_no from everything;

    create or replace temp table band as
    select distinct body_no, is_new, band_no::usmallint as band_no, band_hash
    from {offered} join signed_body using (body_hash)
    where is_new
    union all
    select body_no, is_new, band_no::usmallint as band_no, band_hash
    from published.signatures join signed_body using (body_hash)
    where not is_new;
"""
"""The bodies of a run that are new, and those known that share any band with one offered; all bands of both."""


def stories_to_compare(
    history: duckdb.DuckDBPyConnection, keys: Sequence[Path], articles: Sequence[Path], days: int
) -> pl.DataFrame:
    """Return the pairs of articles (article_id < other_article_id) that share three keys, one of them new at least.

    Where both have a day of publication the days are at most `days` apart. An article offered again counts by what
    it says now. Articles are joined by three keys at a time, so that keys which many share cost little; articles and
    keys by number, in the order of the ids.
    """
    history.execute(_KEYED.format(keys=parquet_source(keys), articles=parquet_source(articles), days=days))
    return history.execute(
        f"""
        with triples as (
            select
                one.article_no, one.published_on, one.is_new,
                one.key_no as a, two.key_no as b, three.key_no as c
            from keyed as one
            join keyed as two on two.article_no = one.article_no and two.key_no > one.key_no
            join keyed as three on three.article_no = one.article_no and three.key_no > two.key_no
        ),
        pairs as (
            select distinct
                least(one.article_no, other.article_no) as article_no,
                greatest(one.article_no, other.article_no) as other_article_no
            from triples as one
            join triples as other using (a, b, c)
            where
                one.is_new
                and (not other.is_new or one.article_no < other.article_no)
                and coalesce(abs(one.published_on - other.published_on), 0) <= {days:d}
        )
        select one.article_id, other.article_id as other_article_id
        from pairs
        join keyed_article as one on one.article_no = pairs.article_no
        join keyed_article as other on other.article_no = pairs.other_article_no
        order by all
        """
    ).pl()


_KEYED = """
    create or replace temp table keyed_article as
    with arriving as (
        select article_id, published_on, true as is_new from {articles}
    ),
    near_days as (
        select distinct published_on + unnest(range(-{days:d}, {days:d} + 1))::integer as published_on from arriving
    ),
    known as (
        select article_id, published_on, false as is_new
        from published.articles
        anti join arriving using (article_id)
        where
            published_on is null
            or published_on in (from near_days where published_on is not null)
            or exists (from arriving where published_on is null)
    ),
    everything as (
        from arriving union all from known
    )
    select *, (row_number() over (order by article_id))::uinteger as article_no from everything;

    create or replace temp table keyed as
    with shared as (
        select key_hash, (row_number() over (order by key_hash))::uinteger as key_no
        from (select distinct key_hash from {keys})
    ),
    held as (
        select article_id, key_hash, true as is_new from {keys}
        union all
        select article_id, key_hash, false as is_new from published.story_keys
    )
    select article_no, published_on, is_new, key_no
    from keyed_article
    join held using (article_id, is_new)
    join shared using (key_hash);
"""
"""The articles of a run and those known of the days around them, with the keys that an article of the run has."""


def rows_with(
    history: duckdb.DuckDBPyConnection, table: str, column: str, values: Iterable[str], *columns: str
) -> pl.DataFrame:
    """Return a published table's rows where a column has one of some values; all columns, or some."""
    wanted = pl.DataFrame({column: sorted(set(values))}, schema={column: pl.String()}).to_arrow()
    history.register("wanted", wanted)
    chosen = ", ".join(columns) or "*"
    try:
        return history.execute(f"select {chosen} from published.{table} semi join wanted using ({column})").pl()
    finally:
        history.unregister("wanted")
