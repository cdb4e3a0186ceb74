"""The kinds of tokens that texts are made of: a few thousand make up nearly all news.

What the embedding sees of a token is the word, its norm and whether a blank follows; all else follows from the word.
So what the encoders make of a token before they look at its neighbours is worked out once for each kind and kept.
"""

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any

import numpy as np
from spacy.attrs import NORM, ORTH, SPACY

from newstext.parsing.encoder import Encoder, Numbers

KINDS_KEPT = 20_000
"""Kinds kept at most, 4 kB each and encoder; the newest 200,000 words of an agency's news hold about as many."""

type Kind = tuple[int, int, int]


class Kinds:
    """Number the kinds of tokens, from 1 on, and teach each of them to some encoders."""

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self._encoders = encoders
        self._columns = list(dict.fromkeys(chain.from_iterable(encoder.columns for encoder in encoders)))
        self._known: dict[Kind, int] = {}

    def number(self, docs: Sequence[Any]) -> list[Numbers]:
        """Return the kind of each token, doc by doc; numbers given before may mean other kinds afterwards."""
        seen = np.concatenate([doc.to_array([ORTH, NORM, SPACY]) for doc in docs])
        kinds: list[Kind] = list(zip(*seen.T.tolist(), strict=True))
        new = {kind: place for place, kind in enumerate(kinds) if kind not in self._known}
        if len(self._known) + len(new) > KINDS_KEPT:
            self._known.clear()
            new = {kind: place for place, kind in enumerate(kinds)}
        if new:
            self._learn(docs, new)
        numbers = np.fromiter(map(self._known.__getitem__, kinds), np.intp, len(kinds))
        return np.split(numbers, list(accumulate(map(len, docs)))[:-1])

    def _learn(self, docs: Sequence[Any], new: dict[Kind, int]) -> None:
        """Learn kinds, each with the place of a token that is of it."""
        first = len(self._known) + 1
        self._known |= zip(new, range(first, first + len(new)), strict=True)
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])[list(new.values())]
        by_column = dict(zip(self._columns, features.T, strict=True))
        words = np.array([word for word, _, _ in new], np.uint64)
        for encoder in self._encoders:
            encoder.learn(first, [by_column[column] for column in encoder.columns], words)
