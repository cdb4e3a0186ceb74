"""Understand: the facts of every article that is its own original and in English."""

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.frames import FACT_TABLES, make_frame
from flows.run import Run
from flows.steps.clean import Row, cleaned_document, documents_of
from flows.steps.guard import Rejects, guarded
from flows.workshop import Workshop, open_workshop

if TYPE_CHECKING:
    from newstext.understanding import Rows

UNDERSTOOD = "en"
"""The language whose rules and parser are here; articles in others are kept and marked, not read for facts.

A text too short to tell its language is read: nothing says that it is another.
"""


def understand(run: Run, part: str) -> None:
    """Read a part's articles for facts; gives one frame a fact table and `rejects`."""
    if run.folder.is_done("understand", part):
        return
    workshop = open_workshop(run.settings)
    rejects: Rejects = []
    rows: Rows = {table: [] for table in FACT_TABLES}
    for document in _to_be_read(run, part).iter_rows(named=True):
        found = guarded(rejects, document["document_id"], "understand", _facts, workshop, document)
        for table in FACT_TABLES:
            rows[table].extend(found[table] if found else [])
    frames = {table: make_frame(table, rows[table]) for table in FACT_TABLES}
    run.folder.write("understand", part, frames | {"rejects": make_frame("rejects", rejects)})


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


def _facts(workshop: Workshop, document: Row) -> dict[str, list[dict[str, Any]]]:
    from newstext.understanding import Readable  # noqa: PLC0415 - two seconds that only new texts need

    cleaned = cleaned_document(workshop, document)
    on: date | None = document["published_on"]
    anchor = on or document["published_latest"]
    article = Readable(document["document_id"], document["text"], cleaned.view, cleaned.blocks, on, anchor)
    return workshop.analyst.read(article)
