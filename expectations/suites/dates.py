"""Time expressions and the days they stand for."""

import polars as pl

from expectations.rules import matches, not_null, one_of, ordered, shown
from expectations.suites.shared import fact, likely_day, numbered_key, receipts, sane_day

KINDS = ("date", "time", "duration", "set")
BASES = ("absolute", "relative")

TIMEX = r"^(?:[0-9X]{2,4}(?:[-/].+)?|P[T0-9X].*|(?:PAST|PRESENT|FUTURE)_REF|BC?[0-9]+|T.+)$"
"""The shapes of a TIMEX3 value: a calendar value, a period, a vague reference."""

RULES = (
    *numbered_key("date_no"),
    *fact(),
    not_null("kind"),
    one_of("kind", *KINDS),
    not_null("timex"),
    matches("timex", TIMEX, "has the shape of a TIMEX3 value", severity="warn"),
    not_null("basis"),
    one_of("basis", *BASES),
    sane_day("starts_on"),
    sane_day("ends_on"),
    likely_day("starts_on"),
    likely_day("ends_on"),
    ordered("starts_on", "ends_on"),
    shown(
        "duration_has_no_days",
        ("kind", "starts_on", "ends_on"),
        "a duration stands for no days of the calendar",
        (pl.col("kind") != "duration") | (pl.col("starts_on").is_null() & pl.col("ends_on").is_null()),
    ),
    *receipts(),
)
