"""One matched expression, as the rules that give it a meaning see it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from newstext.timex.grammar import Rule
from newstext.timex.lexicon import Lexicon
from newstext.timex.moments import Moment
from newstext.timex.tense import NO_CLAUSE, Clause, Tense


class Context(NamedTuple):
    """What the meaning of an expression may depend on besides its own words.

    `mentioned` is the last date the text named before, `quarter` the last quarter; `rate` tells that a figure
    stands before ("$5 billion a year"), `before` and `after` are the neighbouring words.
    """

    published: date | None = None
    clause: Clause = NO_CLAUSE
    mentioned: Moment | None = None
    quarter: Moment | None = None
    before: str = ""
    after: str = ""
    rate: bool = False

    @property
    def tense(self) -> Tense:
        return self.clause.tense

    @property
    def reference(self) -> date | None:
        """The day a textual shift ("the following day") starts from: the last date named, else publication."""
        named = self.mentioned.starts_on if self.mentioned else None
        return named or self.published


class Phrase(NamedTuple):
    """Tokens `start` to `end` of a text, read by a rule; `inner` is the expression that an operator applies to."""

    lexicon: Lexicon
    rule: Rule
    words: tuple[str, ...]
    classes: tuple[frozenset[str], ...]
    start: int
    end: int
    inner: Phrase | None = None

    def has(self, name: str) -> bool:
        return any(name in classes for classes in self.classes)

    def values(self, *names: str) -> list[str]:
        """What the tokens of some classes mean, in text order."""
        return [
            self.lexicon.value(word, name)
            for word, classes in zip(self.words, self.classes, strict=True)
            for name in names
            if name in classes
        ]

    def first(self, *names: str) -> str | None:
        return next(iter(self.values(*names)), None)

    def number(self, *names: str) -> int | None:
        """The first value of some classes as an integer; ordinals lose their ending."""
        found = self.first(*names)
        return figure(found) if found is not None else None

    @property
    def step(self) -> int:
        """Last is -1, this 0, next 1."""
        return self.number("shift", "this", "past_word", "coming_word") or 0

    @property
    def unit(self) -> str:
        return self.first("unit") or self.rule.argument or "D"

    def numbers(self, *names: str) -> list[int]:
        return [figure(value) for value in self.values(*names)]


def figure(value: str) -> int:
    return int("".join(c for c in value if c.isdigit() or c == "-") or 0)


def lengths(phrase: Phrase) -> list[tuple[float | None, str]]:
    """The pairs of count and unit in a phrase: "2 weeks and 2 days"; None stands for a vague count."""
    found: list[tuple[float | None, str]] = []
    gathered: list[tuple[str, frozenset[str]]] = []
    for word, classes in zip(phrase.words, phrase.classes, strict=True):
        if classes & {"unit", "units"}:
            found.append((count(phrase.lexicon, gathered), _unit(phrase.lexicon, word, classes)))
            gathered = []
        else:
            gathered.append((word, classes))
    if found and any("half" in classes for _, classes in gathered):
        number, unit = found[-1]
        found[-1] = (None if number is None else number + 0.5, unit)
    return found


def _unit(lexicon: Lexicon, word: str, classes: frozenset[str]) -> str:
    return lexicon.value(word, "unit" if "unit" in classes else "units")


def count(lexicon: Lexicon, tokens: list[tuple[str, frozenset[str]]]) -> float | None:
    """The number that some tokens spell; None for "several", 1 for a bare article."""
    total, current, seen = 0.0, 0.0, False
    for word, classes in tokens:
        if "vague_number" in classes:
            return None
        if "couple" in classes:
            return 2.0
        if "half" in classes:
            current, seen = current + 0.5, True
        elif "fraction" in classes:
            current, seen = current + _fraction(word), True
        elif "number_word" in classes:
            value = float(lexicon.value(word, "number_word"))
            current = max(current, 1.0) * value if value in {100.0, 1000.0} else current + value
            if value == 1000.0:
                total, current = total + current, 0.0
            seen = True
        elif "number" in classes:
            current, seen = float(word.replace(",", "").rstrip(".")), True
    return total + current if seen else 1.0


def _fraction(word: str) -> float:
    whole, _, part = word.rpartition(" ")
    top, _, bottom = part.partition("/")
    return float(whole or 0) + (float(top) / float(bottom) if float(bottom) else 0.0)


def unknown(unit: str) -> Moment:
    """A relative expression of a text whose date is not known."""
    shapes = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX"}
    return Moment(shapes.get(unit, "XXXX"), unit=unit, relative=True)


def relative(moment: Moment) -> Moment:
    return Moment(moment.timex, moment.starts_on, moment.ends_on, moment.unit, moment.kind, relative=True)
