"""From rules to meanings: read phrases off the codes of a text and evaluate them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from newstext.timex import absolute, holidays, lengths, operators, periods, relative
from newstext.timex.grammar import Grammar, Rule
from newstext.timex.lexicon import Lexicon
from newstext.timex.moments import Moment
from newstext.timex.phrase import Context, Phrase

type Action = Callable[[Phrase, Context], Moment | None]
type Operator = Callable[[Phrase, Context, Moment], Moment | None]

MODULES = (absolute, relative, periods, lengths, holidays)
DEEPEST = 4
"""Operators nest at most so deep: "9 a.m. on the day before last Tuesday" needs three."""


class Interpreter:
    """Longest phrases of the grammar, and what they mean; unknown actions in the table raise at construction."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        self._grammar, self._lexicon = grammar, lexicon
        plain = [rule.action for rule in grammar.rules if rule.kind == "primary"]
        self._actions: Mapping[str, Action] = {name: _find(name) for name in plain}
        self._operators: Mapping[str, Operator] = {
            rule.action: getattr(operators, rule.action) for rule in grammar.rules if rule.kind in {"prefix", "suffix"}
        }

    def read(self, codes: str, words: Sequence[str], start: int, depth: int = 0) -> Iterator[Phrase]:
        """The readings of the text from a token on, best first: with an operator, then plain, each with its tail."""
        matches = self._grammar.matches
        if depth < DEEPEST:
            for rule, middle in matches("prefix", codes, start):
                for inner in self.read(codes, words, middle, depth + 1):
                    yield from self._tailed(codes, words, self._phrase(rule, codes, words, (start, middle), inner))
        for rule, end in matches("primary", codes, start):
            yield from self._tailed(codes, words, self._phrase(rule, codes, words, (start, end)))

    def evaluate(self, phrase: Phrase, context: Context) -> Moment | None:
        """What a phrase means in its context; None where it is no time expression after all."""
        if phrase.inner is None:
            return self._actions[phrase.rule.action](phrase, context)
        follows = phrase.inner.start > phrase.start
        within = context._replace(before=phrase.words[-1]) if follows else context._replace(after=phrase.words[0])
        inner = self.evaluate(phrase.inner, within)
        return self._operators[phrase.rule.action](phrase, context, inner) if inner else None

    def _tailed(self, codes: str, words: Sequence[str], phrase: Phrase) -> Iterator[Phrase]:
        for rule, end in self._grammar.matches("suffix", codes, phrase.end):
            yield self._phrase(rule, codes, words, (phrase.end, end), phrase)
        yield phrase

    def _phrase(
        self, rule: Rule, codes: str, words: Sequence[str], span: tuple[int, int], inner: Phrase | None = None
    ) -> Phrase:
        first, last = start, end = span
        if inner is not None:
            start, end = min(first, inner.start), max(last, inner.end)
        classes = tuple([self._lexicon.classes(code) for code in codes[first:last]])
        return Phrase(self._lexicon, rule, tuple(words[first:last]), classes, start, end, inner)


def _find(name: str) -> Action:
    for module in MODULES:
        action: Action | None = getattr(module, name, None)
        if action is not None:
            return action
    raise ValueError(f"no action named {name!r} for time rules")
