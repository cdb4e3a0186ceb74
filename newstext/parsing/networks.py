"""The networks of a spaCy pipeline, run for many articles at once: tags, dependencies and entities.

All matrix products up to the transitions of parser and entity recogniser are made for each article alone (why, says
`newstext.parsing.encoder`). The transitions, many small steps, are taken for the passages of many articles together:
spaCy sums there each row for itself.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from thinc.api import Model, NumpyOps

from newstext.parsing.encoder import Encoder, Floats
from newstext.parsing.kinds import Kinds

COMPONENTS = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
MOST_VECTORS = 100_000
"""Word vectors are multiplied with the first layer beforehand: these take 115 MB, and more would not pay."""
MOST_TRIED = 100
"""Rows with which the library is tried; it works in blocks of 16 at most."""
EMBEDDING, CONVOLUTION = "spacy.MultiHashEmbed.v2", "spacy.MaxoutWindowEncoder.v2"


def are_known(nlp: Any) -> bool:
    """Tell whether a pipeline is built like spaCy's small and medium English ones, which `Networks` can run."""
    config = nlp.config["components"]
    if nlp.pipe_names != COMPONENTS or len(nlp.vocab.vectors.data) > MOST_VECTORS:
        return False
    encoders = (config["tok2vec"]["model"], config["ner"]["model"].get("tok2vec", {}))
    return all(
        encoder.get("embed", {}).get("@architectures") == EMBEDDING
        and encoder["encode"]["@architectures"] == CONVOLUTION
        and encoder["encode"]["window_size"] == 1
        for encoder in encoders
    )


class Networks:
    """Run tagger, parser and entity recogniser; takes their components over, which cannot be used otherwise after."""

    def __init__(self, nlp: Any) -> None:
        self._parser, self._namer = nlp.get_pipe("parser"), nlp.get_pipe("ner")
        self._shared = Encoder(nlp.get_pipe("tok2vec").model, nlp.vocab.vectors)
        self._own = Encoder(self._namer.model.get_ref("tok2vec").layers[0], nlp.vocab.vectors)
        tagger = nlp.get_pipe("tagger")
        self._tags = tagger.labels
        (softmax,) = (node for node in tagger.model.walk() if node.name == "softmax")
        self._tagging = _Affine(softmax)
        self._kinds = Kinds([self._shared, self._own])
        self._parsing, self._naming = _Features(self._parser.model), _Features(self._namer.model)
        self.sums_alone = all(_sums_alone(part.model) for part in (self._parser, self._namer))
        """Whether taking the transitions of many articles together changes none."""

    def annotate(self, articles: Sequence[Sequence[Any]]) -> list[list[str]]:
        """Set heads, relations and entities of the docs of some articles; return the tags of each doc."""
        docs = [doc for article in articles for doc in article]
        if not docs:
            return []
        numbers = iter(self._kinds.number(docs))
        numbered = [list(islice(numbers, len(article))) for article in articles if article]
        shared = [self._shared.encode(article) for article in numbered]
        self._parsing.lay_out(docs, shared)
        self._parser.set_annotations(docs, self._parser.predict(docs))
        self._naming.lay_out(docs, map(self._own.encode, numbered))
        self._namer.set_annotations(docs, self._namer.predict(docs))
        return [tags for article in shared for tags in self._tags_of(article)]

    def _tags_of(self, article: Sequence[Floats]) -> list[list[str]]:
        best = self._tagging.of(np.concatenate(article)).argmax(axis=1).tolist()
        tags = iter([self._tags[place] for place in best])
        return [list(islice(tags, len(rows))) for rows in article]


class _Affine:
    """A linear layer."""

    def __init__(self, node: Any) -> None:
        self._weights = np.ascontiguousarray(node.get_param("W").T)
        self._bias = node.get_param("b")

    def of(self, rows: Floats) -> Floats:
        mapped: Floats = rows @ self._weights
        mapped += self._bias
        return mapped


class _Features:
    """What a transition-based model adds up of each token of a state, worked out for every token beforehand."""

    def __init__(self, model: Any) -> None:
        """Replace the layers of a model that would work this out by such as take it from here."""
        lower = model.layers[1]
        self._narrow = _Affine(model.layers[0].layers[-1])
        self._weights = np.ascontiguousarray(lower.get_param("W").reshape(-1, lower.get_dim("nI")).T)
        self._padding = lower.get_param("pad").reshape(-1)
        self._table = np.empty((0, len(self._padding)), np.float32)
        self._count = 0
        model.layers[0] = Model("given_features", self._given)
        shape = {name: lower.get_dim(name) for name in ("nF", "nO", "nP")}
        model.layers[1] = Model("given_sums", _unfolded, dims=shape, params={"b": lower.get_param("b")}, ops=model.ops)

    def lay_out(self, docs: Sequence[Any], articles: Iterable[Sequence[Floats]]) -> None:
        """Work out the features of the tokens of some articles, whose docs the model is given next."""
        self._count = 1 + sum(map(len, docs))
        if self._count > len(self._table):  # kept from batch to batch: new memory costs as much as the product
            self._table = np.empty((self._count, len(self._padding)), np.float32)
        self._table[0] = self._padding
        start = 1
        for article in articles:
            rows = self._narrow.of(np.concatenate(article))
            np.matmul(rows, self._weights, out=self._table[start : start + len(rows)])
            start += len(rows)

    def _given(self, model: Any, docs: Any, is_train: bool) -> tuple[Floats, None]:  # noqa: ARG002 - thinc calls it so
        return self._table[: self._count], None


def _unfolded(model: Any, rows: Floats, is_train: bool) -> tuple[Any, None]:  # noqa: ARG001 - as above
    return rows.reshape(len(rows), *(model.get_dim(name) for name in ("nF", "nO", "nP"))), None


def _sums_alone(model: Any) -> bool:
    """Tell whether the library that scores the states sums each row for itself, whatever stands beside it."""
    weights = model.layers[2].get_param("W")
    states = np.random.default_rng(0).standard_normal((MOST_TRIED, weights.shape[1]), np.float32)
    together = NumpyOps().gemm(states, weights, trans2=True)
    return all(
        np.array_equal(NumpyOps().gemm(states[start:stop], weights, trans2=True), together[start:stop])
        for stop in range(1, MOST_TRIED)
        for start in (0, stop // 2, stop - 1)
    )
