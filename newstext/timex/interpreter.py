"""From rules to meanings: read phrases off the codes of a text and evaluate them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from newstext.memo import Lazily, Memo
from newstext.timex import absolute, holidays, lengths, operators, periods, relative
from newstext.timex.grammar import Grammar, Rule
from newstext.timex.lexicon import Lexicon
from newstext.timex.moments import Moment
from newstext.timex.phrase import Context, Phrase, Shape

type Action = Callable[[Phrase, Context], Moment | None]
type Operator = Callable[[Phrase, Context, Moment], Moment | None]

MODULES = (absolute, relative, periods, lengths, holidays)
DEEPEST = 4
"""Operators nest at most so deep: "9 a.m. on the day before last Tuesday" needs three."""
LONGEST = 32
"""Tokens that an expression may have."""


class Interpreter:
    """Longest phrases of the grammar, and what they mean; unknown actions in the table raise at construction."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        self._grammar, self._lexicon = grammar, lexicon
        self._shapes = Memo(self._readings)
        plain = [rule.action for rule in grammar.rules if rule.kind == "primary"]
        self._actions: Mapping[str, Action] = {name: _find(name) for name in plain}
        self._operators: Mapping[str, Operator] = {
            rule.action: getattr(operators, rule.action) for rule in grammar.rules if rule.kind in {"prefix", "suffix"}
        }

    def read(self, codes: str, start: int) -> Iterable[Shape]:
        """The readings of the text from a token on, best first: with an operator, then plain, each with its tail."""
        return self._shapes[codes[start : min(self._grammar.reach(codes, start), start + LONGEST)]]

    def evaluate(self, shape: Shape, words: Sequence[str], context: Context) -> Moment | None:
        """What the words of a reading mean in their context; None where they are no time expression after all."""
        phrase = Phrase(self._lexicon, shape, words[shape.first : shape.last])
        if shape.inner is None:
            return self._actions[shape.rule.action](phrase, context)
        if shape.first:
            inner = self.evaluate(shape.inner, words, context._replace(after=phrase.words[0]))
        else:
            inner = self.evaluate(shape.inner, words[shape.last :], context._replace(before=phrase.words[-1]))
        return self._operators[shape.rule.action](phrase, context, inner) if inner else None

    def _readings(self, codes: str) -> Lazily[Shape]:
        return Lazily(self._read(codes, 0))

    def _read(self, codes: str, start: int, depth: int = 0) -> Iterator[Shape]:
        """The readings from a token on; their offsets count from it."""
        if depth < DEEPEST:
            for rule, middle in self._grammar.matches("prefix", codes, start):
                for inner in self._read(codes, middle, depth + 1):
                    yield from self._tailed(codes, start, self._shape(rule, codes, start, (start, middle), inner))
        for rule, end in self._grammar.matches("primary", codes, start):
            yield from self._tailed(codes, start, self._shape(rule, codes, start, (start, end)))

    def _tailed(self, codes: str, start: int, shape: Shape) -> Iterator[Shape]:
        after = start + shape.end
        for rule, end in self._grammar.matches("suffix", codes, after):
            yield self._shape(rule, codes, start, (after, end), shape)
        yield shape

    def _shape(self, rule: Rule, codes: str, start: int, span: tuple[int, int], inner: Shape | None = None) -> Shape:
        classes = [self._lexicon.classes(code) for code in codes[slice(*span)]]
        return Shape(rule, classes, span[0] - start, span[1] - start, inner)


def _find(name: str) -> Action:
    for module in MODULES:
        action: Action | None = getattr(module, name, None)
        if action is not None:
            return action
    raise ValueError(f"no action named {name!r} for time rules")
