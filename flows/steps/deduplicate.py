"""Deduplicate: which articles are copies of others, among the run's and all that came before."""

from collections.abc import Iterable
from itertools import batched
from typing import Any

import duckdb
import polars as pl

from flows.frames import make_frame
from flows.run import Run
from newstext.likeness.copies import Copy, Pair, Rank, choose_originals, compare
from newstext.likeness.shingles import Hashes, shingle_set, word_hashes
from newstext.likeness.signatures import SHINGLE_WORDS
from warehouse.likeness import open_history, pairs_to_compare, rows_with

RECALLED = "recalled"
"""The part of articles already in the warehouse that a newly arrived original, or copy, has moved."""
COMPARED_AT_ONCE = 20_000
"""Pairs whose texts are held in memory together: some 100 MB."""


def deduplicate(run: Run) -> None:
    """Find copies; gives `duplicates`, `similar_pairs`, and the part `recalled` of articles to be taken up again."""
    if run.folder.is_done("deduplicate", "all"):
        return
    with run.stage("deduplicate") as note, open_history(run.settings.warehouse) as history:
        new = _new_articles(run)
        pairs = _compared(run, history, pairs_to_compare(history, run.folder.files("clean", "signatures")))
        articles, known_pairs = _neighbourhood(history, new, pairs)
        copies = choose_originals(_by_body(articles), [*pairs, *known_pairs])
        moved = _moved(articles, copies)
        _recall(run, history, moved)
        touched = {*new.get_column("article_id"), *moved}
        rows = [_row(copy) for copy in copies if copy.article_id in touched]
        note.rows_in, note.rows_out = new.height, len(rows)
        note.more = {"recalled": len(moved)}
        frames = {"duplicates": make_frame("duplicates", rows), "similar_pairs": _pair_frame(pairs)}
        run.folder.write("deduplicate", "all", frames)


def _new_articles(run: Run) -> pl.DataFrame:
    columns = ["article_id", "body_hash", "published_on", "word_count", "body"]
    return pl.concat(pl.read_parquet(path, columns=columns[:4]) for path in run.folder.files("clean", "articles"))


def _compared(run: Run, history: duckdb.DuckDBPyConnection, candidates: pl.DataFrame) -> list[Pair]:
    """Compare the candidates exactly and return those that are copies."""
    found: list[Pair] = []
    for chunk in candidates.iter_slices(COMPARED_AT_ONCE):
        sets = _shingle_sets(run, history, pl.concat([chunk["body_hash"], chunk["other_body_hash"]]).unique())
        for one, other in chunk.iter_rows():
            likeness = compare(sets[one], sets[other])
            if likeness:
                found.append(Pair(one, other, *likeness))
    return found


def _shingle_sets(run: Run, history: duckdb.DuckDBPyConnection, hashes: pl.Series) -> dict[str, Hashes]:
    bodies = [rows_with(history, "articles", "body_hash", hashes).select("body_hash", "body")]
    for path in run.folder.files("clean", "articles"):
        frame = pl.read_parquet(path, columns=["body_hash", "body"])
        bodies.append(frame.filter(pl.col("body_hash").is_in(hashes.implode())))
    texts = pl.concat(bodies).unique("body_hash", keep="any").sort("body_hash")
    return {
        body_hash: shingle_set(words, SHINGLE_WORDS)
        for batch in batched(texts.iter_rows(), 250)
        for (body_hash, _), words in zip(batch, word_hashes([text for _, text in batch]), strict=True)
    }


def _neighbourhood(
    history: duckdb.DuckDBPyConnection, new: pl.DataFrame, pairs: list[Pair]
) -> tuple[pl.DataFrame, list[Pair]]:
    """Return all articles whose original may depend on the new ones, and the pairs known between their bodies."""
    reached = {
        *new.get_column("body_hash").drop_nulls(),
        *(hash_ for pair in pairs for hash_ in (pair.one, pair.other)),
    }
    known: set[tuple[Any, ...]] = set()
    frontier = reached
    while frontier:
        wanted = pl.Series(sorted(frontier), dtype=pl.String)
        for column in ("body_hash", "other_body_hash"):
            known |= set(rows_with(history, "similar_pairs", column, wanted).select(_PAIR).iter_rows())
        frontier = {hash_ for one, other, *_ in known for hash_ in (one, other)} - reached
        reached |= frontier
    old = rows_with(history, "articles", "body_hash", pl.Series(sorted(reached), dtype=pl.String))
    old = old.join(new, on="article_id", how="anti").select(*new.columns, "duplicate_of")
    here = new.with_columns(pl.lit(None, pl.String).alias("duplicate_of"), pl.lit(value=True).alias("is_new"))
    return pl.concat([here, old.with_columns(pl.lit(value=False).alias("is_new"))]), [Pair(*row) for row in known]


_PAIR = ("body_hash", "other_body_hash", "kind", "similarity")


def _by_body(articles: pl.DataFrame) -> dict[str, list[Rank]]:
    bodies: dict[str, list[Rank]] = {}
    for row in articles.filter(pl.col("body_hash").is_not_null()).iter_rows(named=True):
        rank = Rank.of(row["article_id"], row["published_on"], row["word_count"])
        bodies.setdefault(row["body_hash"], []).append(rank)
    return bodies


def _moved(articles: pl.DataFrame, copies: Iterable[Copy]) -> list[str]:
    """Return the articles of the warehouse that have another original now, or none any more."""
    originals = {copy.article_id: copy.of_article_id for copy in copies}
    old = articles.filter(~pl.col("is_new")).select("article_id", "duplicate_of")
    return sorted(article_id for article_id, original in old.iter_rows() if originals.get(article_id) != original)


def _recall(run: Run, history: duckdb.DuckDBPyConnection, moved: list[str]) -> None:
    if moved:
        documents = rows_with(history, "documents", "document_id", pl.Series(moved, dtype=pl.String))
        rows = documents.sort("document_id").to_dicts()
        frames = {"sources": make_frame("sources", []), "documents": make_frame("documents", rows)}
        run.folder.write("read", RECALLED, frames)


def _row(copy: Copy) -> dict[str, object]:
    return {name: getattr(copy, name) for name in ("article_id", "of_article_id", "kind", "similarity")}


def _pair_frame(pairs: list[Pair]) -> pl.DataFrame:
    return make_frame(
        "similar_pairs", (dict(zip(_PAIR, (p.one, p.other, p.kind, p.similarity), strict=True)) for p in pairs)
    )
