"""One matched expression, as the rules that give it a meaning see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from newstext.memo import Memo
from newstext.timex.grammar import Rule
from newstext.timex.lexicon import Lexicon
from newstext.timex.moments import Moment
from newstext.timex.tense import NO_CLAUSE, Clause, Tense


class Context(NamedTuple):
    """What the meaning of an expression may depend on besides its own words.

    `mentioned` is the last date the text named before, `quarter` the last quarter; `before` and `after` are the
    neighbouring words.
    """

    published: date | None = None
    clause: Clause = NO_CLAUSE
    mentioned: Moment | None = None
    quarter: Moment | None = None
    before: str = ""
    after: str = ""

    @property
    def tense(self) -> Tense:
        return self.clause.tense

    @property
    def reference(self) -> date | None:
        """The day a textual shift ("the following day") starts from: the last date named, else publication."""
        named = self.mentioned.starts_on if self.mentioned else None
        return named or self.published


type Length = tuple[float | None, str]
"""A count of units; None stands for a vague count."""


class Shape:
    """How a rule reads tokens of certain classes; `inner` is the expression that an operator applies to.

    Offsets count tokens from the first of the whole: the rule itself covers `first` to `last`, the inner expression
    stands before or after that, and the whole ends at `end`. Few shapes make up all the expressions of a corpus, so
    what can be known without the words is kept in them.
    """

    __slots__ = ("_places", "classes", "end", "first", "inner", "last", "names", "rule")

    def __init__(
        self, rule: Rule, classes: Sequence[frozenset[str]], first: int, last: int, inner: Shape | None = None
    ) -> None:
        self.rule, self.classes, self.first, self.last, self.inner = rule, classes, first, last, inner
        self.end: int = last + inner.end if inner and not first else last
        self.names = frozenset().union(*classes)
        self._places = Memo(self._find_places)

    def places(self, names: tuple[str, ...]) -> Sequence[tuple[int, str]]:
        """Which tokens are of some classes, in text order, each with the class."""
        return self._places[names]

    def _find_places(self, names: tuple[str, ...]) -> Sequence[tuple[int, str]]:
        return [(i, name) for i, classes in enumerate(self.classes) for name in names if name in classes]


class Phrase:
    """The words that a rule covers, for the actions that give them a meaning."""

    __slots__ = ("_shape", "lexicon", "rule", "words")

    def __init__(self, lexicon: Lexicon, shape: Shape, words: Sequence[str]) -> None:
        self.lexicon, self.rule, self.words, self._shape = lexicon, shape.rule, words, shape

    @property
    def classes(self) -> Sequence[frozenset[str]]:
        return self._shape.classes

    def has(self, name: str) -> bool:
        return name in self._shape.names

    def values(self, *names: str) -> list[str]:
        """What the tokens of some classes mean, in text order."""
        value, words = self.lexicon.value, self.words
        return [value(words[i], name) for i, name in self._shape.places(names)]

    def first(self, *names: str) -> str | None:
        places = self._shape.places(names)
        return self.lexicon.value(self.words[places[0][0]], places[0][1]) if places else None

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
    return int(value) if value.isdecimal() else int("".join(c for c in value if c.isdigit() or c == "-") or 0)


def lengths(phrase: Phrase) -> list[Length]:
    """The pairs of count and unit in a phrase: "2 weeks and 2 days"."""
    found: list[Length] = []
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
        if classes & {"to", "or"}:
            total, current = 0.0, 0.0  # of "two to three weeks" the longer counts
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
