# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""What the warehouse knows that a run's articles may be like: looked up by hash, never by going through all texts."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

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


@contextmanager
def open_history(published: Path, *, threads: int = 2) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a scratch database in which the schema `published` shows a published file.

    Tables are empty where there is no file, or where an older version that did not have them wrote it.
    """
    with duckdb.connect(config={"threads": threads, "autoinstall_known_extensions": False}) as connection:
        connection.execute("create schema published")
        there: set[str] = set()
        if published.exists():
            connection.execute(f"attach {quote_text(published.resolve())} as warehouse (read_only)")
            names = "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'warehouse'"
            there = {name for (name,) in connection.execute(names).fetchall()}
        for table, columns in _COLUMNS.items():
            name = table.split(".")[1]
            if table in there:
                connection.execute(f"create view published.{name} as from warehouse.{table}")
            else:
                connection.execute(f"create table published.{name} ({columns})")
        yield connection


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
    """
    history.execute(
        f"""
        create or replace temp table everything as
        with offered as (
            select distinct * from {parquet_source(signatures)}
        )
        select *, true as is_new from offered anti join published.articles using (body_hash)
        union all
        select *, false as is_new from published.signatures semi join published.articles using (body_hash)
        """
    )
    return history.execute(
        f"""
        with shared as (
            select
                least(one.body_hash, other.body_hash) as body_hash,
                greatest(one.body_hash, other.body_hash) as other_body_hash,
                count(*) filter (one.band_no <> {least.run_band:d}) as band_count,
                count(*) filter (one.band_no = {least.run_band:d}) as run_count
            from everything as one
            join everything as other using (band_hash, band_no)
            where one.is_new and (not other.is_new or one.body_hash < other.body_hash)
            group by all
        ),
        runs as (
            select body_hash, count(*) as run_count
            from everything
            where band_no = {least.run_band:d}
            and body_hash in (select body_hash from shared union select other_body_hash from shared)
            group by body_hash
        )
        select shared.body_hash, shared.other_body_hash
        from shared
        left join runs as mine on mine.body_hash = shared.body_hash
        left join runs as theirs on theirs.body_hash = shared.other_body_hash
        where
            shared.band_count >= {least.bands:d}
            or shared.run_count >= greatest(1, {least.run_share:f} * least(mine.run_count, theirs.run_count))
        order by all
        """
    ).pl()


def stories_to_compare(
    history: duckdb.DuckDBPyConnection, keys: Sequence[Path], articles: Sequence[Path], days: int
) -> pl.DataFrame:
    """Return the pairs of articles (article_id < other_article_id) that share three keys, one of them new at least.

    Where both have a day of publication the days are at most `days` apart. An article offered again counts by what
    it says now. Articles are joined by three keys at a time, so that keys which many share cost little.
    """
    return history.execute(
        f"""
        with arriving as (
            select article_id, published_on, key_hash, true as is_new
            from {parquet_source(keys)}
            join (select article_id, published_on from {parquet_source(articles)}) using (article_id)
        ),
        known as (
            select article_id, published_on, key_hash, false as is_new
            from published.story_keys
            semi join arriving using (key_hash)
            anti join (select article_id from {parquet_source(articles)}) using (article_id)
            join published.articles using (article_id)
        ),
        everything as (
            select * from arriving union all select * from known
        ),
        triples as (
            select
                one.article_id, one.published_on, one.is_new,
                one.key_hash as a, two.key_hash as b, three.key_hash as c
            from everything as one
            join everything as two on two.article_id = one.article_id and two.key_hash > one.key_hash
            join everything as three on three.article_id = one.article_id and three.key_hash > two.key_hash
        )
        select distinct
            least(one.article_id, other.article_id) as article_id,
            greatest(one.article_id, other.article_id) as other_article_id
        from triples as one
        join triples as other using (a, b, c)
        where
            one.is_new
            and (not other.is_new or one.article_id < other.article_id)
            and coalesce(abs(one.published_on - other.published_on), 0) <= {days:d}
        order by all
        """
    ).pl()


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
