"""Words that someone is reported to have said."""

import polars as pl

from expectations.evidence import not_blank
from expectations.rules import not_null, one_of, refers, shown
from expectations.scene import Scene
from expectations.suites.shared import entity, fact, key, receipts

KINDS = ("direct", "mixed", "indirect")

LEAST_SHARE_WITH_SPEAKER = 0.5
"""Most quotations of news name a speaker that can be resolved; with fewer, look at the speaker rules."""


def _part_of_same_article(scene: Scene) -> pl.Series:
    first = scene.lookup("quotes", "quote_id", "article_id", by="part_of").to_series()
    return first == scene.frame.get_column("article_id")


RULES = (
    *key("quote_id"),
    not_null("article_id"),
    *fact(),
    not_null("kind"),
    one_of("kind", *KINDS),
    shown("not_blank", "words", "holds a character that prints", not_blank("words")),
    shown("not_of_itself", ("part_of", "quote_id"), "is another quote", pl.col("part_of") != pl.col("quote_id")),
    shown("of_same_article", ("part_of", "article_id"), "is a quote of the same article", _part_of_same_article),
    refers("part_of", "quotes", "quote_id"),
    entity("speaker_id"),
    *receipts(),
    not_null("speaker_id", "warn", "table", LEAST_SHARE_WITH_SPEAKER),
)
