"""A parsed passage as plain Python objects: its tokens, what hangs from what, and the entities the network guessed.

Attributes are named as spaCy names them. They are read millions of times, and each reading of a `spacy.tokens.Token`
costs a call into the library and a look-up of a string; here it is a slot.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import overload

_place = attrgetter("i")


class Token:
    """A word or mark: `i` is its place among the tokens, `idx` its first character; a root is its own `head`."""

    __slots__ = (
        "dep_", "ent_type_", "head", "i", "idx", "lefts", "lemma_", "lower_", "parse", "pos_", "rights", "tag_", "text",
    )  # fmt: skip

    parse: Parse
    text: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    i: int
    idx: int
    head: Token
    lefts: Sequence[Token]
    rights: Sequence[Token]

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.i})"

    @property
    def children(self) -> Sequence[Token]:
        """What hangs from the token: first what stands before it, then what stands after it."""
        return (*self.lefts, *self.rights)

    @property
    def left_edge(self) -> Token:
        """The first token of all that hangs from this one, itself included."""
        return min(self._hanging(), key=_place) if self.lefts or self.rights else self

    @property
    def right_edge(self) -> Token:
        return max(self._hanging(), key=_place) if self.lefts or self.rights else self

    def _hanging(self) -> list[Token]:
        """Return the token and all that hangs from it, at whatever remove."""
        found = [self]
        for token in found:  # grows while it is read
            found += token.lefts
            found += token.rights
        return found

    @property
    def sent(self) -> Stretch:
        """The sentence the token stands in."""
        starts = self.parse.sentence_starts
        number = bisect_right(starts, self.i)
        return Stretch(self.parse, starts[number - 1], starts[number] if number < len(starts) else len(self.parse))

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()


@dataclass(frozen=True, slots=True)
class Guess:
    """A name as the entity recogniser found it, with its label of OntoNotes; offsets are characters of the passage."""

    start_char: int
    end_char: int
    label_: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `start` to `end` of a parse."""

    parse: Parse
    start: int
    end: int

    def __iter__(self) -> Iterator[Token]:
        return iter(self.parse.tokens[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, place: int) -> Token:
        return self.parse.tokens[range(self.start, self.end)[place]]

    @property
    def text(self) -> str:
        return self.parse.text[self.start_char : self.end_char] if len(self) else ""

    @property
    def start_char(self) -> int:
        return self.parse[self.start].idx

    @property
    def end_char(self) -> int:
        last = self.parse[self.end - 1]
        return last.idx + len(last)

    @property
    def root(self) -> Token:
        """The first token that hangs from none of the stretch."""
        return next(token for token in self if token.head is token or not self.start <= token.head.i < self.end)


class Parse:
    """The tokens of one passage in text order."""

    def __init__(self, text: str, tokens: list[Token], sentence_starts: Sequence[int], ents: Sequence[Guess]) -> None:
        self.text = text
        self.sentence_starts = sentence_starts or [0]
        self.ents = ents
        self.tokens = tokens
        self._starts = [token.idx for token in tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> Stretch: ...
    def __getitem__(self, place: int | slice) -> Token | Stretch:
        if isinstance(place, int):
            return self.tokens[place]
        start, end, _ = place.indices(len(self.tokens))
        return Stretch(self, start, max(start, end))

    @property
    def sents(self) -> list[Stretch]:
        bounds = [*self.sentence_starts, len(self)]
        return [Stretch(self, start, end) for start, end in pairwise(bounds) if start < end]

    def stretch(self, start: int, end: int) -> Stretch | None:
        """Return the tokens that characters `start` to `end` touch; blanks count to the token before them."""
        first, last = self._token_at(start), self._token_at(end - 1)
        return None if first is None or last is None or first > last else Stretch(self, first, last + 1)

    def stretch_within(self, start: int, end: int) -> Stretch | None:
        """Return the tokens that lie wholly between two characters; None where there is none."""
        first, last = self._token_at(start), self._token_at(end - 1)
        if first is None or last is None:
            return None
        first += self._starts[first] < start
        last -= self._starts[last] + len(self.tokens[last]) > end
        return None if first > last else Stretch(self, first, last + 1)

    def _token_at(self, place: int) -> int | None:
        return bisect_right(self._starts, place) - 1 if self.tokens and 0 <= place < len(self.text) else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What holds of a token wherever it stands with one tag and one relation to its head."""

    text: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str


def grow_tree(
    text: str,
    readings: Sequence[Reading],
    starts: Sequence[int],
    heads: Sequence[int],
    sentence_starts: Sequence[int],
    ents: Sequence[Guess],
) -> Parse:
    """Make the parse of a passage from its tokens' readings, first characters and places of heads."""
    tokens = [_token(i, reading, start) for i, (reading, start) in enumerate(zip(readings, starts, strict=True))]
    parse = Parse(text, tokens, sentence_starts, ents)
    for token, head in zip(tokens, heads, strict=True):
        token.parse, token.head = parse, tokens[head]
        if head != token.i:
            _hang(token, token.head)
    for guess in ents:
        for token in parse.stretch(guess.start_char, guess.end_char) or ():
            token.ent_type_ = guess.label_
    return parse


def _token(i: int, reading: Reading, idx: int) -> Token:
    token = Token()
    token.i, token.idx, token.ent_type_ = i, idx, ""
    token.lefts = token.rights = ()
    token.text, token.lower_, token.lemma_ = reading.text, reading.lower_, reading.lemma_
    token.tag_, token.pos_, token.dep_ = reading.tag_, reading.pos_, reading.dep_
    return token


def _hang(token: Token, head: Token) -> None:
    if token.i < head.i:
        head.lefts = (*head.lefts, token)
    else:
        head.rights = (*head.rights, token)
