"""Meanings of expressions that depend on the date of the article or on another date in the text."""

from __future__ import annotations

from datetime import date, timedelta

from newstext.timex import moments
from newstext.timex.moments import Moment
from newstext.timex.nearest import nearest_weekday
from newstext.timex.periods import year_back
from newstext.timex.phrase import Context, Phrase, lengths, relative, unknown

DAYS_PER_YEAR = 365.25


def dayref(phrase: Phrase, context: Context) -> Moment:
    if context.published is None:
        return unknown("D")
    return relative(moments.day(context.published + timedelta(days=phrase.number("dayref") or 0)))


def tonight(phrase: Phrase, context: Context) -> Moment:
    back = int(phrase.rule.argument or 0)
    base = context.published + timedelta(days=back) if context.published else None
    return _at_part(base, "NI")


def _at_part(base: date | None, code: str) -> Moment:
    if base is None:
        return Moment(f"XXXX-XX-XXT{code}", unit="D", kind="time", relative=True)
    return Moment(f"{base.isoformat()}T{code}", base, base, "D", "time", relative=True)


def shift_daypart(phrase: Phrase, context: Context) -> Moment:
    code = phrase.values("daypart")[0]
    if context.published is None:
        return _at_part(None, code)
    return _at_part(context.published + timedelta(days=phrase.step), code)


def same_daypart(phrase: Phrase, context: Context) -> Moment:
    code = phrase.values("daypart")[0]
    if context.reference is None:
        return _at_part(None, code)
    return _at_part(context.reference + timedelta(days=int(phrase.rule.argument or 0)), code)


def weekday(phrase: Phrase, context: Context) -> Moment:
    number = phrase.number("weekday", "weekday_short") or 1
    found = nearest_weekday(context, number)
    return relative(moments.day(found)) if found else Moment(f"XXXX-WXX-{number}", unit="D", relative=True)


def shift_weekday(phrase: Phrase, context: Context) -> Moment:
    """Last Saturday is the latest before publication, next Saturday that of next week; this one lies ahead."""
    number = phrase.number("weekday", "weekday_short") or 1
    anchor = context.published
    if anchor is None:
        return Moment(f"XXXX-WXX-{number}", unit="D", relative=True)
    step = phrase.step
    named = context.mentioned.starts_on if context.mentioned and context.mentioned.unit == "D" else None
    if step < 0 and phrase.has("previous") and named and named.isoweekday() == number:
        return relative(moments.day(named - timedelta(days=7)))
    ahead = (number - anchor.isoweekday()) % 7
    if step > 0:
        return relative(moments.day(anchor + timedelta(days=7 + number - anchor.isoweekday())))
    if step < 0:
        return relative(moments.day(anchor - timedelta(days=(7 - ahead) % 7 or 7)))
    in_week = anchor + timedelta(days=number - anchor.isoweekday())
    return relative(moments.day(in_week if context.tense == "past" else anchor + timedelta(days=ahead)))


def weekday_of_week(phrase: Phrase, context: Context) -> Moment:
    number = phrase.number("weekday", "weekday_short") or 1
    if context.published is None:
        return Moment(f"XXXX-WXX-{number}", unit="D", relative=True)
    of = moments.shift(context.published, phrase.step, "W")
    assert of.starts_on is not None
    return relative(moments.day(of.starts_on + timedelta(days=number - 1)))


def weekday_day(phrase: Phrase, context: Context) -> Moment | None:
    """'Wednesday the 31st': the nearest month in which they fall together."""
    number, day = phrase.number("weekday", "weekday_short"), phrase.number("ordinal") or 0
    if context.published is None or not 1 <= day <= 31 or context.after[:1].isalpha():
        return None
    months = [moments.shift(context.published, step, "M") for step in (0, -1, 1, -2, 2, -3, 3)]
    days = [m.starts_on.replace(day=day) for m in months if m.starts_on and m.ends_on and day <= m.ends_on.day]
    fitting = [d for d in days if d.isoweekday() == number]
    return relative(moments.day(fitting[0])) if fitting else None


def monthday(phrase: Phrase, context: Context) -> Moment | None:
    """'On the 18th': of the month that the tense allows, nearest to publication."""
    day = phrase.number("ordinal_figure") or 0
    fits = phrase.lexicon.fits
    worded = context.after[:1].isalpha() and not fits(context.after, "day follower")
    if worded or not fits(context.before, "day lead"):
        return None
    if context.published is None:
        return Moment(f"XXXX-XX-{day:02d}", unit="D", relative=True)
    months = [moments.shift(context.published, step, "M") for step in (-2, -1, 0, 1, 2)]
    days = [m.starts_on.replace(day=day) for m in months if m.starts_on and m.ends_on and day <= m.ends_on.day]
    ahead = context.tense == "future"
    fitting = [d for d in days if (d >= context.published if ahead else d <= context.published)]
    return relative(moments.day(fitting[0] if ahead else fitting[-1])) if fitting else None


def shift_month(phrase: Phrase, context: Context) -> Moment:
    """Last November: the latest that has ended or runs; next May the first to begin; this one, of this year."""
    number = int(phrase.values("month")[0])
    anchor = context.published
    if anchor is None:
        return Moment(f"XXXX-{number:02d}", unit="M", relative=True)
    step = phrase.step
    if step < 0:
        return relative(moments.month(anchor.year - (number >= anchor.month), number))
    if step > 0:
        return relative(moments.month(anchor.year + (number <= anchor.month), number))
    return relative(moments.month(anchor.year, number))


def shift_unit(phrase: Phrase, context: Context) -> Moment:
    unit = "WE" if phrase.has("weekend") else phrase.unit
    if unit in {"TS", "TM", "TH"}:
        return Moment("PRESENT_REF", relative=True)
    step = phrase.step
    if unit in {"DE", "CE"} and step < 0:
        return moments.duration(1, unit)
    if context.published is None:
        return unknown(unit)
    if unit == "WE" and step == 0 and context.tense != "future" and context.published.isoweekday() < 5:
        step = -1
    if unit == "D" and step < 0 and context.mentioned is None:
        return Moment("P1D", kind="duration", unit="D", relative=True)
    return relative(moments.shift(context.published, step, unit))


def same_unit(phrase: Phrase, context: Context) -> Moment:
    unit = "WE" if phrase.has("weekend") else phrase.unit
    if context.reference is None:
        return unknown(unit)
    step = int(phrase.rule.argument)
    start = context.mentioned.ends_on if context.mentioned and step > 0 and unit == "D" else None
    return relative(moments.shift(start or context.reference, step, unit))


def ago(phrase: Phrase, context: Context) -> Moment | None:
    """Some units back from publication ("hence", "from now": ahead); half years and the like narrow to a quarter."""
    pairs = lengths(phrase)
    sign = 1 if phrase.rule.argument == "ahead" or phrase.has("from_now") or phrase.has("hence") else -1
    if not pairs:
        return None
    if any(number is None for number, _ in pairs):
        return Moment("PAST_REF" if sign < 0 else "FUTURE_REF", relative=True)
    if sign < 0 and pairs == [(1.0, "Y")] and context.quarter:
        return year_back(context)
    if context.published is None:
        return unknown(pairs[-1][1])
    return relative(_moved(context.published, pairs, sign))


def _moved(anchor: date, pairs: list[tuple[float | None, str]], sign: int) -> Moment:
    whole, result = anchor, moments.day(anchor)
    for number, unit in pairs:
        assert number is not None
        steps = sign * number
        if steps != int(steps) and unit == "Y":
            return _months_back(whole, round(12 * steps))
        if not moments.within(whole, int(steps), unit):
            return Moment("PAST_REF" if sign < 0 else "FUTURE_REF")
        result = moments.shift(whole, int(steps), unit)
        whole = _exact(whole, int(steps), unit)
    return result if len(pairs) == 1 else moments.day(whole)


def _exact(anchor: date, steps: int, unit: str) -> date:
    days = {"D": 1, "W": 7, "F": 14}.get(unit)
    if days:
        return anchor + timedelta(days=days * steps)
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    return moments.shift_months(anchor, months * steps) if months else anchor


def _months_back(anchor: date, months: int) -> Moment:
    """'Two and a half years ago' means a month or so on either side of the month it leads to."""
    middle = moments.shift_months(anchor, months)
    named = moments.month(middle.year, middle.month)
    assert named.starts_on is not None
    last = moments.shift_months(named.starts_on, 1)
    return named._replace(
        starts_on=moments.shift_months(named.starts_on, -1),
        ends_on=last.replace(day=moments.last_day(last.year, last.month)),
    )


def vague_ago(_phrase: Phrase, _context: Context) -> Moment:
    return Moment("PAST_REF", relative=True)


CLAUSE_ENDS = frozenset(".,;:)”\"'?!") | {""}


def textual_shift(phrase: Phrase, context: Context) -> Moment | None:
    """'Two days later', 'a year earlier': from the last date the text named."""
    pairs, sign = lengths(phrase), int(phrase.rule.argument)
    governs = phrase.words[-1].lower() in {"before", "after"} and context.after not in CLAUSE_ENDS
    if not pairs or governs:
        return None
    if sign < 0 and pairs == [(1.0, "Y")] and (context.quarter or context.mentioned is None):
        return year_back(context)
    number, unit = pairs[-1]
    if number is None or unit in {"TS", "TM", "TH"}:
        return moments.duration(number, unit)
    if context.reference is None:
        return unknown(unit)
    return relative(_moved(context.reference, pairs, sign))


def textual_the(phrase: Phrase, context: Context) -> Moment | None:
    """'The year before', 'the day after', at the end of a clause: beside the last date the text named."""
    if context.after not in CLAUSE_ENDS:
        return None
    unit = phrase.unit
    if context.reference is None:
        return unknown(unit)
    return relative(moments.shift(context.reference, -1 if phrase.has("before") else 1, unit))


def shift_count(phrase: Phrase, _context: Context) -> Moment | None:
    """'The past two months' is a length that ends today: TimeML gives it the value of a duration."""
    pairs = lengths(phrase)
    return relative(moments.duration(*pairs[-1])) if pairs else None
