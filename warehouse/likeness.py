# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""What the warehouse knows that a run's articles may be like: looked up by hash, never by going through all texts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse.quoting import parquet_source, quote_text

_EMPTY = """
    create schema published;
    create table published.signatures (body_hash varchar, band_no bigint, band_hash ubigint);
    create table published.similar_pairs (body_hash varchar, other_body_hash varchar, kind varchar, similarity double);
    create table published.story_keys (article_id varchar, key_hash ubigint);
    create table published.story_pairs (article_id varchar, other_article_id varchar, similarity double);
    create table published.articles (
        article_id varchar, title varchar, body varchar, body_hash varchar, word_count bigint, language varchar,
        published_on date, duplicate_of varchar, story_id varchar
    );
    create table published.documents (
        document_id varchar, format varchar, text varchar, encoding varchar, declared varchar
    );
"""
_VIEWS = """
    create schema published;
    create view published.signatures as from warehouse.ops.signatures;
    create view published.similar_pairs as from warehouse.ops.similar_pairs;
    create view published.story_keys as from warehouse.ops.story_keys;
    create view published.story_pairs as from warehouse.ops.story_pairs;
    create view published.articles as from warehouse.main.articles;
    create view published.documents as from warehouse.raw.documents;
"""


@contextmanager
def open_history(published: Path, *, threads: int = 2) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a scratch database in which the schema `published` shows a published file, empty where there is none."""
    with duckdb.connect(config={"threads": threads, "autoinstall_known_extensions": False}) as connection:
        if published.exists():
            connection.execute(f"attach {quote_text(published.resolve())} as warehouse (read_only)")
            connection.execute(_VIEWS)
        else:
            connection.execute(_EMPTY)
        yield connection


def pairs_to_compare(history: duckdb.DuckDBPyConnection, signatures: Sequence[Path]) -> pl.DataFrame:
    """Return the pairs of body hashes (body_hash < other_body_hash) that share a band, one of them new at least.

    Bodies that the published file has signatures of were compared when they came.
    """
    return history.execute(
        f"""
        with offered as (
            select distinct * from {parquet_source(signatures)}
        ),
        arriving as (
            select * from offered anti join published.signatures using (body_hash)
        ),
        everything as (
            select * from arriving union all select body_hash, band_no, band_hash from published.signatures
        )
        select distinct
            least(arriving.body_hash, everything.body_hash) as body_hash,
            greatest(arriving.body_hash, everything.body_hash) as other_body_hash
        from arriving
        join everything using (band_hash, band_no)
        where arriving.body_hash <> everything.body_hash
        order by all
        """
    ).pl()


def stories_to_compare(history: duckdb.DuckDBPyConnection, keys: Sequence[Path], least: int) -> pl.DataFrame:
    """Return the pairs of articles that share at least `least` telling words, one of them new at least.

    An article offered again counts by what it says now.
    """
    return (
        history.execute(
            f"""
        with arriving as (
            select * from {parquet_source(keys)}
        ),
        everything as (
            select article_id, key_hash from arriving
            union all
            select article_id, key_hash from published.story_keys anti join arriving using (article_id)
        )
        select
            least(arriving.article_id, everything.article_id) as article_id,
            greatest(arriving.article_id, everything.article_id) as other_article_id
        from arriving
        join everything using (key_hash)
        where arriving.article_id <> everything.article_id
        group by arriving.article_id, everything.article_id
        having count(*) >= {least:d}
        """
        )
        .pl()
        .unique(maintain_order=False)
        .sort("article_id", "other_article_id")
    )


def rows_with(history: duckdb.DuckDBPyConnection, table: str, column: str, values: pl.Series) -> pl.DataFrame:
    """Return a published table's rows where a column has one of some values."""
    wanted = pl.DataFrame({column: values.unique().sort()}, schema={column: pl.String()}).to_arrow()
    history.register("wanted", wanted)
    try:
        return history.execute(f"select * from published.{table} semi join wanted using ({column})").pl()
    finally:
        history.unregister("wanted")
