"""Parts of speech and lemmas as spaCy's attribute ruler and rule lemmatizer give them, once for each kind of token.

Both components decide by the token's letters, its tag and its relation to its head, a few rules by two tokens that
stand side by side ("gonna", "there's"). So their answers can be kept: they cost a third of a parse otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

from newstext.parsing.tree import Reading

SEEN_BY_RULES = frozenset({"TAG", "LOWER", "ORTH", "TEXT", "DEP", "IS_SPACE"})
"""What may decide a rule for its answer to be kept."""
LONGEST_RULE = 2
READINGS_KEPT = 100_000
"""Readings kept at most, about 50 MB."""

type Kind = tuple[int, str, int]
"""A token's letters and its relation to its head, as spaCy numbers them, and its tag."""


def can_be_kept(ruler: Any) -> bool:
    """Tell whether the answers of an attribute ruler depend on nothing but kinds of one or two tokens."""
    return all(
        len(tokens) <= LONGEST_RULE and SEEN_BY_RULES.issuperset(chain.from_iterable(tokens))
        for tokens in _patterns(ruler)
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """The reading of a token by itself, and which rules for two tokens it opens and closes, a bit a rule."""

    reading: Reading
    opens: int
    closes: int


class AttributeReader:
    """Read tokens with the attribute ruler and the lemmatizer of one pipeline."""

    def __init__(self, nlp: Any) -> None:
        self._vocab = nlp.vocab
        self._ruler, self._lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        _make_sets(self._lemmatizer.lookups.get_table("lemma_index"))
        pairs = [tokens for tokens in _patterns(self._ruler) if len(tokens) == LONGEST_RULE]
        self._openers = _matcher(nlp.vocab, [first for first, _ in pairs])
        self._closers = _matcher(nlp.vocab, [second for _, second in pairs])
        self._alone: dict[Kind, Answer] = {}
        self._together: dict[tuple[Kind, ...], list[Reading]] = {}
        self._lemmas: dict[tuple[int, int, int], str] = {}

    def read(self, kinds: Sequence[Kind]) -> list[Reading]:
        """Return the readings of the tokens of one passage."""
        if len(self._alone) + len(self._together) + len(self._lemmas) > READINGS_KEPT:
            for kept in (self._alone, self._together, self._lemmas):
                kept.clear()
        if new := [kind for kind in dict.fromkeys(kinds) if kind not in self._alone]:
            self._alone.update(zip(new, self._answers(new), strict=True))
        answers = [self._alone[kind] for kind in kinds]
        readings = [answer.reading for answer in answers]
        for start, end in _runs(answers):
            readings[start:end] = self._read_together(tuple(kinds[start:end]))
        return readings

    def _answers(self, kinds: Sequence[Kind]) -> list[Answer]:
        """Return the answers for kinds that stand beside one another by chance."""
        doc = self._ruled(kinds)
        roles = zip(_roles(self._openers, doc), _roles(self._closers, doc), strict=True)
        answers = [Answer(self._reading(token), *role) for token, role in zip(doc, roles, strict=True)]
        for start, end in _runs(answers):
            answers[start:end] = [self._answers([kind])[0] for kind in kinds[start:end]]
        return answers

    def _read_together(self, kinds: tuple[Kind, ...]) -> list[Reading]:
        if kinds not in self._together:
            self._together[kinds] = [self._reading(token) for token in self._ruled(kinds)]
        return self._together[kinds]

    def _ruled(self, kinds: Sequence[Kind]) -> Doc:
        strings = self._vocab.strings
        words, deps = [strings[word] for word, _, _ in kinds], [strings[relation] for _, _, relation in kinds]
        doc = Doc(self._vocab, words, tags=[tag for _, tag, _ in kinds], deps=deps, heads=list(range(len(kinds))))
        return self._ruler(doc)

    def _reading(self, token: Token) -> Reading:
        lemma = token.lemma_ or self._lemma(token)
        return Reading(token.text, token.lower_, lemma, token.tag_, token.pos_, token.dep_)

    def _lemma(self, token: Token) -> str:
        key = (token.orth, token.pos, token.morph.key)
        if key not in self._lemmas:
            self._lemmas[key] = self._lemmatizer.lemmatize(token)[0]
        return self._lemmas[key]


def _make_sets(index: Any) -> None:
    """Turn the lists of known lemmas, 57,000 nouns among them, into sets: each rule tried asks for membership."""
    for part_of_speech, lemmas in list(index.items()):
        index[part_of_speech] = frozenset(lemmas)


def _patterns(ruler: Any) -> list[list[dict[str, Any]]]:
    return [tokens for rule in ruler.patterns for tokens in rule["patterns"]]


def _matcher(vocab: Any, tokens: Sequence[dict[str, Any]]) -> Matcher:
    """Return a matcher of single tokens whose keys are their places in the sequence."""
    matcher = Matcher(vocab)
    for place, token in enumerate(tokens):
        matcher.add(str(place), [[token]])
    return matcher


def _roles(matcher: Matcher, doc: Doc) -> list[int]:
    roles = [0] * len(doc)
    for key, place, _ in matcher(doc):
        roles[place] |= 1 << int(doc.vocab.strings[key])
    return roles


def _runs(answers: Sequence[Answer]) -> Iterator[tuple[int, int]]:
    """Yield the stretches whose neighbours may fall under a rule for two tokens."""
    end = 0
    for i, (one, other) in enumerate(pairwise(answers)):
        if not one.opens & other.closes or i < end - 1:
            continue
        end = i + LONGEST_RULE
        while end < len(answers) and answers[end - 1].opens & answers[end].closes:
            end += 1
        yield i, end
