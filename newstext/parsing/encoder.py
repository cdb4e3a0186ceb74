"""spaCy's token encoder (hash embeddings, then a convolution of four layers) in numpy.

The same network as `spacy.MultiHashEmbed.v2` with `spacy.MaxoutWindowEncoder.v2`, for reading only, faster in three
ways: numpy's matrix product knows the processor, where thinc takes generic kernels; the first layer, which sees no
neighbours, is worked out once for each kind of token and kept; and its product with the weights is worked out once for
each row of the embedding tables.

What a token gives must not depend on which articles are read together. A matrix product rounds differently by the
number and the place of its rows, so an article is multiplied alone, from its first token on; all else here works on
each row by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from spacy.attrs import NORM, ORTH, SPACY

KINDS_KEPT = 60_000
"""Kinds of tokens whose first layer is kept at most: 23 MB, and more than a day of an agency's news has."""
ROWS = 512
"""Tokens multiplied at once: what lies between two layers stays in a processor's second cache."""

type Floats = np.ndarray[Any, np.dtype[np.float32]]
type Kind = tuple[int, int, int]
"""What the embedding sees of a token: the word, its norm, whether a blank follows; all else follows from the word."""


@dataclass(frozen=True, slots=True)
class Maxout:
    """The largest of several linear maps, each row brought to mean 0 and variance 1, then stretched and shifted."""

    weights: Floats
    """Inputs by (piece, output)."""
    bias: Floats
    stretch: Floats
    shift: Floats

    def of_mapped(self, mapped: Floats) -> Floats:
        """Return the layer's output for inputs multiplied with its weights already; overwrites `mapped`."""
        width = len(self.shift)
        mapped += self.bias
        largest = mapped[:, :width]
        for piece in range(width, mapped.shape[1], width):
            largest = np.maximum(largest, mapped[:, piece : piece + width])
        largest -= largest.mean(axis=1, keepdims=True)
        variance = np.square(largest).mean(axis=1, keepdims=True)
        largest /= np.sqrt(variance + np.float32(1e-8))
        largest *= self.stretch
        largest += self.shift
        return largest


class Encoder:
    """Give every token of an article a vector of its word and its neighbours."""

    def __init__(self, model: Any, vectors: Any) -> None:
        """Take the weights of a thinc model and the word vectors of its vocabulary."""
        embedding, convolution = model.layers
        self._ops = model.ops
        self._vectors = vectors
        (self._first,) = _maxouts(embedding)
        self._layers = _maxouts(convolution)
        self._columns = _nodes(embedding, "extract_features")[0].attrs["columns"]
        self._width = len(self._first.shift)
        hashed = _nodes(embedding, "hashembed")
        parts = np.split(self._first.weights, len(self._first.weights) // self._width)
        self._seeds = [node.attrs["seed"] for node in hashed]
        self._tables = [node.get_param("E") @ part for node, part in zip(hashed, parts, strict=False)]
        static = _nodes(embedding, "static_vectors")
        self._vector_table = vectors.data @ (static[0].get_param("W").T @ parts[-1]) if static else None
        self._known: dict[Kind, int] = {}
        self._rows = np.empty((KINDS_KEPT, self._width), np.float32)

    def encode(self, docs: Sequence[Any]) -> list[Floats]:
        """Return one matrix a passage of one article, a row a token."""
        gap = len(self._layers)  # rows of nothing, so that no passage sees the next
        lengths = [len(doc) for doc in docs]
        begins = [gap + start for start in accumulate((length + gap for length in lengths), initial=0)]
        spans = [slice(begin, begin + length) for begin, length in zip(begins, lengths, strict=False)]
        laid = np.zeros((begins[-1], self._width), np.float32)
        laid[np.concatenate([np.arange(span.start, span.stop) for span in spans])] = self._embedded(docs)
        convolved = self._convolved(laid)
        return [convolved[span] for span in spans]

    def _embedded(self, docs: Sequence[Any]) -> Floats:
        """Return the first layer's output for each token, each kind of token worked out once."""
        seen = np.concatenate([doc.to_array([ORTH, NORM, SPACY]) for doc in docs])
        kinds: list[Kind] = list(zip(*seen.T.tolist(), strict=True))
        new = {kind: i for i, kind in enumerate(kinds) if kind not in self._known}
        if len(self._known) + len(new) > len(self._rows):
            self._known.clear()
            new = {kind: i for i, kind in enumerate(kinds)}
            self._rows = np.empty((max(KINDS_KEPT, len(new)), self._width), np.float32)
        if new:
            places = list(new.values())
            features = np.concatenate([doc.to_array(self._columns) for doc in docs])[places]
            first = len(self._known)
            self._known |= {kind: first + i for i, kind in enumerate(new)}
            self._rows[first : len(self._known)] = self._first_layer(features, seen[places, 0])
        return self._rows[[self._known[kind] for kind in kinds]]

    def _first_layer(self, features: Any, words: Any) -> Floats:
        mapped = np.zeros((len(words), len(self._first.bias)), np.float32)
        for column, seed, table in zip(features.T, self._seeds, self._tables, strict=True):
            keys = self._ops.hash(np.ascontiguousarray(column), seed) % len(table)
            mapped += self._ops.gather_add(table, keys)
        if self._vector_table is not None:
            rows = self._vectors.find(keys=words)
            mapped[rows >= 0] += self._vector_table[rows[rows >= 0]]
        return self._first.of_mapped(mapped)

    def _convolved(self, below: Floats) -> Floats:
        """Add to each row, layer by layer, what the layer makes of it and the rows beside it."""
        count, width = below.shape
        below = np.pad(below, ((1, 1), (0, 0)))
        for layer in self._layers:
            above = below.copy()
            for start in range(0, count, ROWS):
                stop = min(start + ROWS, count)
                windows = as_strided(below[start:], (stop - start, 3 * width), below.strides)
                above[start + 1 : stop + 1] += layer.of_mapped(np.ascontiguousarray(windows) @ layer.weights)
            below = above
        return below[1:-1]


def _nodes(model: Any, name: str) -> list[Any]:
    return [node for node in model.walk() if node.name == name]


def _maxouts(model: Any) -> list[Maxout]:
    pairs = zip(_nodes(model, "maxout"), _nodes(model, "layernorm"), strict=True)
    return [_maxout(node, norm) for node, norm in pairs]


def _maxout(node: Any, norm: Any) -> Maxout:
    weights, bias = node.get_param("W"), node.get_param("b")
    inputs = weights.shape[-1]
    by_piece = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
    return Maxout(by_piece, bias.T.reshape(-1), norm.get_param("G"), norm.get_param("b"))
