"""Which year, or which of several like-named days, an expression means."""

from __future__ import annotations

from datetime import date, timedelta

from newstext.timex.moments import last_day
from newstext.timex.phrase import Context, Phrase

SOON_DAYS, JUST_PAST_DAYS, FAR_DAYS = 75, 45, 200
"""News seldom names a day most of a year away without its year, so nearness outweighs a cue of tense."""
SURE_DAY = 28
"""Every month has so many days."""
LEAN_TO_PAST = 2
"""Without a cue of tense a date is past unless the coming one is at least this many times nearer."""


def year_of(phrase: Phrase, context: Context, *, last: bool = False) -> int | None:
    """The year that a phrase names, outright or as "last year"; None where it names none."""
    years = phrase.numbers("year")
    if years:
        return years[-1 if last else 0]
    spoken = spoken_year(phrase.numbers("number_word"))
    if spoken:
        return spoken
    if phrase.has("year_word") and context.published:
        step = phrase.number("shift")
        return context.published.year + (step or 0)
    return None


def spoken_year(values: list[int]) -> int | None:
    """Years as they are spoken: nineteen ninety-six; two thousand and five."""
    if len(values) >= 2 and values[0] in range(11, 21) and values[1] in range(10, 101):
        return values[0] * 100 + sum(value for value in values[1:4] if value < 100)
    return 2000 + sum(values[2:]) if values[:2] == [2, 1000] else None


def nearest_year(context: Context, month: int, day: int | None = None, weekday: int | None = None) -> int | None:
    """The year of a month or a day of a month, by the tense of the clause and the date of the article."""
    anchor = context.published
    if anchor is None:
        return None
    reach = 1 if weekday is None and (day or 1) <= SURE_DAY else 6
    years = range(anchor.year - reach, anchor.year + reach + 1)
    candidates = [d for year in years if (d := _existing(year, month, day))]
    if weekday is not None and day is not None:
        fitting = [d for d in candidates if d.isoweekday() == weekday]
        candidates = fitting or candidates
    return _choose(candidates, anchor, context, whole_month=day is None).year


def _existing(year: int, month: int, day: int | None) -> date | None:
    if day is not None and day > SURE_DAY and day > last_day(year, month):
        return None
    return date(year, month, day or 1)


def _choose(days: list[date], anchor: date, context: Context, *, whole_month: bool) -> date:
    past = [d for d in days if d <= anchor]
    ahead = [d for d in days if d >= (anchor.replace(day=1) if whole_month else anchor)]
    if not past or not ahead:
        return (past or ahead)[-1 if past else 0]
    latest, coming = past[-1], ahead[0]
    back, forth = (anchor - latest).days, (coming - anchor).days
    tense = context.tense
    if tense == "future":
        return latest if back <= JUST_PAST_DAYS and forth >= FAR_DAYS else coming
    if tense == "past":
        return coming if forth <= SOON_DAYS and back >= FAR_DAYS and not whole_month else latest
    return coming if LEAN_TO_PAST * forth <= back else latest


def nearest_weekday(context: Context, weekday: int) -> date | None:
    """The day of a bare weekday: the last one, today included, or in a clause about the future the next."""
    anchor = context.published
    if anchor is None:
        return None
    back = (anchor.isoweekday() - weekday) % 7
    if context.tense == "future":
        return anchor + timedelta(days=(7 - back) % 7)
    return anchor - timedelta(days=back)
