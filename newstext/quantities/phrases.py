"""Figures without a number: "more than a year", "a third of", "twice as many", "decade-long"."""

import re
from collections.abc import Iterator, Sequence

from newstext.quantities.hedging import HedgeReader
from newstext.quantities.rows import Row
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
PARTS_TOLD = ("alf ", "third of", "quarter of", "fifth of", "tenth of", "sixth of", "eighth of")


class PhraseFinder:
    """Find quantities that are told without a number."""

    def __init__(self, vocabulary: Vocabulary, hedges: HedgeReader) -> None:
        self._units = vocabulary.units
        self._fractions = vocabulary.number_roles["fraction"]
        self._hedges = hedges
        self._multiples = vocabulary.number_roles["multiple"]
        self._multiple_ends = tuple(sorted(word[1:] for word in self._multiples))
        comparison = "|".join(sorted(vocabulary.classes["comparison"]))
        multiples = "|".join(f"[{w[0]}{w[0].upper()}]{w[1:]}" for w in sorted(self._multiples))
        self._multiple = re.compile(rf" ({multiples})(?= (?:as|{comparison})\b)")

    def find(self, text: str, inside: Sequence[tuple[int, int]]) -> Iterator[Row]:
        """Yield the quantities of a text with a blank in front, none in the spans given."""
        for found in (*self._periods(text), *self._parts(text), *self._multiplied(text)):
            if not any(a <= found.start and found.end <= b for a, b in inside):
                yield found

    def _periods(self, text: str) -> Iterator[Row]:
        for found in PERIOD.finditer(text):
            hedge, start = self._hedges.before(text, found.start() + 1, "period")
            if hedge:
                unit = self._units[found.group(1)]
                yield Row("duration", unit.factor, unit.unit, hedge.approximation, start, found.end())
        for found in HALVED.finditer(text) if "alf" in text else ():
            unit = self._units[found.group(1)]
            hedge, start = self._hedges.before(text, found.start() + 1, "period")
            said = hedge.approximation if hedge else "exact"
            yield Row("duration", unit.factor / 2, unit.unit, said, start, found.end())
        for long in LONG.finditer(text):
            if before := PERIOD_BEFORE.search(text, max(0, long.start() - 11), long.start()):
                unit = self._units[before.group(1)]
                yield Row("duration", unit.factor, unit.unit, "exact", before.start(1), long.end())

    def _parts(self, text: str) -> Iterator[Row]:
        # A plain look costs a tenth of the pattern, and most texts have no such part.
        for found in PART.finditer(text) if any(words in text for words in PARTS_TOLD) else ():
            if PARTS_OF_TIME.search(text, max(0, found.start() - 8), found.start()):
                continue
            value = 1 / self._fractions[found.group(1) or "half"]
            approximation, start, end = self._hedges.around(text, found.start() + 1, found.end(), "ratio")
            yield Row("ratio", value, "times", approximation, start, end)

    def _multiplied(self, text: str) -> Iterator[Row]:
        for found in self._multiple.finditer(text) if any(word in text for word in self._multiple_ends) else ():
            value = self._multiples[found.group(1).lower()]
            approximation, start, end = self._hedges.around(text, found.start() + 1, found.end(), "ratio")
            yield Row("ratio", value, "times", approximation, start, end)
