"""Find the time expressions of an article and resolve them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from newstext.records import Passage, Tables, TimeExpression
from newstext.timex.grammar import Grammar
from newstext.timex.interpreter import Interpreter
from newstext.timex.lexicon import Lexicon
from newstext.timex.moments import Moment
from newstext.timex.phrase import Context, Phrase
from newstext.timex.tense import NO_CLAUSE, Clause, Tense, TenseReader

RATE_REACH = 30
"""A figure at most this many characters before "a year" makes it a rate."""
FIGURE = re.compile(r"[\d$€£]")
FRAMING = frozenset({"quarter", "quarter_code"})
"""Actions whose quarter sets the frame of "a year ago" and "the quarter"."""


class Reading(NamedTuple):
    """An expression of one stretch of text; offsets are local to it.

    `frames` tells that it names a quarter which later comparisons ("a year ago") refer to.
    """

    moment: Moment
    start: int
    end: int
    clause: Clause = NO_CLAUSE
    frames: bool = False

    @property
    def tense(self) -> Tense:
        return self.clause.tense


class Stretch:
    """Part of a text as tokens: their codes and words; where they stand is looked up as far as it is asked for."""

    __slots__ = ("_ends_at", "_starts", "codes", "text", "words")

    def __init__(self, text: str, start: int, codes: str, words: Sequence[str]) -> None:
        self.text, self.codes, self.words = text, codes, words
        self._starts: list[int] = []
        self._ends_at = start

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets from the start of one token to the end of the one before another.

        No token begins with a character that stands between tokens, so the next place of its text is its own.
        """
        starts, find = self._starts, self.text.find
        for word in self.words[len(starts) : last]:
            at = find(word, self._ends_at)
            starts.append(at)
            self._ends_at = at + len(word)
        return starts[first], starts[last - 1] + len(self.words[last - 1])


class TimeFinder:
    """Time expressions with TIMEX3 values, resolved in text order against the date of the article."""

    def __init__(self, tables: Tables) -> None:
        self._lexicon = Lexicon(tables)
        self._grammar = Grammar(tables, self._lexicon)
        self._interpreter = Interpreter(self._grammar, self._lexicon)
        self._tense = TenseReader(tables)
        self._runs = self._lexicon.runs()

    def find(self, passages: Sequence[Passage], published: date | None) -> list[TimeExpression]:
        """Every time expression of the passages, in text order, with offsets into the view."""
        found: list[TimeExpression] = []
        context = Context(published=published)
        for passage in passages:
            for reading, after in self._passage(passage.text, context):
                found.append(_expression(reading, passage.start))
                context = after
        return found

    def read(self, text: str, published: date | None = None) -> list[Reading]:
        """The expressions of one stretch of text on its own, with local offsets."""
        return [reading for reading, _ in self._passage(text, Context(published=published))]

    def _passage(self, text: str, context: Context) -> Iterator[tuple[Reading, Context]]:
        """The expressions of a text, each with what later ones may depend on."""
        for start, end in self._lexicon.stretches(text):
            stretch = Stretch(text, start, *self._lexicon.tokens(text, start, end))
            for reading, after in self._stretch(stretch, context):
                yield reading, after
                context = after

    def _stretch(self, stretch: Stretch, context: Context) -> Iterator[tuple[Reading, Context]]:
        codes, opens, reached = stretch.codes, self._grammar.opens, 0
        for run in self._runs.finditer(codes):
            at, end = max(reached, run.start()), run.end()
            while at < end:
                found = self._best(stretch, at, context) if opens(codes, at) else None
                if found is None:
                    at += 1
                    continue
                phrase, reading = found
                context = _remember(context, reading)
                yield reading, context
                at = reached = phrase.end

    def _best(self, stretch: Stretch, at: int, context: Context) -> tuple[Phrase, Reading] | None:
        for phrase in self._interpreter.read(stretch.codes, stretch.words, at):
            start, end = stretch.span(phrase.start, phrase.end)
            clause = Clause(self._tense, stretch.text, start, end)
            moment = self._interpreter.evaluate(phrase, _around(stretch, phrase, clause, context))
            if moment is not None:
                return phrase, Reading(moment, start, end, clause, phrase.rule.action in FRAMING)
        return None


def _around(stretch: Stretch, phrase: Phrase, clause: Clause, context: Context) -> Context:
    words, start = stretch.words, clause.start
    return Context(
        context.published,
        clause,
        context.mentioned,
        context.quarter,
        words[phrase.start - 1] if phrase.start else "",
        words[phrase.end] if phrase.end < len(words) else "",
        FIGURE.search(stretch.text, max(0, start - RATE_REACH), start) is not None,
    )


def _remember(context: Context, reading: Reading) -> Context:
    moment = reading.moment
    if moment.kind not in {"date", "time"} or moment.starts_on is None:
        return context
    quarter = moment if reading.frames else context.quarter
    return Context(context.published, mentioned=moment, quarter=quarter)


def _expression(reading: Reading, offset: int) -> TimeExpression:
    moment = reading.moment
    dated = moment.kind in {"date", "time"}
    return TimeExpression(
        kind=moment.kind,
        timex=moment.timex,
        starts_on=moment.starts_on if dated else None,
        ends_on=moment.ends_on if dated else None,
        basis="relative" if moment.relative else "absolute",
        start=offset + reading.start,
        end=offset + reading.end,
    )
