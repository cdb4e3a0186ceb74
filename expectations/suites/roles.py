"""Offices that a text says a person holds."""

import polars as pl

from expectations.evidence import not_blank
from expectations.rules import not_null, one_of, refers, shown
from expectations.scene import Scene
from expectations.suites.shared import country, entity, key, not_of_duplicate_article, receipts, sane_day

STATUSES = ("current", "acting", "former", "elect")


def _dated_as_article(scene: Scene) -> pl.Series:
    published = scene.lookup("articles", "article_id", "published_on").to_series()
    return scene.frame.get_column("as_of").eq_missing(published)


RULES = (
    *key("role_id"),
    not_null("article_id"),
    refers("article_id", "articles"),
    not_of_duplicate_article(),
    not_null("person_id"),
    shown("is_person", "person_id", "is the id of a person", pl.col("person_id").str.starts_with("person:")),
    entity("person_id"),
    entity("organization_id"),
    country("country_code"),
    shown("not_blank", "title", "holds a character that prints", not_blank("title")),
    shown("lower_case", "title", "is in lower case", pl.col("title") == pl.col("title").str.to_lowercase()),
    not_null("status"),
    one_of("status", *STATUSES),
    sane_day("as_of"),
    shown("dated_as_article", "as_of", "is the day its article was published", _dated_as_article, severity="warn"),
    *receipts(),
)
