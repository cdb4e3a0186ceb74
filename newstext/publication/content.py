"""Dates that an article mentions, as clues to the day it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from newstext.publication.clues import FIRST_DAY, LAST_DAY, ONE_DAY, Clue, after, before
from newstext.publication.offices import OfficeBook, Term
from newstext.publication.words import any_of, words_of
from newstext.records import Tables
from newstext.timex import Reading, TimeFinder
from newstext.timex.moments import last_day, shift_months

NAMED_WITHIN = timedelta(days=300)
"""News gives a date without its year only where the year is plain: for most of a year."""
RECENT = timedelta(days=120)
"""A picture or a dated event in the news is seldom older than a season."""
NEARNESS = 0.3
"""The weight of that; any plain contradiction outweighs it."""
WEEKDAY_STYLE = timedelta(days=7)
"""Days nearer than a week are named by their weekday, by the rule of the agencies' style books."""
PAIR_WEIGHT = 2.0
"""A day with its weekday falls in few years."""
YEAR_WEIGHT, PAST_WEIGHT, FUTURE_WEIGHT, MONTH_WEIGHT, TERM_WEIGHT = 1.0, 2.0, 1.5, 0.75, 1.5
"""How far clues are trusted: a day reported as past most, a yearless month least."""
SINCE_OFFICE_REACH = 60
LONGEST_CAPTION = 400
NAME = re.compile(r"\b[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}")
LOWER_WORD = re.compile(r"\b[a-z]{4,}\b")
LETTERS = re.compile(r"[A-Za-z]+")
YEARLESS_DAY = re.compile(r"XXXX-(\d\d)-(\d\d).*")
YEARLESS_MONTH = re.compile(r"XXXX-(\d\d)")
MONTHS_OF = {"year": 12, "month": 1, "decade": 120}


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block of the story with its time expressions, read without a date of publication."""

    kind: str
    text: str
    readings: Sequence[Reading]


class ContentReader:
    """Turn the dates of an article into clues."""

    def __init__(self, tables: Tables, finder: TimeFinder, book: OfficeBook) -> None:
        self._finder, self._book = finder, book
        rights = any_of(tables, "rights")
        self._rights = re.compile(
            rf"{rights}[^\n]{{0,24}}?((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?", re.IGNORECASE
        )
        self._took_office = re.compile(any_of(tables, "took office"), re.IGNORECASE)
        self._credit = re.compile(rf"\([^()]*{any_of(tables, 'picture')}[^()]*\)|(?i:file photo)")
        self._plain = frozenset(words_of(tables, "plain"))
        self._numbers = {
            r["word"]: int(r["value"]) for r in tables["time_words"] if r["class"] in {"number_word", "one"}
        }
        self._weekdays = {
            row["word"].capitalize(): int(row["value"])
            for row in tables["time_words"]
            if row["class"] in {"weekday", "weekday_short"}
        }
        hedges = "|".join(r["word"] for r in tables["time_words"] if r["class"] == "approx")
        self._ago = re.compile(rf"\W*(?:(?:{hedges}|more than) )*(\w+)( and a half)? (year|month|decade)s? ago")

    def read(self, blocks: Sequence[tuple[str, str, int]]) -> list[ReadBlock]:
        return [ReadBlock(kind, text, self._finder.read(text)) for kind, text, _ in blocks]

    def clues(self, story: Sequence[ReadBlock]) -> Iterator[Clue]:
        title = next((block.text for block in story if block.kind == "title"), "")
        for block in story:
            for reading in block.readings:
                yield from self._of_reading(block, reading, title)
            yield from self._since_office(block.text)
            for match in self._rights.finditer(block.text):
                yield Clue(before(date(int(match[2] or match[1]), 12, 31)), YEAR_WEIGHT, match[0], "Y", "above")

    def _of_reading(self, block: ReadBlock, reading: Reading, title: str) -> Iterator[Clue]:
        moment, words = reading.moment, block.text[reading.start : reading.end]
        if moment.kind not in {"date", "time"}:
            return
        if not moment.relative and moment.starts_on and moment.ends_on:
            yield from self._absolute(block, reading, words, title)
        elif match := YEARLESS_DAY.fullmatch(moment.timex):
            yield from _yearless_day(int(match[1]), int(match[2]), reading, words, self._weekday(words))
        elif match := YEARLESS_MONTH.fullmatch(moment.timex):
            yield from _yearless_month(int(match[1]), reading, words)

    def _weekday(self, words: str) -> int | None:
        """The weekday that stands beside a date: "Thursday, Jan. 28"."""
        named = (self._weekdays.get(word) for word in LETTERS.findall(words))
        return next((number for number in named if number), None)

    def _absolute(self, block: ReadBlock, reading: Reading, words: str, title: str) -> Iterator[Clue]:
        start, end = reading.moment.starts_on, reading.moment.ends_on
        assert start
        assert end
        grain = {"D": "D", "M": "M"}.get(reading.moment.unit, "Y")
        if block.kind == "caption" or (len(block.text) < LONGEST_CAPTION and self._credit.search(block.text)):
            first = start + ONE_DAY if grain == "D" and not self._same_event(block.text, title) else start
            yield Clue(after(first), PAST_WEIGHT, words, grain, "below")
            yield Clue(((first, first + RECENT),), NEARNESS, words, "Y", "below")
        elif reading.tense == "future":
            yield Clue(before(end), YEAR_WEIGHT if grain == "Y" else FUTURE_WEIGHT, words, grain, "above")
        elif reading.tense == "past":
            yield Clue(after(start), YEAR_WEIGHT if grain == "Y" else PAST_WEIGHT, words, grain, "below")

    def _same_event(self, caption: str, title: str) -> bool:
        """Whether a picture shows what the title tells; if not it was taken before the day of the report."""
        words = set(LOWER_WORD.findall(title)) - self._plain
        return not title or bool(words & set(LOWER_WORD.findall(caption)))

    def _since_office(self, text: str) -> Iterator[Clue]:
        """'X took office two and a half years ago': the day X did, and so much later."""
        for match in self._took_office.finditer(text):
            names = NAME.findall(text[max(0, match.start() - SINCE_OFFICE_REACH) : match.start()])
            months = self._months_ago(text[match.end() : match.end() + SINCE_OFFICE_REACH])
            starts = [t.start for name in reversed(names) for t in _terms(self._book, name) if t.status == "current"]
            if months and starts:
                slack = _slack(months)
                spans = tuple((shift_months(s, months - slack), shift_months(s, months + slack)) for s in starts)
                yield Clue(spans, TERM_WEIGHT, match[0], "M")

    def _months_ago(self, text: str) -> int | None:
        match = self._ago.match(text)
        if match is None:
            return None
        number = self._numbers.get(match[1].lower()) or (int(match[1]) if match[1].isdigit() else 0)
        unit = MONTHS_OF[match[3]]
        return number * unit + (unit // 2 if match[2] else 0)


def _slack(months: int) -> int:
    """Months by which a length may be rounded: half years are meant closely, many years loosely."""
    return 3 if months % 12 else 6 if months < 60 else 24


def _yearless_day(month: int, number: int, reading: Reading, words: str, weekday: int | None) -> Iterator[Clue]:
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    days = [date(year, month, number) for year in years if number <= last_day(year, month)]
    if weekday:
        days = [d for d in days if d.isoweekday() == weekday]
    weight = PAIR_WEIGHT if weekday else 1.0
    if reading.tense == "future":
        yield Clue(tuple((d - NAMED_WITHIN, d) for d in days), weight, words, "D", "above")
        yield Clue(tuple((d - NAMED_WITHIN, d - WEEKDAY_STYLE) for d in days), 0.5, words, "D", "above")
        yield Clue(tuple((d - RECENT, d) for d in days), NEARNESS, words, "Y", "above")
    elif reading.tense == "past":
        yield Clue(tuple((d, d + NAMED_WITHIN) for d in days), weight, words, "D", "below")
        yield Clue(tuple((d, d + RECENT) for d in days), NEARNESS, words, "Y", "below")


def _yearless_month(month: int, reading: Reading, words: str) -> Iterator[Clue]:
    """'In October' of the past is written after October ends: within it one says "this month"."""
    years = range(FIRST_DAY.year, LAST_DAY.year)
    if reading.tense == "past":
        ends = [date(year, month, last_day(year, month)) for year in years]
        yield Clue(tuple((d + ONE_DAY, d + NAMED_WITHIN) for d in ends), MONTH_WEIGHT, words, "M", "below")
        yield Clue(tuple((d, d + RECENT) for d in ends), NEARNESS, words, "Y", "below")
    elif reading.tense == "future":
        starts = [date(year, month, 1) for year in years]
        yield Clue(tuple((d - NAMED_WITHIN, d - ONE_DAY) for d in starts), MONTH_WEIGHT, words, "M", "above")


def _terms(book: OfficeBook, name: str) -> Sequence[Term]:
    """The terms of the longest part of some capitalised words that is a name in the book."""
    words = name.split()
    parts = [words[i:j] for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
    found = (book.terms_of(" ".join(part)) for part in sorted(parts, key=len, reverse=True))
    return next((terms for terms in found if terms), ())
