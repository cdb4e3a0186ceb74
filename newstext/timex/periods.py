"""Meanings of quarters, halves, seasons and the comparisons that business news draws between them."""

from __future__ import annotations

from newstext.timex import moments
from newstext.timex.moments import Moment
from newstext.timex.nearest import nearest_year, spoken_year, year_of
from newstext.timex.phrase import Context, Phrase, relative, unknown


def the_unit(phrase: Phrase, context: Context) -> Moment | None:
    """'The quarter' is the last one named; 'the year' the year of the article unless it is a year's length."""
    if phrase.has("quarter_word"):
        if context.quarter:
            return relative(context.quarter)
        if context.published is None:
            return unknown("Q")
        return relative(moments.shift(context.published, -1, "Q"))
    if context.after in {"ended", "ending", "to"} or context.published is None:
        return Moment("P1Y", kind="duration", unit="Y")
    return relative(moments.year(context.published.year))


def latest_quarter(_phrase: Phrase, context: Context) -> Moment:
    if context.quarter:
        return relative(context.quarter)
    return relative(moments.shift(context.published, -1, "Q")) if context.published else unknown("Q")


def year_ago(_phrase: Phrase, context: Context) -> Moment:
    """The same quarter of the year before, where the text compares quarters; else the year before."""
    return year_back(context)


def year_back(context: Context) -> Moment:
    if context.quarter and context.quarter.starts_on:
        of = context.quarter.starts_on
        return relative(moments.quarter(of.year - 1, (of.month + 2) // 3))
    if context.published is None:
        return unknown("Y")
    return relative(moments.year(context.published.year - 1))


def year_period(phrase: Phrase, context: Context) -> Moment:
    value = phrase.number("year") or 0
    if context.quarter and context.quarter.starts_on:
        return moments.quarter(value, (context.quarter.starts_on.month + 2) // 3)
    return moments.year(value)


def half(phrase: Phrase, context: Context) -> Moment | None:
    number = 2 if phrase.has("last_ordinal") else 1 if phrase.has("first_ordinal") else phrase.number("ordinal")
    if number not in {1, 2}:
        return None
    year = year_of(phrase, context)
    if year is None and context.published is None:
        return unknown("H")
    if year is None:
        assert context.published is not None
        year = context.published.year
        return relative(moments.half(year, number))
    return moments.half(year, number)


def half_code(phrase: Phrase, context: Context) -> Moment | None:
    year = year_of(phrase, context)
    return moments.half(year, phrase.number("half_code") or 1) if year else None


def quarter(phrase: Phrase, context: Context) -> Moment | None:
    number = 4 if phrase.has("last_ordinal") else phrase.number("ordinal") or 0
    return _quarter(phrase, context, number) if 1 <= number <= 4 else None


def quarter_code(phrase: Phrase, context: Context) -> Moment | None:
    return _quarter(phrase, context, phrase.number("quarter_code") or 1)


def _quarter(phrase: Phrase, context: Context, number: int) -> Moment:
    year = year_of(phrase, context)
    if year is not None:
        return moments.quarter(year, number)
    if context.published is None:
        return unknown("Q")
    current = (context.published.month + 2) // 3
    year = context.published.year
    if context.tense == "future":
        year += current - number > 1
    else:
        year -= number - current > 1
    return relative(moments.quarter(year, number))


def season(phrase: Phrase, context: Context) -> Moment | None:
    code = phrase.values("season")[0]
    if phrase.rule.argument == "bare" and not phrase.lexicon.fits(context.before, "season lead"):
        return None
    year = phrase.number("year") or spoken_year(phrase.numbers("number_word"))
    if year:
        return moments.season(year, code)
    return _near_season(code, context)


def _near_season(code: str, context: Context) -> Moment:
    year = nearest_year(context, moments.SEASON_STARTS[code])
    if year is None:
        return Moment(f"XXXX-{code}", unit="S", relative=True)
    return relative(moments.season(year, code))


def shift_season(phrase: Phrase, context: Context) -> Moment:
    code = phrase.values("season")[0]
    anchor = context.published
    if anchor is None:
        return Moment(f"XXXX-{code}", unit="S", relative=True)
    step = phrase.step
    if step == 0:
        return relative(moments.season(anchor.year, code))
    seasons = [moments.season(anchor.year + offset, code) for offset in (-2, -1, 0, 1, 2)]
    ended = [s for s in seasons if s.ends_on and s.ends_on < anchor]
    ahead = [s for s in seasons if s.starts_on and s.starts_on > anchor]
    return relative(ended[-1] if step < 0 else ahead[0])


def year_end(_phrase: Phrase, context: Context) -> Moment:
    if context.published is None:
        return unknown("Y")
    return relative(moments.edge(moments.year(context.published.year), "end"))


def edge_of_unit(phrase: Phrase, context: Context) -> Moment:
    """'The end of the month': of the month of the article."""
    unit = phrase.unit
    if context.published is None:
        return unknown(unit)
    return relative(moments.edge(moments.of_unit(context.published, unit), phrase.values("edge")[0]))
