"""How the tests of event coding read a text: parsed and named as the pipeline does it, then coded."""

from datetime import date

from newstext.coding import EventCoder
from newstext.naming import NameFinder
from newstext.parsing import parse_passages
from newstext.quoting import QuoteFinder
from newstext.records import Block
from newstext.sentences import SentenceSplitter
from newstext.timex import TimeFinder


class Desk:
    """Everything that reads a text up to its events, made once."""

    def __init__(self, nlp, tables):
        self._nlp = nlp
        self._splitter = SentenceSplitter(tables)
        self._names = NameFinder(tables)
        self._quotes = QuoteFinder(tables)
        self._times = TimeFinder(tables)
        self._coder = EventCoder(tables)

    def code(self, text, published=None):
        """Return the events of a text of one or more paragraphs."""
        passages = list(parse_passages(self._nlp, self._splitter.passages(text, paragraphs(text))))
        naming = self._names.find(passages)
        quotes = self._quotes.find(passages, naming)
        times = self._times.find(passages, published)
        return self._coder.code(passages, naming, quotes, times, published)


def paragraphs(text):
    """Return one body block a paragraph."""
    blocks, start = [], 0
    for number, paragraph in enumerate(text.split("\n\n")):
        blocks.append(Block(number, "body", "test", start, start + len(paragraph)))
        start += len(paragraph) + 2
    return blocks


def who(entity_id):
    """Return a short name for an entity: a country's code, else the id without its kind."""
    return None if entity_id is None else entity_id.partition(":")[2]


def told(events):
    """Return events as (type, actor, recipient, status), in the order of the text."""
    return [(e.event_type, who(e.actor_id), who(e.recipient_id), e.status) for e in events]


MONDAY = date(2021, 3, 1)
"""The day on which the articles of the tests appear."""
