"""Meanings of expressions that name a day, month, year or part of one outright."""

from __future__ import annotations

from datetime import date

from newstext.timex import moments
from newstext.timex.lexicon import Lexicon
from newstext.timex.moments import Moment
from newstext.timex.nearest import nearest_year, spoken_year, year_of
from newstext.timex.phrase import Context, Phrase, figure, relative

CENTURY_BREAK = 70
"""Two-digit years from here on are of the 1900s (the POSIX rule uses 69)."""


def safe_day(year: int | None, month: int, number: int) -> date | None:
    try:
        return date(year or 2000, month, number)  # 2000 is a leap year: the day exists in some year
    except ValueError:
        return None


def iso(phrase: Phrase, _context: Context) -> Moment | None:
    head = phrase.words[0].partition("T")[0].replace("/", "-")
    year, month, number = (int(part) for part in head.split("-"))
    found = safe_day(year, month, number) if 1000 <= year <= 2200 else None
    return moments.day(found) if found else None


def numeric(phrase: Phrase, context: Context) -> Moment | None:
    """Of 3/4/2024 the month comes first, as in American usage, unless that is impossible or after publication."""
    first, second, year = (
        int(part) for part in phrase.words[0].replace("/", " ").replace(".", " ").replace("-", " ").split()
    )
    if year < 100:
        year += 1900 if year >= CENTURY_BREAK else 2000
    day_first = "." in phrase.words[0]
    orders = [(second, first), (first, second)] if day_first else [(first, second), (second, first)]
    days = [d for d in (safe_day(year, month, number) for month, number in orders if month <= 12) if d]
    if not days:
        return None
    if context.published and len(days) == 2 and days[0] > context.published >= days[1]:
        return moments.day(days[1])
    return moments.day(days[0])


def month_day(phrase: Phrase, context: Context) -> Moment | None:
    month = int(phrase.values("month")[0])
    number = _day_number(phrase)
    if number is None or safe_day(None, month, number) is None:
        return None
    year = year_of(phrase, context)
    if year is None:
        year = nearest_year(context, month, number, phrase.number("weekday", "weekday_short"))
        if year is None:
            return Moment(f"XXXX-{month:02d}-{number:02d}", unit="D", relative=True)
        found = safe_day(year, month, number)
        return relative(moments.day(found)) if found else None
    found = safe_day(year, month, number)
    return moments.day(found) if found else None


def _day_number(phrase: Phrase) -> int | None:
    for word, classes in zip(phrase.words, phrase.classes, strict=True):
        if "ordinal" in classes:
            return figure(phrase.lexicon.value(word, "ordinal"))
        if "day" in classes:
            return int(word)
    return None


def range_days(phrase: Phrase, context: Context) -> Moment | None:
    month = int(phrase.values("month")[0])
    first, last = ([*phrase.numbers("day", "ordinal"), 0, 0])[:2]
    year = year_of(phrase, context) or nearest_year(context, month, first)
    if not 1 <= first < last or safe_day(year, month, last) is None:
        return None
    return _stretch(year, (month, first), (month, last))


def range_two_months(phrase: Phrase, context: Context) -> Moment | None:
    first_month, last_month = phrase.numbers("month")[:2]
    first, last = ([*phrase.numbers("day", "ordinal"), 0, 0])[:2]
    year = year_of(phrase, context, last=True)
    if year is None:
        year = nearest_year(context, last_month, last) if last else None
    years = phrase.numbers("year")
    if len(years) == 2:
        begin, end = safe_day(years[0], first_month, first), safe_day(years[1], last_month, last)
        return moments.stretch(moments.day(begin), moments.day(end)) if begin and end else None
    if safe_day(year, first_month, first) is None or safe_day(year, last_month, last) is None:
        return None
    return _stretch(year, (first_month, first), (last_month, last))


def _stretch(year: int | None, first: tuple[int, int], last: tuple[int, int]) -> Moment | None:
    if year is None:
        return Moment(f"XXXX-{first[0]:02d}-{first[1]:02d}/XXXX-{last[0]:02d}-{last[1]:02d}", unit="D", relative=True)
    begin = safe_day(year - (first > last), *first)
    end = safe_day(year, *last)
    return moments.stretch(moments.day(begin), moments.day(end)) if begin and end else None


def range_months(phrase: Phrase, context: Context) -> Moment | None:
    first, last = phrase.numbers("month")[:2]
    year = year_of(phrase, context, last=True)
    if year is None:
        return None
    return moments.stretch(moments.month(year - (first > last), first), moments.month(year, last))


def month_year(phrase: Phrase, context: Context) -> Moment | None:
    month = int(phrase.values("month")[0])
    year = year_of(phrase, context)
    return moments.month(year, month) if year else Moment(f"XXXX-{month:02d}", unit="M", relative=True)


CAUTIOUS_MONTHS = frozenset({3, 5})
"""March and May are also words: alone they need a preposition of time before them."""


def month(phrase: Phrase, context: Context) -> Moment | None:
    number = int(phrase.values("month")[0])
    bare = phrase.rule.argument != "0"
    led = phrase.lexicon.fits(context.before, "month lead")
    if bare and not led and (number in CAUTIOUS_MONTHS or not phrase.has("month_name")):
        return None
    if bare and not phrase.has("month_name") and not phrase.has("dot") and _part_of_name(context):
        return None
    if bare and not led and _part_of_name(context):
        return None
    year = nearest_year(context, number)
    if year is None:
        return Moment(f"XXXX-{number:02d}", unit="M", relative=True)
    return relative(moments.month(year, number))


def _part_of_name(context: Context) -> bool:
    """April Jones, John August: a capital on either side without a preposition."""
    return (context.before[:1].isupper() and context.before[1:2].islower()) or (
        context.after[:1].isupper() and context.after[1:2].islower()
    )


def year(phrase: Phrase, context: Context) -> Moment | None:
    value = phrase.number("year") or spoken_year(phrase.numbers("number_word"))
    if value is None or not moments.in_range(value):
        return None
    if phrase.rule.argument in {"sure", "fiscal"} or _reads_as_year(value, phrase.lexicon, context):
        return moments.year(value)
    return None


LIKELY_YEARS = range(1900, 2060)


def _reads_as_year(value: int, lexicon: Lexicon, context: Context) -> bool:
    """A bare figure is a year where a preposition of time leads it, or where nothing makes it an amount."""
    before, after = context.before, context.after
    if lexicon.fits(before, "measure") or lexicon.fits(after, "percent") or (after == "," and before == ","):
        return False
    if value in LIKELY_YEARS:
        counted = after[:1].islower() and after.endswith("s") and not lexicon.fits(after, "no plural")
        return not counted or lexicon.fits(before, "sure year lead")
    return lexicon.fits(before, "old year lead") and not after[:1].islower()


def year_span(phrase: Phrase, _context: Context) -> Moment | None:
    first, last = phrase.words[0], phrase.words[-1]
    begin = int(first)
    end = int(last) if len(last) == 4 else begin // 100 * 100 + int(last)
    if begin not in LIKELY_YEARS or not 0 < end - begin < 100:
        return None
    return moments.stretch(moments.year(begin), moments.year(end))


SPOKEN_CENTURIES = range(18, 21)


def year_words(phrase: Phrase, context: Context) -> Moment | None:
    """A year as it is spoken, where nothing tells that it is a plain number."""
    values = phrase.numbers("number_word")
    value = spoken_year(values) or 0
    spoken = len(values) >= 2 and values[0] in SPOKEN_CENTURIES and values[1] >= 10
    led = spoken or phrase.lexicon.fits(context.before, "year lead") or phrase.has("year_word")
    return moments.year(value) if value in LIKELY_YEARS and led else None


DECADES_OF_1900S = 30
"""'The 30s' to "the 90s" are of the 1900s, "the 20s" of the 2000s."""


def decade(phrase: Phrase, _context: Context) -> Moment | None:
    if phrase.has("decade_name"):
        return moments.decade(1900 + 10 * int(phrase.values("decade_name")[0]))
    value = phrase.number("decade")
    if value is None or value % 10:
        return None
    if value < 100:
        marked = phrase.words[-1][0] in "'’‘`" or phrase.has("article")
        return moments.decade(1900 + value if value >= DECADES_OF_1900S else 2000 + value) if marked else None
    return moments.decade(value) if 1000 <= value <= 2100 else None


def century(phrase: Phrase, _context: Context) -> Moment | None:
    value = phrase.number("ordinal")
    return moments.century(value) if value and value <= 30 else None
