"""Meanings of durations, repeated times, clock times and vague references."""

from __future__ import annotations

from newstext.timex import moments
from newstext.timex.moments import Moment
from newstext.timex.phrase import Context, Phrase, figure, lengths, relative


def length(phrase: Phrase, context: Context) -> Moment | None:
    pairs = lengths(phrase)
    if not pairs or _is_part(phrase, context):
        return None
    plain = not phrase.has("dash") and not phrase.has("article")
    if plain and context.before.lower() == "in" and context.tense == "future":
        return ahead(pairs[-1], context) or moments.duration(*pairs[-1])
    return moments.duration(*pairs[-1])


def ahead(pair: tuple[float | None, str], context: Context) -> Moment | None:
    """'Will return in two weeks': the day so far ahead; a whole unit where years or months count."""
    number, unit = pair
    if number is None or number != int(number) or context.published is None or unit in {"TS", "TM", "TH", "ML", "CE"}:
        return None
    if unit == "W":
        number, unit = 7 * number, "D"
    if not moments.within(context.published, number, unit):
        return None
    return relative(moments.shift(context.published, int(number), unit))


def _is_part(phrase: Phrase, context: Context) -> bool:
    """'A second group', 'three-quarters', 'a quarter of': an ordinal and fractions, not lengths."""
    last = phrase.words[-1].lower()
    if last == "second":
        return True
    return last in {"quarter", "quarters"} and (phrase.has("dash") or context.after == "of" or phrase.has("one"))


def length_old(phrase: Phrase, _context: Context) -> Moment | None:
    """Ages of people ("18-year-old") are no time expressions; other ages ("an 8-month-old truce") are."""
    pairs = lengths(phrase)
    return None if not pairs or pairs[-1][1] == "Y" else moments.duration(*pairs[-1])


def vague_length(phrase: Phrase, _context: Context) -> Moment:
    return moments.duration(None, phrase.values("units")[0])


def units_long(phrase: Phrase, _context: Context) -> Moment:
    named = phrase.first("decades_long")
    return Moment(named, kind="duration") if named else vague_length(phrase, _context)


def bare_units(phrase: Phrase, context: Context) -> Moment | None:
    """'For weeks'; but not 'days' that are counted by a figure elsewhere or 'minutes' of a meeting."""
    if not phrase.lexicon.fits(context.before, "length lead"):
        return None
    return vague_length(phrase, context)


def one_unit(phrase: Phrase, context: Context) -> Moment | None:
    """'A year' after a figure is a rate: a repeated time. Other rates belong to their figure alone."""
    unit = phrase.values("unit")[0]
    found = moments.duration(1, unit)
    if context.before.lower() == "in" and context.tense == "future" and (found_ahead := ahead((1, unit), context)):
        return found_ahead
    if not context.clause.follows_figure or phrase.words[0].lower() == "one":
        return None if unit == "Q" else found
    return found._replace(kind="set") if unit == "Y" else None


def set_adverb(phrase: Phrase, context: Context) -> Moment | None:
    """As adjectives only "daily" speaks of time; a quarterly dividend is a kind of dividend."""
    word = phrase.words[0].lower()
    if not word.startswith("dai") and not word.endswith("ually") and context.after[:1].isalpha():
        return None
    return Moment(phrase.values("set_adverb")[0], kind="set")


def set_length(phrase: Phrase, _context: Context) -> Moment | None:
    pairs = lengths(phrase)
    return moments.duration(*pairs[-1])._replace(kind="set") if pairs else None


def set_weekday(phrase: Phrase, _context: Context) -> Moment:
    number = phrase.first("weekday") or phrase.first("weekdays")
    part = phrase.first("daypart", "dayparts")
    return Moment(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), kind="set")


def set_month(phrase: Phrase, _context: Context) -> Moment:
    return Moment(f"XXXX-{int(phrase.values('month')[0]):02d}", kind="set")


def set_season(phrase: Phrase, _context: Context) -> Moment:
    return Moment(f"XXXX-{phrase.first('season', 'seasons')}", kind="set")


def set_daypart(phrase: Phrase, _context: Context) -> Moment:
    part = phrase.first("daypart")
    return Moment(f"XXXX-XX-XXT{part}" if part else "XXXX-WXX-WE", kind="set")


def ref(phrase: Phrase, context: Context) -> Moment | None:
    """'As soon as' and "shortly after" order events; they refer to no time of their own."""
    if phrase.has("future") and (
        {context.before.lower(), context.after.lower()} & {"as", "after", "before"} or context.tense == "past"
    ):
        return None
    return Moment(phrase.values("present", "past", "future")[0], relative=True)


def ref_adjective(phrase: Phrase, context: Context) -> Moment | None:
    """'Current' speaks of now; 'present' is also a gift and a verb, so only "at present" counts."""
    word = phrase.words[-1].lower()
    return Moment("PRESENT_REF", relative=True) if word == "current" or context.before.lower() == "at" else None


def ref_noun(phrase: Phrase, context: Context) -> Moment | None:
    if phrase.has("future_noun"):
        futures = context.after == "s"
        return None if futures else Moment("FUTURE_REF", relative=True)
    return Moment("PAST_REF", relative=True)


def ref_moment(phrase: Phrase, context: Context) -> Moment | None:
    at = context.before.lower() == "at" and phrase.words[-1].lower() == "moment"
    return Moment("PRESENT_REF", relative=True) if at and context.after.lower() != "of" else None


def clock_value(phrase: Phrase) -> str:
    """The part of a TIMEX3 value after the T: 4 p.m. is 16:00."""
    word = phrase.first("clock_word")
    if word:
        return word
    four = phrase.first("four_figures")
    if four:
        return f"{four[:2]}:{four[2:]}"
    hour, minute = (phrase.first("clock") or phrase.first("hour") or "0").replace(".", ":").partition(":")[::2]
    number, half_day = int(hour), phrase.first("meridiem")
    if half_day == "p" and number < 12:
        number += 12
    if half_day == "a" and number == 12:
        number = 0
    return f"{number:02d}:{figure(minute[:2]) if minute else 0:02d}"


def clock(phrase: Phrase, context: Context) -> Moment | None:
    if phrase.has("clock_word") and not phrase.lexicon.fits(context.before, "clock lead"):
        return None
    return at_time(_day_of(context), clock_value(phrase))


def _day_of(context: Context) -> Moment:
    if context.mentioned and context.mentioned.unit == "D":
        return context.mentioned
    return moments.day(context.published) if context.published else Moment("XXXX-XX-XX", unit="D")


def clock_daypart(phrase: Phrase, context: Context) -> Moment | None:
    hour = phrase.number("hour") or 0
    later = phrase.first("daypart") != "MO" and hour < 12
    return at_time(_day_of(context), f"{hour + 12 * later:02d}:00")


def at_time(of: Moment, time: str) -> Moment:
    """A time of a day; the day keeps its range."""
    base = of.timex.partition("T")[0]
    return of._replace(timex=f"{base}T{time}", kind="time", relative=True if of.relative else of.relative)
