"""Figures: money, counts, shares, ratios, lengths of time."""

import polars as pl

from expectations.codes import currencies
from expectations.evidence import not_blank
from expectations.rules import between, not_null, one_of, ordered, refers, shown
from expectations.scene import Scene
from expectations.suites.shared import entity, fact, key, receipts

KINDS = ("money", "count", "percent", "ratio", "duration")
APPROXIMATIONS = ("exact", "about", "over", "under", "at_least", "up_to", "between")
RATES = ("year", "month", "day")
DURATION_UNITS = ("year", "month", "week", "day")

LARGEST_LIKELY = 1e16
"""Above the world's yearly product in any larger currency: almost surely a misread scale word."""


def _unit_fits_kind(scene: Scene) -> pl.Series:
    unit, kind = pl.col("unit"), pl.col("kind")
    fits = (
        pl.when(kind == "money")
        .then(unit.is_in(sorted(currencies())))
        .when(kind == "percent")
        .then(unit == "percent")
        .when(kind == "ratio")
        .then(unit == "times")
        .when(kind == "duration")
        .then(unit.is_in(DURATION_UNITS))
        .otherwise(not_blank("unit"))
    )
    return scene.frame.select(fits.fill_null(value=False)).to_series()


RULES = (
    *key("quantity_id"),
    not_null("article_id"),
    *fact(),
    not_null("kind"),
    one_of("kind", *KINDS),
    shown("fits_kind", ("unit", "kind"), "is ISO 4217 for money, percent, times, or a unit of time", _unit_fits_kind),
    not_null("approximation"),
    one_of("approximation", *APPROXIMATIONS),
    one_of("per", *RATES),
    shown(
        "finite",
        ("value", "value_low", "value_high"),
        "are numbers, not infinite or undefined",
        pl.all_horizontal(pl.col("value", "value_low", "value_high").is_finite().fill_null(value=True)),
    ),
    ordered("value_low", "value"),
    ordered("value", "value_high"),
    ordered("value_low", "value_high"),
    entity("claimant_id"),
    refers("restates_id", "quantities", "quantity_id"),
    *receipts(),
    between("value", -LARGEST_LIKELY, LARGEST_LIKELY, name="plausible", severity="warn"),
    shown(
        "not_negative",
        ("value", "kind"),
        "of money, a count or a length of time is not below zero",
        (pl.col("value") >= 0) | pl.col("kind").is_in(["percent", "ratio"]),
        severity="warn",
    ),
)
