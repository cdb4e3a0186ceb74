"""Figures without a number: "more than a year", "a third of", "twice as many", "decade-long"."""

import re
from collections.abc import Iterator, Sequence

from newstext.quantities.hedging import HedgeReader
from newstext.quantities.rows import Row
from newstext.quantities.spotting import Spots
from newstext.quantities.vocabulary import Vocabulary

PERIOD_WORDS = ("year", "month", "week", "day", "decade", "century", "fortnight")
WHOLE = ("full", "whole", "entire")
PERIOD = re.compile(
    rf" an? (?:(?:{'|'.join(WHOLE)}) )?({'|'.join(PERIOD_WORDS)})(?![\w-])"
    r"(?!(?: and a half)? (?:ago|earlier|later|before)\b)"
)
HALVED = re.compile(r" [Hh]alf(?:-a-| an? )(century|decade|year)(?![\w-])(?! (?:ago|earlier|later)\b)")
LONG = re.compile(r"long(?![a-z])")
PERIOD_BEFORE = re.compile(rf" ({'|'.join(PERIOD_WORDS)})-?$")
"""A yearlong pause; of "decadeslong" no number is told."""

PARTS_OF_TIME = re.compile(r"(?:first|second|latter|other|last|1st|2nd|1H|2H|this|that|better|next)$")
PART = re.compile(
    r" [Hh]alf(?= (?:of|the|its|their|his|her)\b)"
    r"| [Aa][ -](third|quarter|fifth|sixth|eighth|tenth)(?= of\b)"
)
PARTS = frozenset({"half", "third", "quarter", "fifth", "sixth", "eighth", "tenth"})
LONGS = frozenset(["long", *(f"{word}long" for word in PERIOD_WORDS)])
BEFORE_PERIOD = (b" a ", b" an ", *(f" {word} ".encode() for word in WHOLE))
"""What stands before a period in `Spots.letters`; a look at it spares most texts the pattern."""


class PhraseFinder:
    """Find quantities that are told without a number."""

    def __init__(self, vocabulary: Vocabulary, hedges: HedgeReader) -> None:
        self._units = vocabulary.units
        self._fractions = vocabulary.number_roles["fraction"]
        self._hedges = hedges
        self._multiples = vocabulary.number_roles["multiple"]
        self._multiple_words = frozenset(self._multiples)
        self._period_words = frozenset(PERIOD_WORDS)
        self.words = self._multiple_words | self._period_words | PARTS | LONGS
        comparison = "|".join(sorted(vocabulary.classes["comparison"]))
        multiples = "|".join(f"[{w[0]}{w[0].upper()}]{w[1:]}" for w in sorted(self._multiples))
        self._multiple = re.compile(rf" ({multiples})(?= (?:as|{comparison})\b)")

    def find(self, text: str, spots: Spots, inside: Sequence[tuple[int, int]]) -> list[Row]:
        """Return the quantities of a text with a blank in front, none in the spans given.

        `spots` are where the `words` stand, without which none of the patterns matches.
        """
        found: list[Row] = []
        if spots.has_any(self._period_words) and self._has_period(spots):
            found += self._periods(text)
        if spots.has_any(LONGS):
            found += self._long(text)
        if spots.has_any(PARTS):
            found += [*self._halved(text), *self._parts(text)]
        if spots.has_any(self._multiple_words):
            found += self._multiplied(text)
        return [row for row in found if not any(a <= row.start and row.end <= b for a, b in inside)]

    def _has_period(self, spots: Spots) -> bool:
        places = spots.places(self._period_words)
        return any(spots.letters.endswith(BEFORE_PERIOD, 0, place) for place in places)

    def _periods(self, text: str) -> Iterator[Row]:
        for found in PERIOD.finditer(text):
            hedge, start = self._hedges.before(text, found.start() + 1, "period")
            if hedge:
                unit = self._units[found.group(1)]
                yield Row("duration", unit.factor, unit.unit, hedge.approximation, start, found.end())

    def _halved(self, text: str) -> Iterator[Row]:
        for found in HALVED.finditer(text):
            unit = self._units[found.group(1)]
            hedge, start = self._hedges.before(text, found.start() + 1, "period")
            said = hedge.approximation if hedge else "exact"
            yield Row("duration", unit.factor / 2, unit.unit, said, start, found.end())

    def _long(self, text: str) -> Iterator[Row]:
        for long in LONG.finditer(text):
            if before := PERIOD_BEFORE.search(text, max(0, long.start() - 11), long.start()):
                unit = self._units[before.group(1)]
                yield Row("duration", unit.factor, unit.unit, "exact", before.start(1), long.end())

    def _parts(self, text: str) -> Iterator[Row]:
        for found in PART.finditer(text):
            if PARTS_OF_TIME.search(text, max(0, found.start() - 8), found.start()):
                continue
            value = 1 / self._fractions[found.group(1) or "half"]
            approximation, start, end = self._hedges.around(text, found.start() + 1, found.end(), "ratio")
            yield Row("ratio", value, "times", approximation, start, end)

    def _multiplied(self, text: str) -> Iterator[Row]:
        for found in self._multiple.finditer(text):
            value = self._multiples[found.group(1).lower()]
            approximation, start, end = self._hedges.around(text, found.start() + 1, found.end(), "ratio")
            yield Row("ratio", value, "times", approximation, start, end)
