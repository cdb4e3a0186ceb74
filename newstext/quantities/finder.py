"""Every figure of an article: money, counts, percentages, ratios and durations."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from newstext.quantities.counted import CountedReader
from newstext.quantities.currencies import UNTOLD
from newstext.quantities.figures import Figure, FigureReader
from newstext.quantities.hedging import HedgeReader, rate_after, rate_before
from newstext.quantities.numerals import Numeral, NumeralReader
from newstext.quantities.phrases import PhraseFinder
from newstext.quantities.ranges import RangeReader
from newstext.quantities.rows import Row
from newstext.quantities.spotting import WordSpotter
from newstext.quantities.subjects import SubjectReader
from newstext.quantities.vocabulary import compile_vocabulary
from newstext.records import Passage, Quantity, Tables

BRACKET = re.compile(r" \([^()]{3,40}\)")
"""A conversion in brackets, after which the rate of the figure before may stand: "$1 billion (€907 million) a year"."""


class QuantityFinder:
    """Find the quantities of passages, in text order, none overlapping; needs no parse and holds no state."""

    def __init__(self, tables: Tables) -> None:
        vocabulary = compile_vocabulary(tables)
        self._currencies = vocabulary.currencies
        self._numerals = NumeralReader(tables)
        self._figures = FigureReader(vocabulary)
        self._ranges = RangeReader(vocabulary)
        self._hedges = HedgeReader(vocabulary)
        self._counted = CountedReader(vocabulary)
        self._phrases = PhraseFinder(vocabulary, self._hedges)
        self._subjects = SubjectReader(tables, vocabulary)
        self._spotter = WordSpotter(self._numerals.words | self._phrases.words)

    def find(self, passages: Sequence[Passage], time_spans: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
        """Return the quantities of an article's passages with offsets of the view.

        `time_spans` are stretches of the view that name a day or a period of the calendar, in text order and none
        overlapping; no figure is read in them.
        """
        found: list[Quantity] = []
        told: dict[str, str] = {}
        for passage in passages:
            text = _as_one_line(passage.text)
            offset = passage.start - 1
            inside = [(a - offset, b - offset) for a, b in time_spans if a < offset + len(text) and b > offset]
            rows = self._in_line(text, inside)
            places = {id(row): len(found) + place for place, row in enumerate(rows)}
            for row in rows:
                if row.unit == UNTOLD:
                    words = text[row.start : row.end].lower()
                    row.unit = told[words] = told.get(words) or self._told(words, passages)
                found.append(row.record(offset, places.get(id(row.restates))))
        return found

    def _in_line(self, text: str, inside: Sequence[tuple[int, int]]) -> list[Row]:
        spots = self._spotter.spot(text)
        numerals = self._numerals.numerals(text, spots)
        if inside:
            numerals = _outside(numerals, inside)
        figures = self._figures.read_all(text, numerals)
        rows = [row for figure in self._ranges.join(text, figures) if (row := self._row(text, figure))]
        more = [row for row in self._phrases.find(text, spots, inside) if not _overlaps(row, rows)]
        if more:
            rows = sorted([*rows, *more], key=lambda row: row.start)
        self._subjects.name(text, rows)
        return rows

    def _row(self, text: str, figure: Figure) -> Row | None:
        if figure.kind == "count":
            return self._count(text, figure)
        approximation, start, end = self._hedges.around(text, figure.start, figure.end, figure.kind)
        per, end = rate_after(text, end)
        if per is None and start == figure.start:
            per, start = rate_before(text, start)
        if per is None and figure.kind == "money":
            per = _rate_beyond_bracket(text, end)
        return _as_row(figure, approximation, start, end, per)

    def _count(self, text: str, figure: Figure) -> Row | None:
        approximation, start, end = self._hedges.around(text, figure.start, figure.end, figure.kind)
        if figure.unit:
            per, _ = rate_after(text, figure.noun_end or figure.end)
            return _as_row(figure, approximation, start, end, per)
        counted = self._counted.read(text, figure, start, end)
        if counted is None:
            share = self._counted.share_before(text, figure)
            return Row("percent", figure.value, "percent", approximation, share, end) if share else None
        row = _as_row(figure, approximation, start, end, rate_after(text, counted.end)[0])
        row.unit, row.subject = counted.unit, counted.subject
        return row

    def _told(self, words: str, passages: Sequence[Passage]) -> str:
        """Return the currency of a word that several nations use, by the one nation of them the article names."""
        article = "\n".join(passage.text for passage in passages)
        return self._currencies.resolve(words.replace("-", " ").split(), article)


def _outside(numerals: Sequence[Numeral], spans: Sequence[tuple[int, int]]) -> list[Numeral]:
    """Return the numbers that share no character with some spans in text order, none overlapping."""
    starts = [start for start, _ in spans]
    before = (bisect_left(starts, numeral.end) - 1 for numeral in numerals)
    return [n for n, place in zip(numerals, before, strict=True) if place < 0 or spans[place][1] <= n.start]


def _as_row(figure: Figure, approximation: str, start: int, end: int, per: str | None) -> Row:
    if figure.low is not None:
        approximation = "between"
    return Row(
        figure.kind, figure.value, figure.unit, approximation, start, end, per,
        low=figure.low, high=figure.high, is_joined=figure.is_joined,
    )  # fmt: skip


def _overlaps(row: Row, rows: Sequence[Row]) -> bool:
    return any(other.start < row.end and row.start < other.end for other in rows)


def _as_one_line(text: str) -> str:
    """Return the text with a blank in front and blanks for line breaks: no pattern need think of either."""
    return " " + text.replace("\n", " ").replace("\u00a0", " ").replace("\u202f", " ")


def _rate_beyond_bracket(text: str, end: int) -> str | None:
    """Return the rate after a bracket that follows, or closes after, a figure."""
    if text.startswith(")", end):
        return rate_after(text, end + 1)[0]
    bracket = BRACKET.match(text, end) if text.startswith(" (", end) else None
    return rate_after(text, bracket.end())[0] if bracket else None
