"""Who did what to whom, by PLOVER's types."""

import polars as pl

from expectations.rules import not_null, one_of, ordered, shown
from expectations.suites.shared import country, entity, fact, key, receipts, sane_day

EVENT_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
STATUSES = ("actual", "planned", "possible", "denied")
ROWS_A_PAIR = 2
"""A mutual event has one row a direction; a row of it may still have been rejected, so that this only warns."""

RULES = (
    *key("event_id"),
    not_null("article_id"),
    *fact(),
    not_null("event_type"),
    one_of("event_type", *EVENT_TYPES),
    entity("actor_id"),
    entity("recipient_id"),
    entity("reported_by_id"),
    country("actor_country"),
    country("recipient_country"),
    sane_day("starts_on"),
    sane_day("ends_on"),
    ordered("starts_on", "ends_on"),
    not_null("status"),
    one_of("status", *STATUSES),
    *receipts("trigger"),
    shown(
        "pair_is_whole",
        ("pair_id", "article_id"),
        "stands in exactly two rows of one article",
        pl.when(pl.col("pair_id").is_not_null()).then(
            (pl.len().over("pair_id") == ROWS_A_PAIR) & (pl.len().over("pair_id", "article_id") == ROWS_A_PAIR)
        ),
        severity="warn",
    ),
    shown(
        "names_a_party",
        ("actor_id", "recipient_id"),
        "at least one party is known",
        pl.any_horizontal(
            pl.col("actor_id", "recipient_id", "actor_country", "recipient_country").is_not_null(),
        ),
        severity="warn",
    ),
)
