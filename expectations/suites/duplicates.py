"""Which article is a copy of which."""

import polars as pl

from expectations.rules import between, not_null, one_of, refers, shown, unique
from expectations.scene import Scene

KINDS = ("exact", "near", "contained")


def _agrees_with_article(scene: Scene) -> pl.Series:
    marked = scene.lookup("articles", "article_id", "duplicate_of").to_series()
    return scene.frame.get_column("of_article_id").eq_missing(marked)


RULES = (
    not_null("article_id"),
    unique("article_id"),
    refers("article_id", "articles"),
    not_null("of_article_id"),
    refers("of_article_id", "articles", "article_id"),
    shown(
        "not_of_itself",
        ("of_article_id", "article_id"),
        "is another article",
        pl.col("of_article_id") != pl.col("article_id"),
    ),
    shown("agrees_with_article", ("of_article_id",), "is what its article says in duplicate_of", _agrees_with_article),
    not_null("kind"),
    one_of("kind", *KINDS),
    not_null("similarity"),
    between("similarity", 0.0, 1.0),
)
