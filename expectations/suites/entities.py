"""People, bodies, countries, places, groups and agreements, as each article names them."""

import polars as pl

from expectations.evidence import not_blank
from expectations.rules import matches, not_null, one_of, refers, shown, unique
from expectations.suites.shared import ID, country

KINDS = ("person", "organization", "country", "place", "group", "agreement", "other")

RULES = (
    refers("article_id", "articles"),
    not_null("entity_id"),
    matches("entity_id", ID, "holds no white space"),
    unique("article_id", "entity_id"),
    not_null("kind"),
    one_of("kind", *KINDS),
    not_null("is_partial"),
    shown("not_blank", "name", "holds a character that prints", not_blank("name")),
    shown(
        "id_begins_with_kind",
        ("entity_id", "kind"),
        "reads <kind>:<name>",
        pl.col("entity_id").str.starts_with(pl.col("kind") + ":"),
    ),
    country("country_code"),
    shown(
        "country_has_code",
        ("kind", "country_code"),
        "a country carries its code",
        (pl.col("kind") != "country") | pl.col("country_code").is_not_null(),
    ),
)
