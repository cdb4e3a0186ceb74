"""One row an article, with its publication and its readable body."""

from dataclasses import replace
from datetime import date

import polars as pl

from expectations.codes import languages
from expectations.evidence import BLANK, is_code, not_blank
from expectations.rules import between, not_null, one_of, ordered, refers, shown, unique
from expectations.scene import Scene
from expectations.suites.shared import sane_day

BASES = ("declared", "url", "byline", "dateline", "inferred", "unknown")

EARLIEST_LIKELY_PUBLICATION, LATEST_LIKELY_PUBLICATION = date(1800, 1, 1), date(2100, 12, 31)
"""Scraped news from outside these years is almost surely a misread date; kept, with a warning."""


def _blocks_cover_text(scene: Scene) -> pl.Series:
    """Whether the article's blocks hold every character that prints once.

    They do when no two of them overlap and their slices of the raw text hold as many such characters as all of it.
    """
    blocks = scene.offered["blocks"].lazy()
    texts = scene.offered["documents"].lazy().select(pl.col("document_id").alias("article_id"), document="text")
    start, length = pl.max_horizontal("char_start", 0), pl.max_horizontal(pl.col("char_end") - pl.col("char_start"), 0)
    covered = (
        blocks.join(texts, on="article_id", how="left")
        .sort("article_id", "char_start", "char_end")
        .group_by("article_id", maintain_order=True)
        .agg(
            _printing(pl.col("document").str.slice(start, length)).sum().alias("covered"),
            (pl.col("char_start") < pl.col("char_end").shift()).any().alias("overlap"),
        )
        .collect()
    )
    wanted = scene.lookup("documents", "document_id", "text", by="document_id")
    row = pl.concat([scene.frame.select("article_id"), wanted], how="horizontal").join(
        covered, on="article_id", how="left", maintain_order="left"
    )
    whole = pl.col("covered").fill_null(0) == _printing(pl.col("text")).fill_null(0)
    return row.select(whole & ~pl.col("overlap").fill_null(value=False)).to_series()


def _printing(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(BLANK, "").str.len_chars()


def _body_fits_blocks(scene: Scene) -> pl.Series:
    bodies = scene.offered["blocks"].filter(pl.col("kind") == "body").get_column("article_id").unique()
    return scene.frame.select(not_blank("body") == pl.col("article_id").is_in(bodies.implode())).to_series()


def _blocks_accepted(scene: Scene) -> pl.Series:
    """Without one of its blocks the article's text would have a hole: the article falls with it."""
    keys = ["article_id", "block_no"]
    rejected = scene.offered["blocks"].join(scene.accepted["blocks"], on=keys, how="anti", nulls_equal=True)
    return ~scene.frame.get_column("article_id").is_in(rejected.get_column("article_id").implode())


def _copies_an_original(scene: Scene) -> pl.Series:
    copies = scene.frame.filter(pl.col("duplicate_of").is_not_null()).get_column("article_id")
    return ~scene.frame.get_column("duplicate_of").is_in(copies.implode())


def _recorded_as_duplicate(scene: Scene) -> pl.Series:
    recorded = scene.offered["duplicates"].get_column("article_id").implode()
    return scene.frame.select(pl.col("duplicate_of").is_null() | pl.col("article_id").is_in(recorded)).to_series()


def _not_in_the_future(scene: Scene) -> pl.Series:
    """Judged only where the day of the run is known."""
    return scene.frame.select(pl.col("published_on") <= pl.lit(scene.known.today, pl.Date)).to_series()


RULES = (
    not_null("article_id"),
    unique("article_id"),
    shown(
        "same_as_document",
        ("article_id", "document_id"),
        "is the document_id",
        pl.col("article_id").eq_missing(pl.col("document_id")),
    ),
    refers("document_id", "documents"),
    replace(shown("blocks_accepted", "article_id", "all blocks of its text are accepted", _blocks_accepted), late=True),
    shown(
        "blocks_cover_text",
        "article_id",
        "its blocks hold every character that prints exactly once",
        _blocks_cover_text,
        scope="table",
    ),
    shown("body_fits_blocks", "body", "is blank only where no block is of kind body", _body_fits_blocks),
    not_null("word_count"),
    between("word_count", 0),
    shown("language_code", "language", "is an ISO 639-1 code", is_code("language", languages)),
    shown(
        "no_blank_name",
        "bylines",
        "holds no blank name",
        pl.col("bylines").list.eval(pl.element().str.replace_all(BLANK, "").str.len_bytes() > 0).list.all(),
    ),
    not_null("published_basis"),
    one_of("published_basis", *BASES),
    shown(
        "basis_fits_date",
        ("published_basis", "published_on"),
        "is unknown only where there is no day, and a day has a basis",
        (pl.col("published_basis") != "unknown") | pl.col("published_on").is_null(),
    ),
    sane_day("published_on"),
    sane_day("published_earliest"),
    sane_day("published_latest"),
    ordered("published_earliest", "published_latest"),
    ordered("published_earliest", "published_on"),
    ordered("published_on", "published_latest"),
    shown(
        "not_of_itself",
        ("duplicate_of", "article_id"),
        "is another article",
        pl.col("duplicate_of") != pl.col("article_id"),
    ),
    shown("of_an_original", "duplicate_of", "is itself no copy", _copies_an_original),
    shown("recorded", "duplicate_of", "has its row in duplicates", _recorded_as_duplicate),
    refers("duplicate_of", "articles", "article_id"),
    refers("story_id", "stories"),
    not_null("extractor_version"),
    not_null("title", "warn"),
    not_null("published_on", "warn"),
    not_null("language", "warn"),
    shown("has_body", "body", "holds a character that prints", not_blank("body"), severity="warn"),
    shown(
        "evidence_given",
        ("published_on", "published_evidence"),
        "the words it rests on are kept",
        pl.col("published_on").is_null() | not_blank("published_evidence"),
        severity="warn",
    ),
    between(
        "published_on",
        EARLIEST_LIKELY_PUBLICATION,
        LATEST_LIKELY_PUBLICATION,
        name="likely_day",
        severity="warn",
    ),
    shown("not_in_the_future", "published_on", "is not after the day of the run", _not_in_the_future, severity="warn"),
)
