"""Dependency parses and named entities for passages, with the sentence boundaries of `newstext.sentences`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.records import Passage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 16
"""Passages parsed at once; larger batches gain nothing and cost memory."""


def parse_passages(nlp: "Language", passages: Iterable[Passage]) -> Iterator[Passage]:
    """Give every passage its parse by a spaCy pipeline with tagger, parser, lemmatizer and entity recogniser."""
    pairs = ((_with_boundaries(nlp, passage), passage) for passage in passages)
    for doc, passage in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield replace(passage, parse=doc)


def _with_boundaries(nlp: "Language", passage: Passage) -> "Doc":
    doc = nlp.make_doc(passage.text)
    starts = iter([sentence.start - passage.start for sentence in passage.sentences] + [len(passage.text) + 1])
    upcoming = next(starts)
    for token in doc:
        token.is_sent_start = token.idx >= upcoming
        while token.idx >= upcoming:
            upcoming = next(starts)
    return doc
