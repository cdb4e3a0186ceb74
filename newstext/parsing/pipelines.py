"""Two ways to run a spaCy pipeline over the passages of some articles."""

from collections.abc import Sequence
from typing import Any, Protocol

from spacy.attrs import DEP, ORTH

from newstext.parsing.attributes import AttributeReader, can_be_kept
from newstext.parsing.networks import Networks, are_known
from newstext.parsing.tree import Reading

PASSAGES = 16
"""Passages that a pipeline is given at once; more gain nothing and cost memory."""

type Article = Sequence[Any]
"""The docs of one article's passages."""


class Pipeline(Protocol):
    """Annotates docs with heads, relations and entities, and reads their tokens."""

    shares_steps: bool
    """Whether several articles may be given at once without changing one another's annotations."""

    def annotate(self, articles: Sequence[Article]) -> list[list[Reading]]:
        """Annotate docs in place, none of them empty; return the readings of their tokens, doc by doc."""


def is_own(nlp: Any) -> bool:
    """Tell whether a pipeline is built in the way that `OwnPipeline` runs."""
    return are_known(nlp) and can_be_kept(nlp.get_pipe("attribute_ruler"))


class OwnPipeline:
    """Run the networks in numpy; keep what depends on a token's kind alone."""

    def __init__(self, nlp: Any) -> None:
        self._attributes = AttributeReader(nlp)
        self._networks = Networks(nlp)
        self.shares_steps = self._networks.sums_alone

    def annotate(self, articles: Sequence[Article]) -> list[list[Reading]]:
        tags = self._networks.annotate(articles)
        docs = (doc for article in articles for doc in article)
        return [self._readings(doc, doc_tags) for doc, doc_tags in zip(docs, tags, strict=True)]

    def _readings(self, doc: Any, tags: Sequence[str]) -> list[Reading]:
        words, relations = doc.to_array([ORTH, DEP]).T.tolist()
        return self._attributes.read(list(zip(words, tags, relations, strict=True)))


class AnyPipeline:
    """Call a pipeline as it is, on one article after the other."""

    shares_steps = False

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp

    def annotate(self, articles: Sequence[Article]) -> list[list[Reading]]:
        return [
            [Reading(t.text, t.lower_, t.lemma_, t.tag_, t.pos_, t.dep_) for t in doc]
            for article in articles
            for doc in self._nlp.pipe(article, batch_size=PASSAGES)
        ]
