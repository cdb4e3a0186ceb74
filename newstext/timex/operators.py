"""Meanings of words that change another expression: "early in", "the week of", "three days after"."""

from __future__ import annotations

from datetime import timedelta

from newstext.timex import moments
from newstext.timex.lengths import at_time, clock_value
from newstext.timex.moments import Moment
from newstext.timex.phrase import Context, Phrase, lengths


def part(phrase: Phrase, context: Context, inner: Moment) -> Moment | None:
    """'Early 2019' and 'late in May' narrow; 'earlier this month' ends with publication, 'later' begins with it."""
    if inner.kind not in {"date", "time"} or inner.unit == "":
        return None
    today, start, end = context.published, inner.starts_on, inner.ends_on
    if today and start and end and start <= today <= end and inner.relative and inner.unit != "D":
        if phrase.has("earlier"):
            return inner._replace(ends_on=today)
        if phrase.has("later"):
            return inner._replace(starts_on=today)
    if phrase.has("earlier") or phrase.has("later"):
        name = phrase.values("earlier", "later")[0]
        return inner if inner.unit == "D" else moments.part(inner, name)
    return moments.part(inner, phrase.values("early")[0])


def edge(phrase: Phrase, _context: Context, inner: Moment) -> Moment | None:
    if inner.kind == "duration" and inner.unit != "Y":
        return None
    return moments.edge(inner, phrase.values("edge")[0])


def week_of(_phrase: Phrase, _context: Context, inner: Moment) -> Moment | None:
    if inner.starts_on is None:
        return None
    return moments.week(inner.starts_on)._replace(relative=inner.relative)


def nth_of(phrase: Phrase, _context: Context, inner: Moment) -> Moment | None:
    """The first week of a year (ISO 8601), the last week of a month, the third month of a year, its first day."""
    if inner.starts_on is None or inner.ends_on is None or inner.unit not in {"Y", "M", "Q", "W", "S"}:
        return None
    number = phrase.number("ordinal")
    unit = phrase.values("unit")[0]
    if phrase.has("last_ordinal") or number is None:
        found = moments.of_unit(inner.ends_on, unit)
    elif unit == "W" and inner.unit == "Y":
        found = moments.shift(inner.starts_on.replace(day=4), number - 1, "W")
    else:
        found = moments.shift(inner.starts_on, number - 1, unit)
    inside = found.starts_on and found.starts_on <= inner.ends_on
    return found._replace(relative=inner.relative) if inside else None


def offset(phrase: Phrase, _context: Context, inner: Moment) -> Moment | None:
    pairs = lengths(phrase)
    if not pairs or pairs[-1][0] is None or inner.starts_on is None or inner.unit == "":
        return None
    number, unit = pairs[-1]
    assert number is not None
    sign = -1 if phrase.has("before") else 1
    if not moments.within(inner.starts_on, sign * number, unit):
        return None
    if inner.unit == "D" and unit in {"W", "F"}:
        days = int(sign * number * (14 if unit == "F" else 7))
        return moments.day(inner.starts_on + timedelta(days=days))
    if inner.unit == "D" and unit == "M":
        return moments.day(moments.shift_months(inner.starts_on, int(sign * number)))
    return moments.shift(inner.starts_on, int(sign * number), unit)


def at_daypart(phrase: Phrase, _context: Context, inner: Moment) -> Moment | None:
    if inner.unit != "D" or inner.kind not in {"date", "time"}:
        return None
    return at_time(inner, phrase.values("daypart")[0])


def at_clock(phrase: Phrase, _context: Context, inner: Moment) -> Moment | None:
    if inner.unit != "D" or inner.kind not in {"date", "time"}:
        return None
    return at_time(inner, clock_value(phrase))
