"""Days with names: those of a fixed date, of the n-th weekday of a month, or counted from Easter."""

from __future__ import annotations

from datetime import date, timedelta

from newstext.timex import moments
from newstext.timex.moments import Moment
from newstext.timex.phrase import Context, Phrase, relative

NTH_WEEKDAYS = {
    "thanksgiving": (11, 4, 4), "labor": (9, 1, 1), "memorial": (5, 1, -1), "presidents": (2, 1, 3),
    "columbus": (10, 1, 2),
}  # fmt: skip
"""Month, ISO weekday and which one of the month (-1: the last), as in United States usage."""


def easter(year: int) -> date:
    """Western Easter by the anonymous Gregorian algorithm (Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def day_of(name: str, year: int) -> date:
    if name == "easter":
        return easter(year)
    if name == "goodfriday":
        return easter(year) - timedelta(days=2)
    if name == "election":
        return _nth(year, 11, 1, 1) + timedelta(days=1)
    if name in NTH_WEEKDAYS:
        return _nth(year, *NTH_WEEKDAYS[name])
    month, number = name.split("-")
    return date(year, int(month), int(number))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year, month, moments.last_day(year, month))
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))


def holiday(phrase: Phrase, context: Context) -> Moment | None:
    name = phrase.rule.argument or phrase.first("holiday", "holiday_day", "holiday_new") or ""
    offset = -1 if phrase.has("eve") else 1 if name == "easter" and phrase.has("weekday") else 0
    year = phrase.number("year")
    if year is not None:
        return moments.day(day_of(name, year) + timedelta(days=offset))
    if context.published is None:
        return Moment("XXXX-XX-XX", unit="D", relative=True)
    return relative(moments.day(_near(name, context, phrase) + timedelta(days=offset)))


def _near(name: str, context: Context, phrase: Phrase) -> date:
    anchor = context.published
    assert anchor is not None
    days = [day_of(name, anchor.year + step) for step in (-1, 0, 1)]
    past, ahead = [d for d in days if d <= anchor], [d for d in days if d >= anchor]
    step = phrase.number("past_word", "coming_word", "this") or 0
    if step < 0 or (step == 0 and context.tense == "past"):
        return past[-1]
    if step > 0 or context.tense == "future":
        return ahead[0]
    return min((past[-1], ahead[0]), key=lambda d: abs(d - anchor))
