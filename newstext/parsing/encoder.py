"""spaCy's token encoder (hash embeddings, then a convolution of four layers) in numpy.

The same network as `spacy.MultiHashEmbed.v2` with `spacy.MaxoutWindowEncoder.v2`, for reading only, faster in three
ways: numpy's matrix product knows the processor, where thinc takes generic kernels; what does not look at neighbours
is worked out once for each kind of token and kept, with its products with the weights of the layer above; and the
product of the embedding with its weights is worked out once for each row of the embedding tables.

What a token gives must not depend on which articles are read together. A matrix product rounds differently by the
number and the place of its rows, so an article is multiplied alone, from its first token on, and a kind of token in a
block that is always of one size; all else here works on each row by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

ROWS = 256
"""Tokens multiplied at once: what lies between two layers stays in a processor's second cache."""
BLOCK = 32
"""Kinds of tokens multiplied at once."""

type Floats = np.ndarray[Any, np.dtype[np.float32]]
type Numbers = np.ndarray[Any, np.dtype[np.intp]]
"""Kinds of tokens by number; 0 stands for no token."""


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
        largest -= (np.einsum("ij->i", largest) / np.float32(width))[:, None]
        variance = np.einsum("ij,ij->i", largest, largest) / np.float32(width)
        largest /= np.sqrt(variance + np.float32(1e-8))[:, None]
        largest *= self.stretch
        largest += self.shift
        return largest


class Encoder:
    """Give every token of an article a vector of its word and its neighbours, by the kinds it has learned."""

    def __init__(self, model: Any, vectors: Any) -> None:
        """Take the weights of a thinc model and the word vectors of its vocabulary."""
        embedding, convolution = model.layers
        self._ops = model.ops
        self._vectors = vectors
        (self._embedding,) = _maxouts(embedding)
        self._lowest, *self._layers = _maxouts(convolution)
        self.columns: list[int] = _nodes(embedding, "extract_features")[0].attrs["columns"]
        """What must be known of a token, as spaCy numbers it."""
        self._width = len(self._embedding.shift)
        hashed = _nodes(embedding, "hashembed")
        parts = np.split(self._embedding.weights, len(self._embedding.weights) // self._width)
        self._seeds = [node.attrs["seed"] for node in hashed]
        self._tables = [node.get_param("E") @ part for node, part in zip(hashed, parts, strict=False)]
        static = _nodes(embedding, "static_vectors")
        self._vector_table = vectors.data @ (static[0].get_param("W").T @ parts[-1]) if static else None
        self._by_neighbour = np.split(self._lowest.weights, 3)
        self._block = BLOCK if all(map(_rounds_alike, self._by_neighbour)) else 1
        self._embedded = np.zeros((1, self._width), np.float32)
        self._products = [np.zeros((1, len(self._lowest.bias)), np.float32) for _ in self._by_neighbour]

    def learn(self, first: int, features: Sequence[Any], words: Any) -> None:
        """Learn the kinds numbered from `first` on, of which a column of features each and the words are given."""
        stop = first + len(words)
        self._embedded = _with_room(self._embedded, stop)
        self._products = [_with_room(table, stop) for table in self._products]
        rows = self._embedded[first:stop] = self._embed(features, words)
        for start in range(0, len(rows), self._block):
            block = np.zeros((self._block, self._width), np.float32)
            some = rows[start : start + self._block]
            block[: len(some)] = some
            for table, weights in zip(self._products, self._by_neighbour, strict=True):
                table[first + start : first + start + len(some)] = (block @ weights)[: len(some)]

    def _embed(self, features: Sequence[Any], words: Any) -> Floats:
        mapped = np.zeros((len(words), len(self._embedding.bias)), np.float32)
        for column, seed, table in zip(features, self._seeds, self._tables, strict=True):
            keys = self._ops.hash(np.ascontiguousarray(column), seed) % len(table)
            mapped += self._ops.gather_add(table, keys)
        if self._vector_table is not None:
            rows = self._vectors.find(keys=words)
            mapped[rows >= 0] += self._vector_table[rows[rows >= 0]]
        return self._embedding.of_mapped(mapped)

    def encode(self, passages: Sequence[Numbers]) -> list[Floats]:
        """Return one matrix a passage of one article, a row a token."""
        gap = len(self._layers) + 1  # as many rows of nothing as there are layers, so that no passage sees the next
        begins = list(accumulate((len(passage) + gap for passage in passages), initial=gap))
        spans = [slice(begin, begin + len(passage)) for begin, passage in zip(begins, passages, strict=False)]
        laid = np.zeros(begins[-1] + 2, np.intp)  # and one more at each end, beside the outermost
        for span, passage in zip(spans, passages, strict=True):
            laid[span.start + 1 : span.stop + 1] = passage
        convolved = self._convolved(laid)[1:-1]
        return [convolved[span] for span in spans]

    def _convolved(self, laid: Numbers) -> Floats:
        rows = _add(self._lowest, self._embedded[laid], lambda start, stop: self._kept_products(laid[start:stop]))
        for layer in self._layers:
            rows = _add(layer, rows, partial(_product, rows, layer.weights))
        return rows

    def _kept_products(self, laid: Numbers) -> Floats:
        """Return what the lowest layer maps tokens to, without the first and the last."""
        before, here, after = self._products
        mapped = before[laid[:-2]]
        mapped += here[laid[1:-1]]
        mapped += after[laid[2:]]
        return mapped


def _add(layer: Maxout, below: Floats, mapped: Callable[[int, int], Floats]) -> Floats:
    """Add to each row, the outermost aside, what a layer makes of it and the rows beside it."""
    above = below.copy()
    for start in range(0, len(below) - 2, ROWS):
        stop = min(start + ROWS + 2, len(below))
        above[start + 1 : stop - 1] += layer.of_mapped(mapped(start, stop))
    return above


def _product(below: Floats, weights: Floats, start: int, stop: int) -> Floats:
    """Multiply some rows, without the first and the last, each with its neighbours."""
    windows = as_strided(below[start:], (stop - start - 2, len(weights)), below.strides)
    return np.ascontiguousarray(windows) @ weights


def _with_room(table: Floats, count: int) -> Floats:
    """Return a table with room for some rows; half as much again when it must grow."""
    if count <= len(table):
        return table
    grown = np.zeros((count + count // 2, table.shape[1]), np.float32)
    grown[: len(table)] = table
    return grown


def _rounds_alike(weights: Floats) -> bool:
    """Tell whether a row of a block gives the same bits in all its places."""
    rows = np.random.default_rng(0).standard_normal((BLOCK, len(weights)), np.float32)
    product = rows @ weights
    return all(
        np.array_equal(np.roll(rows, place, axis=0) @ weights, np.roll(product, place, axis=0))
        for place in range(1, BLOCK)
    )


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
