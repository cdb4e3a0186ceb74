"""Dependency parses and named entities for passages, with the sentence boundaries of `newstext.sentences`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from spacy.attrs import HEAD, IDX, SENT_START

from newstext.parsing.pipelines import AnyPipeline, OwnPipeline, Pipeline, is_own
from newstext.parsing.tree import Guess, Parse, Reading, grow_tree
from newstext.records import Passage

__all__ = ["Parser", "parse_passages"]

BATCH = 60_000
"""Characters parsed at once; 12,000 tokens: their features take 50 MB, and 20 articles share the parser's steps."""


EMPTY = Parse("", [], [], ())


class Parser:
    """Parse with a spaCy pipeline that has tagger, parser, lemmatizer and entity recogniser.

    Takes the pipeline over: one built like spaCy's small and medium English ones is run by `newstext.parsing.networks`,
    several times as fast and with the same annotations, and is of no use elsewhere afterwards.
    """

    def __init__(self, nlp: Any) -> None:
        self._make_doc = nlp.make_doc
        self._pipeline: Pipeline = OwnPipeline(nlp) if is_own(nlp) else AnyPipeline(nlp)

    def parse(self, articles: Iterable[Sequence[Passage]]) -> Iterator[list[Passage]]:
        """Give every passage of each article its parse, which does not depend on the articles beside it."""
        for batch in self._batches(articles):
            docs = [[self._doc(passage) for passage in article] for article in batch]
            readings = iter(self._pipeline.annotate([[doc for doc in article if len(doc)] for article in docs]))
            for article, article_docs in zip(batch, docs, strict=True):
                pairs = zip(article, article_docs, strict=True)
                parses = [_tree(passage.text, doc, next(readings)) if len(doc) else EMPTY for passage, doc in pairs]
                yield [replace(passage, parse=parse) for passage, parse in zip(article, parses, strict=True)]

    def _batches(self, articles: Iterable[Sequence[Passage]]) -> Iterator[list[Sequence[Passage]]]:
        batch: list[Sequence[Passage]] = []
        size = 0
        for article in articles:
            batch.append(article)
            size += sum(len(passage.text) for passage in article)
            if size >= BATCH or not self._pipeline.shares_steps:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _doc(self, passage: Passage) -> Any:
        """Split a passage into tokens and mark those that begin its sentences."""
        doc = self._make_doc(passage.text)
        if len(doc):
            begins = np.full(len(doc), -1, np.int64)
            firsts = np.searchsorted(doc.to_array(IDX), [s.start - passage.start for s in passage.sentences])
            begins[firsts[firsts < len(doc)]] = 1
            doc.from_array([SENT_START], begins.astype(np.uint64).reshape(-1, 1))
        return doc


def parse_passages(parser: Parser, passages: Sequence[Passage]) -> list[Passage]:
    """Give the passages of one article their parses."""
    return next(parser.parse([passages]))


def _tree(text: str, doc: Any, readings: Sequence[Reading]) -> Parse:
    """Make the parse of a doc; its text is given since spaCy would join it again from the tokens."""
    starts, heads, begins = doc.to_array([IDX, HEAD, SENT_START]).astype(np.int64).T
    places = np.arange(len(doc))
    firsts = places[(begins == 1) | (places == 0)].tolist()
    ents = tuple(Guess(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents)
    return grow_tree(text, readings, starts.tolist(), (places + heads).tolist(), firsts, ents)
