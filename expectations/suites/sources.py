"""Every file or record ever offered. No row may be kept out (nothing is lost), so each broken rule refuses."""

import polars as pl

from expectations.evidence import not_blank
from expectations.rules import between, not_null, one_of, shown, unique
from expectations.scene import Scene

FORMATS = ("txt", "html", "jsonl", "csv", "parquet", "warc", "wet")
STATES = ("loaded", "duplicate", "rejected")


def _document_exists(scene: Scene) -> pl.Series:
    """Judged of loaded sources against offered documents: a rejected document stays named by its source."""
    known = pl.concat([scene.offered["documents"].get_column("document_id"), scene.known.ids_of("articles")])
    found = scene.frame.get_column("document_id").is_in(known.implode())
    return scene.frame.select(pl.when(pl.col("state") == "loaded").then(found)).to_series()


RULES = (
    not_null("source_uri", scope="table"),
    unique("source_uri", scope="table"),
    one_of("format", *FORMATS, scope="table"),
    between("byte_size", 0, scope="table"),
    not_null("state", scope="table"),
    one_of("state", *STATES, scope="table"),
    shown(
        "document_fits_state",
        ("document_id", "state"),
        "names a document unless it was rejected",
        pl.col("document_id").is_null() == (pl.col("state") == "rejected"),
        scope="table",
    ),
    shown(
        "reason_given",
        ("reason", "state"),
        "a rejected source says why",
        (pl.col("state") != "rejected") | not_blank("reason"),
        scope="table",
    ),
    shown("document_exists", "document_id", "of a loaded source is offered or known", _document_exists, scope="table"),
)
