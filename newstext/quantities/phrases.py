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
HALF = frozenset({"half"})
PARTS = HALF | frozenset({"third", "quarter", "fifth", "sixth", "eighth", "tenth"})
LEADS = tuple(f" {article} {word}".encode() for article in ("a", "an") for word in ("", *(f"{w} " for w in WHOLE)))
"""What stands before a period, as in `Spots.letters`."""


class PhraseFinder:
    """Find quantities that are told without a number."""

    def __init__(self, vocabulary: Vocabulary, hedges: HedgeReader) -> None:
        self._units = vocabulary.units
        self._fractions = vocabulary.number_roles["fraction"]
        self._hedges = hedges
        self._multiples = vocabulary.number_roles["multiple"]
        self._multiple_words = frozenset(self._multiples)
        self._period_words = frozenset(PERIOD_WORDS)
        self.words = self._multiple_words | self._period_words | PARTS
        comparison = "|".join(sorted(vocabulary.classes["comparison"]))
        multiples = "|".join(f"[{w[0]}{w[0].upper()}]{w[1:]}" for w in sorted(self._multiples))
        self._multiple = re.compile(rf" ({multiples})(?= (?:as|{comparison})\b)")

    def find(self, text: str, spots: Spots, inside: Sequence[tuple[int, int]]) -> list[Row]:
        """Return the quantities of a text with a blank in front, none in the spans given.

        `spots` are where the `words` stand: the patterns are tried there alone.
        """
        found = [*self._long(text)]
        if spots.has_any(self.words):
            found = [*self._periods(text, spots), *self._halved(text, spots), *found]
            found += [*self._parts(text, spots), *self._multiplied(text, spots)]
        return [row for row in found if not any(a <= row.start and row.end <= b for a, b in inside)]

    def _periods(self, text: str, spots: Spots) -> Iterator[Row]:
        for place in spots.places(self._period_words):
            lead = next((lead for lead in LEADS if spots.letters.endswith(lead, 0, place)), b"")
            found = PERIOD.match(text, place - len(lead)) if lead else None
            hedge, start = self._hedges.before(text, found.start() + 1, "period") if found else (None, 0)
            if found and hedge:
                unit = self._units[found.group(1)]
                yield Row("duration", unit.factor, unit.unit, hedge.approximation, start, found.end())

    def _halved(self, text: str, spots: Spots) -> Iterator[Row]:
        for place in spots.places(HALF):
            if found := HALVED.match(text, place - 1):
                unit = self._units[found.group(1)]
                hedge, start = self._hedges.before(text, place, "period")
                said = hedge.approximation if hedge else "exact"
                yield Row("duration", unit.factor / 2, unit.unit, said, start, found.end())

    def _long(self, text: str) -> Iterator[Row]:
        for long in LONG.finditer(text) if "long" in text else ():
            if before := PERIOD_BEFORE.search(text, max(0, long.start() - 11), long.start()):
                unit = self._units[before.group(1)]
                yield Row("duration", unit.factor, unit.unit, "exact", before.start(1), long.end())

    def _parts(self, text: str, spots: Spots) -> Iterator[Row]:
        for place in spots.places(PARTS):
            start = place if text.startswith("alf", place + 1) else place - len("a ")
            found = PART.match(text, start - 1)
            if found is None or PARTS_OF_TIME.search(text, max(0, start - 9), start - 1):
                continue
            value = 1 / self._fractions[found.group(1) or "half"]
            approximation, begin, end = self._hedges.around(text, start, found.end(), "ratio")
            yield Row("ratio", value, "times", approximation, begin, end)

    def _multiplied(self, text: str, spots: Spots) -> Iterator[Row]:
        for place in spots.places(self._multiple_words):
            if found := self._multiple.match(text, place - 1):
                value = self._multiples[found.group(1).lower()]
                approximation, start, end = self._hedges.around(text, place, found.end(), "ratio")
                yield Row("ratio", value, "times", approximation, start, end)
