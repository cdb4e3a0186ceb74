"""Sentences of the blocks that are read for facts."""

import polars as pl

from expectations.rules import not_null, refers, shown
from expectations.scene import Scene
from expectations.suites.shared import not_of_duplicate_article, numbered_key, receipts


def _inside_block(scene: Scene) -> pl.Series:
    block = scene.lookup("blocks", ["article_id", "block_no"], "char_start", "char_end")
    row = scene.frame.select("char_start", "char_end")
    inside = (row["char_start"] >= block["char_start"]) & (row["char_end"] <= block["char_end"])
    return inside.fill_null(value=False)


def _apart(scene: Scene) -> pl.Series:
    """The sentence begins at or after the end of every sentence that begins before it in its article."""
    reached = pl.col("char_end").cum_max().shift().over("article_id", order_by=["char_start", "char_end"])
    return scene.frame.select((pl.col("char_start") >= reached).fill_null(value=True)).to_series()


RULES = (
    *numbered_key("sentence_no"),
    not_null("block_no"),
    refers("article_id", "articles"),
    refers(("article_id", "block_no"), "blocks"),
    *receipts(),
    shown("inside_block", ("block_no", "char_start", "char_end"), "lies inside its block", _inside_block),
    shown("apart", ("char_start", "char_end"), "does not overlap the sentence before it", _apart),
    not_of_duplicate_article(),
)
