"""Understand: the facts of every article that is its own original and in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import batched
from typing import TYPE_CHECKING

import polars as pl

from flows.frames import FACT_TABLES, make_frame
from flows.run import Run
from flows.steps.clean import Row, cleaned_document, digests_of, documents_of
from flows.steps.guard import Rejects, guarded
from flows.workshop import Workshop, open_workshop

if TYPE_CHECKING:
    from newstext.understanding import Analyst, Parsed, Readable, Rows

UNDERSTOOD = "en"
"""The language whose rules and parser are here; articles in others are kept and marked, not read for facts.

A text too short to tell its language is read: nothing says that it is another.
"""
TOGETHER = 32
"""Articles that are parsed together and kept in memory with their parses: about 30 MB."""


def understand(run: Run, part: str) -> None:
    """Read a part's articles for facts; gives one frame a fact table and `rejects`."""
    if run.folder.is_done("understand", part):
        return
    wanted = _to_be_read(run, part)
    inputs = digests_of(wanted)
    known = {
        key
        for key, digest in run.folder.aside("understand", part).get("inputs", {}).items()
        if inputs.get(key) == digest
    }
    frames = _read(run, wanted.filter(~pl.col("document_id").is_in(sorted(known))))
    if known:
        frames = {table: pl.concat([_earlier(run, part, table, known), frame]) for table, frame in frames.items()}
    run.folder.write("understand", part, frames, inputs=inputs)


def _read(run: Run, wanted: pl.DataFrame) -> dict[str, pl.DataFrame]:
    workshop = open_workshop(run.settings)
    rejects: Rejects = []
    rows: Rows = {table: [] for table in FACT_TABLES}
    for documents in batched(wanted.iter_rows(named=True), TOGETHER):
        for found in _facts(workshop, documents, rejects):
            for table in FACT_TABLES:
                rows[table].extend(found[table])
    return {table: make_frame(table, rows[table]) for table in FACT_TABLES} | {
        "rejects": make_frame("rejects", rejects)
    }


def _earlier(run: Run, part: str, table: str, articles: set[str]) -> pl.DataFrame:
    """Return the rows of some articles in a part that was set aside."""
    frame = run.folder.read("understand", part, table)
    article = pl.col("row").str.json_path_match("$.article_id") if table == "rejects" else pl.col("article_id")
    return frame.filter(article.is_in(sorted(articles)))


def _to_be_read(run: Run, part: str) -> pl.DataFrame:
    """Return the documents of a part whose article is original and in English, with the article's day."""
    copies = run.folder.read("deduplicate", "all", "duplicates").select("article_id")
    articles = (
        run.folder.read("clean", part, "articles")
        .filter((pl.col("language") == UNDERSTOOD).fill_null(value=True))
        .join(copies, on="article_id", how="anti")
        .select("document_id", "published_on", "published_latest")
    )
    return documents_of(run, part).join(articles, on="document_id", maintain_order="left")


def _facts(workshop: Workshop, documents: Sequence[Row], rejects: Rejects) -> Iterator[Rows]:
    """Yield the rows of each article that can be read; the others are noted as rejects."""
    made = [guarded(rejects, row["document_id"], "understand", _readable, workshop, row) for row in documents]
    for article in _parsed(workshop.analyst, [article for article in made if article], rejects):
        found = guarded(rejects, article.article.article_id, "understand", workshop.analyst.read, article)
        if found:
            yield found


def _parsed(analyst: Analyst, articles: Sequence[Readable], rejects: Rejects) -> Sequence[Parsed]:
    """Parse some articles together; where that fails, one by one, so that only those at fault are lost."""
    try:
        return analyst.parse(articles)
    except Exception:  # noqa: BLE001 - what is wrong is noted below, for the article that it is wrong with
        alone = [guarded(rejects, each.article_id, "understand", analyst.parse, [each]) for each in articles]
        return [article for parsed in alone if parsed for article in parsed]


def _readable(workshop: Workshop, document: Row) -> Readable:
    from newstext.understanding import Readable  # noqa: PLC0415 - two seconds that only new texts need

    cleaned = cleaned_document(workshop, document)
    on: date | None = document["published_on"]
    anchor = on or document["published_latest"]
    return Readable(document["document_id"], document["text"], cleaned.view, cleaned.blocks, on, anchor)
