"""Clean: one article a document, its blocks labelled and its day found."""

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import polars as pl

from flows.frames import SCHEMAS, make_frame
from flows.run import Run
from flows.steps.guard import Rejects, guarded
from flows.workshop import Workshop, open_workshop
from newstext.cleaning.document import CleanDocument
from newstext.likeness.signatures import Signatures, sign
from newstext.records import Block, Declared, Publication

type Row = Mapping[str, Any]


def clean(run: Run, part: str) -> None:
    """Clean the documents of a part; gives `articles`, `blocks`, `signatures`, `story_keys` and `rejects`."""
    if run.folder.is_done("clean", part):
        return
    documents = documents_of(run, part)
    inputs = digests_of(documents)
    if run.folder.aside("clean", part).get("inputs") == inputs:
        run.folder.take_up("clean", part)
        return
    workshop = open_workshop(run.settings)
    rejects: Rejects = []
    articles: list[dict[str, Any]] = []
    blocks: list[Row] = []
    for document in documents.iter_rows(named=True):
        cleaned = guarded(rejects, document["document_id"], "clean", _clean, workshop, document)
        if cleaned:
            articles.append(cleaned[0])
            blocks.extend(cleaned[1])
    bodies = [article["body"] or "" for article in articles]
    signed = sign(bodies)
    articles = [article | {"body_hash": key} for article, key in zip(articles, signed.body_hashes, strict=True)]
    frames = {table: make_frame(table, rows) for table, rows in (("articles", articles), ("blocks", blocks))}
    likeness = {"signatures": _signature_frame(signed), "story_keys": _story_keys(workshop, articles)}
    run.folder.write("clean", part, frames | likeness | {"rejects": make_frame("rejects", rejects)}, inputs=inputs)


def _signature_frame(signed: Signatures) -> pl.DataFrame:
    hashes = pl.Series(signed.body_hashes, dtype=pl.String).gather(signed.text_nos)
    columns = {"body_hash": hashes, "band_no": signed.band_nos, "band_hash": signed.band_hashes}
    return pl.DataFrame(columns, schema=SCHEMAS["signatures"])


def _story_keys(workshop: Workshop, articles: Sequence[Row]) -> pl.DataFrame:
    rows = [
        {"article_id": article["article_id"], "key_hash": key}
        for article in articles
        if article["word_count"]
        for key in workshop.story_vector(article["title"], article["body"]).keys
    ]
    return make_frame("story_keys", rows)


def documents_of(run: Run, part: str) -> pl.DataFrame:
    """Return the rows of `documents` of a part, each with the list of its lines that many articles repeat."""
    repeated = run.folder.read("repetition", part, "repeated").group_by("article_id").agg("line_hash")
    named = repeated.rename({"article_id": "document_id", "line_hash": "repeated"})
    return run.folder.read("read", part, "documents").join(named, on="document_id", how="left", maintain_order="left")


def digests_of(documents: pl.DataFrame) -> dict[str, str]:
    """Return by id what tells a document with all that decides about it from any other."""
    rows = ((row["document_id"], json.dumps(row, default=str)) for row in documents.iter_rows(named=True))
    return {key: blake2b(row.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest() for key, row in rows}


def cleaned_document(workshop: Workshop, document: Row) -> CleanDocument:
    """Clean one row of `documents_of`; the same row gives the same result wherever it is asked for."""
    repeated = frozenset(document["repeated"] or ())
    return workshop.cleaner.clean(document["text"], document["format"], declared_of(document), repeated)


def declared_of(document: Row) -> Declared:
    """Return what a row of `documents` says its source declared."""
    values = json.loads(document["declared"] or "{}")
    return Declared(**(values | {"authors": tuple(values.get("authors", ()))}))


def _clean(workshop: Workshop, document: Row) -> tuple[dict[str, Any], list[Row]]:
    cleaned = cleaned_document(workshop, document)
    blocks = [(block.kind, cleaned.text_of(block), block.start) for block in cleaned.blocks]
    dating = workshop.dater.date(cleaned.declared, blocks, cleaned.url)
    article = _article_row(document["document_id"], cleaned, dating.publication, workshop.extractor_version)
    article["warnings"] = [*cleaned.warnings, *dating.warnings]
    return article, [_block_row(document, block) for block in cleaned.raw_blocks()]


def _block_row(document: Row, block: Block) -> Row:
    place = {"article_id": document["document_id"], "block_no": block.block_no, "kind": block.kind, "rule": block.rule}
    words = document["text"][block.start : block.end]
    return place | {"text": words, "char_start": block.start, "char_end": block.end}


def _article_row(article_id: str, cleaned: CleanDocument, published: Publication, version: str) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "document_id": article_id,
        "title": cleaned.title,
        "subtitle": cleaned.subtitle,
        "bylines": list(cleaned.bylines),
        "publisher": cleaned.publisher,
        "url": cleaned.url,
        "language": cleaned.language,
        "published_on": published.published_on,
        "published_earliest": published.earliest,
        "published_latest": published.latest,
        "published_basis": published.basis,
        "published_evidence": published.evidence,
        "body": cleaned.body,
        "word_count": cleaned.word_count,
        "extractor_version": version,
    }
