"""Deduplicate: which articles are copies of others, among the run's and all that came before."""

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

import polars as pl

from flows.frames import make_frame
from flows.run import Run
from flows.steps.repetition import count_lines, note_repeated
from newstext.likeness.copies import Copy, Pair, Rank, choose_originals, compare
from newstext.likeness.shingles import Hashes, shingle_sets, word_hashes
from newstext.likeness.signatures import LEAST_BANDS, LEAST_RUN_SHARE, RUN_BAND, SHINGLE_WORDS
from warehouse.connect import Connection
from warehouse.likeness import Sharing, open_history, pairs_to_compare, rows_with

RECALLED = "recalled"
"""The part of articles already in the warehouse that a newly arrived original, or copy, has moved."""
COMPARED_AT_ONCE = 150_000
"""Pairs whose shingles are held in memory together: 4 kB a text, so 1.2 GB at the very most."""
LEAST = Sharing(RUN_BAND, LEAST_BANDS, LEAST_RUN_SHARE)
_RANKED = ("article_id", "body_hash", "published_on", "word_count")
_PAIR = ("body_hash", "other_body_hash", "kind", "similarity")
_COPY = ("article_id", "of_article_id", "kind", "similarity")


def deduplicate(run: Run) -> None:
    """Find copies; gives `duplicates`, `similar_pairs`, and the part `recalled` of articles to be taken up again."""
    if run.folder.is_done("deduplicate", "all"):
        return
    with run.stage("deduplicate") as note, open_history(run.settings.warehouse, spill=run.spill) as history:
        new = _new_articles(run)
        candidates = pairs_to_compare(history, run.folder.files("clean", "signatures"), LEAST)
        pairs = _compared(run, history, candidates)
        old, known_pairs = _neighbourhood(history, new, pairs)
        copies = choose_originals(_by_body(pl.concat([new, old])), [*pairs, *known_pairs])
        moved = _moved(history, old, copies)
        _recall(run, history, moved)
        touched = {*new.get_column("article_id"), *moved}
        rows = [_row(copy) for copy in copies if copy.article_id in touched]
        note.rows_in, note.rows_out = new.height, len(rows)
        note.more = {"compared": candidates.height, "recalled": len(moved)}
        frames = {"duplicates": make_frame("duplicates", rows), "similar_pairs": _pair_frame(pairs)}
        run.folder.write("deduplicate", "all", frames)


def _new_articles(run: Run) -> pl.DataFrame:
    return pl.concat(pl.read_parquet(path, columns=list(_RANKED)) for path in run.folder.files("clean", "articles"))


def _compared(run: Run, history: Connection, candidates: pl.DataFrame) -> list[Pair]:
    """Compare the candidates exactly and return those that are copies."""
    found: list[Pair] = []
    for chunk in candidates.iter_slices(COMPARED_AT_ONCE):
        wanted = pl.concat([chunk["body_hash"], chunk["other_body_hash"]]).unique()
        sets = dict(_shingle_sets(_bodies(run, history, wanted)))
        for one, other in chunk.iter_rows():
            likeness = compare(sets[one], sets[other])
            if likeness:
                found.append(Pair(one, other, *likeness))
    return found


def _shingle_sets(bodies: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Hashes]]:
    for some in batched(bodies, 500):
        words = word_hashes([body for _, body in some])
        yield from zip((body_hash for body_hash, _ in some), shingle_sets(words, SHINGLE_WORDS), strict=True)


def _bodies(run: Run, history: Connection, wanted: pl.Series) -> Iterator[tuple[str, str]]:
    """Give each of some body hashes with a body that has it; a part's file is open at a time."""
    columns = ("body_hash", "body")
    missing = wanted
    for path in run.folder.files("clean", "articles"):
        found = pl.scan_parquet(path).select(columns).filter(pl.col("body_hash").is_in(missing.implode())).collect()
        found = found.unique("body_hash", keep="first", maintain_order=True)
        missing = missing.filter(~missing.is_in(found["body_hash"].implode()))
        yield from found.iter_rows()
    yield from rows_with(history, "articles", "body_hash", missing, *columns).unique("body_hash").iter_rows()


def _neighbourhood(history: Connection, new: pl.DataFrame, pairs: list[Pair]) -> tuple[pl.DataFrame, list[Pair]]:
    """Return the warehouse's articles whose original may depend on the new ones, and the pairs known among them."""
    left = rows_with(history, "articles", "article_id", new["article_id"], "body_hash")
    reached = {*new["body_hash"].drop_nulls(), *left["body_hash"].drop_nulls()}
    reached |= {body_hash for pair in pairs for body_hash in (pair.one, pair.other)}
    known: set[tuple[Any, ...]] = set()
    frontier = reached
    while frontier:
        for column in ("body_hash", "other_body_hash"):
            known |= set(rows_with(history, "similar_pairs", column, frontier, *_PAIR).iter_rows())
        frontier = {body_hash for one, other, *_ in known for body_hash in (one, other)} - reached
        reached |= frontier
    old = rows_with(history, "articles", "body_hash", reached, *_RANKED)
    return old.join(new, on="article_id", how="anti"), [Pair(*row) for row in known]


def _by_body(articles: pl.DataFrame) -> dict[str, list[Rank]]:
    bodies: dict[str, list[Rank]] = {}
    for article_id, body_hash, published_on, word_count in articles.select(_RANKED).iter_rows():
        if body_hash is not None:
            bodies.setdefault(body_hash, []).append(Rank.of(article_id, published_on, word_count))
    return bodies


def _moved(history: Connection, old: pl.DataFrame, copies: Iterable[Copy]) -> list[str]:
    """Return the articles of the warehouse that are another's copy now, or no copy any more."""
    was = {row[0]: row for row in rows_with(history, "duplicates", "article_id", old["article_id"], *_COPY).iter_rows()}
    now = {copy.article_id: tuple(_row(copy).values()) for copy in copies}
    return sorted(article_id for article_id in old["article_id"] if was.get(article_id) != now.get(article_id))


def _recall(run: Run, history: Connection, moved: list[str]) -> None:
    if moved:
        rows = rows_with(history, "documents", "document_id", moved).sort("document_id").to_dicts()
        frames = {"sources": make_frame("sources", []), "documents": make_frame("documents", rows)}
        run.folder.write("read", RECALLED, frames)
        count_lines(run, history)
        note_repeated(run, history, RECALLED)


def _row(copy: Copy) -> dict[str, object]:
    return {name: getattr(copy, name) for name in _COPY}


def _pair_frame(pairs: list[Pair]) -> pl.DataFrame:
    rows = (dict(zip(_PAIR, (pair.one, pair.other, pair.kind, pair.similarity), strict=True)) for pair in pairs)
    return make_frame("similar_pairs", rows)
