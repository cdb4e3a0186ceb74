"""Find the time expressions of an article and resolve them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from newstext.records import Passage, Tables, TimeExpression
from newstext.timex.grammar import Grammar
from newstext.timex.interpreter import Interpreter
from newstext.timex.lexicon import Lexicon
from newstext.timex.moments import Moment
from newstext.timex.phrase import Context
from newstext.timex.stretches import Stretch, StretchFinder
from newstext.timex.tense import NO_CLAUSE, Clause, Tense, TenseReader

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


class TimeFinder:
    """Time expressions with TIMEX3 values, resolved in text order against the date of the article."""

    def __init__(self, tables: Tables) -> None:
        self._lexicon = Lexicon(tables)
        self._grammar = Grammar(tables, self._lexicon)
        self._interpreter = Interpreter(self._grammar, self._lexicon)
        self._stretches = StretchFinder(self._lexicon)
        self._tense = TenseReader(tables)

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
        for stretch in self._stretches.find(text):
            reached = 0
            for at in self._grammar.openings(stretch.codes):
                found = self._best(stretch, at, context) if at >= reached else None
                if found is not None:
                    reached, reading = found
                    context = _remember(context, reading)
                    yield reading, context

    def _best(self, stretch: Stretch, at: int, context: Context) -> tuple[int, Reading] | None:
        words = stretch.words
        for shape in self._interpreter.read(stretch.codes, at):
            stop = at + shape.end
            start, end = stretch.span(at, stop)
            clause = Clause(self._tense, stretch.text, start, end)
            before, after = words[at - 1] if at else "", words[stop] if stop < len(words) else ""
            around = Context(context.published, clause, context.mentioned, context.quarter, before, after)
            moment = self._interpreter.evaluate(shape, words[at:stop], around)
            if moment is not None:
                return stop, Reading(moment, start, end, clause, shape.rule.action in FRAMING)
        return None


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
        moment.kind,
        moment.timex,
        moment.starts_on if dated else None,
        moment.ends_on if dated else None,
        "relative" if moment.relative else "absolute",
        offset + reading.start,
        offset + reading.end,
    )
