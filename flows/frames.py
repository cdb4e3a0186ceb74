"""The declared schema of every frame that stages hand on, by table; names and types are the data contract's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

TEXT, DAY, WHOLE, REAL = pl.String(), pl.Date(), pl.Int64(), pl.Float64()
RECEIPT = {"char_start": WHOLE, "char_end": WHOLE}

_COLUMNS: Mapping[str, Mapping[str, pl.DataType]] = {
    "sources": {
        "source_uri": TEXT,
        "document_id": TEXT,
        "format": TEXT,
        "byte_size": WHOLE,
        "state": TEXT,
        "reason": TEXT,
    },
    "documents": {"document_id": TEXT, "format": TEXT, "text": TEXT, "encoding": TEXT, "declared": TEXT},
    "articles": {
        "article_id": TEXT,
        "document_id": TEXT,
        "title": TEXT,
        "subtitle": TEXT,
        "bylines": pl.List(pl.String()),
        "publisher": TEXT,
        "url": TEXT,
        "language": TEXT,
        "published_on": DAY,
        "published_earliest": DAY,
        "published_latest": DAY,
        "published_basis": TEXT,
        "published_evidence": TEXT,
        "body": TEXT,
        "word_count": WHOLE,
        "duplicate_of": TEXT,
        "story_id": TEXT,
        "extractor_version": TEXT,
        "warnings": pl.List(pl.String()),
        "body_hash": TEXT,
    },
    "blocks": {"article_id": TEXT, "block_no": WHOLE, "kind": TEXT, "rule": TEXT, "text": TEXT, **RECEIPT},
    "sentences": {"article_id": TEXT, "sentence_no": WHOLE, "block_no": WHOLE, "text": TEXT, **RECEIPT},
    "entities": {
        "article_id": TEXT,
        "entity_id": TEXT,
        "kind": TEXT,
        "name": TEXT,
        "country_code": TEXT,
        "is_partial": pl.Boolean(),
        "titles": pl.List(pl.String()),
    },
    "mentions": {
        "mention_id": TEXT,
        "article_id": TEXT,
        "sentence_no": WHOLE,
        "entity_id": TEXT,
        "form": TEXT,
        "text": TEXT,
        **RECEIPT,
    },
    "roles": {
        "role_id": TEXT,
        "article_id": TEXT,
        "person_id": TEXT,
        "title": TEXT,
        "organization_id": TEXT,
        "country_code": TEXT,
        "status": TEXT,
        "as_of": DAY,
        "text": TEXT,
        **RECEIPT,
    },
    "quotes": {
        "quote_id": TEXT,
        "article_id": TEXT,
        "sentence_no": WHOLE,
        "kind": TEXT,
        "text": TEXT,
        "words": TEXT,
        "part_of": TEXT,
        "speaker_id": TEXT,
        "speaker_text": TEXT,
        "cue": TEXT,
        "medium": TEXT,
        **RECEIPT,
    },
    "quantities": {
        "quantity_id": TEXT,
        "article_id": TEXT,
        "sentence_no": WHOLE,
        "kind": TEXT,
        "value": REAL,
        "value_low": REAL,
        "value_high": REAL,
        "unit": TEXT,
        "approximation": TEXT,
        "per": TEXT,
        "subject": TEXT,
        "claimant_id": TEXT,
        "restates_id": TEXT,
        "text": TEXT,
        **RECEIPT,
    },
    "dates": {
        "article_id": TEXT,
        "date_no": WHOLE,
        "sentence_no": WHOLE,
        "kind": TEXT,
        "timex": TEXT,
        "starts_on": DAY,
        "ends_on": DAY,
        "basis": TEXT,
        "text": TEXT,
        **RECEIPT,
    },
    "events": {
        "event_id": TEXT,
        "article_id": TEXT,
        "sentence_no": WHOLE,
        "event_type": TEXT,
        "mode": TEXT,
        "actor_id": TEXT,
        "recipient_id": TEXT,
        "actor_country": TEXT,
        "recipient_country": TEXT,
        "starts_on": DAY,
        "ends_on": DAY,
        "status": TEXT,
        "reported_by_id": TEXT,
        "trigger": TEXT,
        **RECEIPT,
        "pair_id": TEXT,
    },
    "rejects": {"table_name": TEXT, "row": TEXT, "reason": TEXT},
    "article_lines": {
        "article_id": TEXT,
        "site_hash": pl.UInt64(),
        "story_hash": pl.UInt64(),
        "other_story_hash": pl.UInt64(),
        "line_hash": pl.UInt64(),
        "is_sentence": pl.Boolean(),
    },
    "remote_files": {"file_uri": TEXT, "version": TEXT, "extractor_version": TEXT},
    "line_changes": {"site_hash": pl.UInt64(), "line_hash": pl.UInt64(), "is_repeated": pl.Boolean()},
    "signatures": {"body_hash": TEXT, "band_no": WHOLE, "band_hash": pl.UInt64()},
    "similar_pairs": {"body_hash": TEXT, "other_body_hash": TEXT, "kind": TEXT, "similarity": REAL},
    "story_keys": {"article_id": TEXT, "key_hash": pl.UInt64()},
    "story_pairs": {"article_id": TEXT, "other_article_id": TEXT, "similarity": REAL},
    "story_changes": {"old_story_id": TEXT, "story_id": TEXT, "reason": TEXT},
    "article_links": {"article_id": TEXT, "duplicate_of": TEXT, "story_id": TEXT},
    "duplicates": {"article_id": TEXT, "of_article_id": TEXT, "kind": TEXT, "similarity": REAL},
    "stories": {
        "story_id": TEXT,
        "headline": TEXT,
        "first_published_on": DAY,
        "last_published_on": DAY,
        "article_count": WHOLE,
    },
}

SCHEMAS: Mapping[str, pl.Schema] = {table: pl.Schema(columns) for table, columns in _COLUMNS.items()}


FACT_TABLES = ("sentences", "entities", "mentions", "roles", "quotes", "quantities", "dates", "events")
"""The tables that understanding fills."""


def make_frame(table: str, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Make a frame of one table's rows in its declared schema; a row's missing columns are null.

    Raises KeyError for an unknown table and polars' SchemaError for a value of another type.
    """
    schema = SCHEMAS[table]
    return pl.DataFrame([[row.get(name) for name in schema] for row in rows], schema=schema, orient="row", strict=True)
