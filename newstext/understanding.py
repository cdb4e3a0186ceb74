"""One article's facts: every analyser called once, its findings turned into rows with receipts.

Only here do offsets of the readable view become offsets of the raw text.
"""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from newstext.coding import EventCoder
from newstext.naming import NameFinder
from newstext.naming.people import PARTIAL
from newstext.naming.strays import STRAY_KINDS, stray_lines
from newstext.parsing import Parser
from newstext.quantities import QuantityFinder, attach_claimants
from newstext.quoting import QuoteFinder
from newstext.records import Block, Event, Naming, Passage, Quantity, Quote, Sentence, Tables
from newstext.sentences import STORY_KINDS, SentenceSplitter
from newstext.timex import TimeFinder
from newstext.view import View

NAMING_KINDS = frozenset({"title", "subtitle", "heading", "dateline", "body", "caption"})
FIGURE_KINDS = frozenset({"body"})
"""Figures and quotations are read from the body alone: headlines and captions repeat it and would count twice."""

IDENTITY = {
    "mention": ("char_start", "char_end", "entity_id"),
    "role": ("char_start", "char_end", "person_id", "title", "status", "organization_id", "country_code"),
    "quote": ("char_start", "char_end", "kind"),
    "quantity": ("char_start", "char_end", "kind"),
    "date": ("char_start", "char_end"),
    "event": ("char_start", "char_end", "event_type", "actor_id", "recipient_id", "actor_country", "recipient_country"),
}
"""What makes a fact itself within its article; two findings alike in these are one row."""

BOTH_WAYS = 2
"""Rows that the same words give where they tell one event in both directions."""

type Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Readable:
    """An article as it is read: its raw text's view, the labelled blocks in it, and the day it is anchored to."""

    article_id: str
    raw: str
    view: View
    blocks: Sequence[Block]
    published_on: date | None
    anchor: date | None


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with all its passages, and those that are read for names with their parses."""

    article: Readable
    plain: Sequence[Passage]
    parsed: Sequence[Passage]


class Analyst:
    """Read articles for facts with one set of reference tables and one parser; holds no other state."""

    def __init__(self, tables: Tables, parser: Parser) -> None:
        self._parser = parser
        self._sentences = SentenceSplitter(tables)
        self._names = NameFinder(tables)
        self._times = TimeFinder(tables)
        self._quantities = QuantityFinder(tables)
        self._quotes = QuoteFinder(tables)
        self._events = EventCoder(tables)

    def parse(self, articles: Sequence[Readable]) -> list[Parsed]:
        """Split and parse several articles; together they take less time than one by one, and give the same."""
        plain = [self._passages(article) for article in articles]
        named = [[p for p in passages if p.block.kind in NAMING_KINDS | STRAY_KINDS] for passages in plain]
        return [Parsed(*article) for article in zip(articles, plain, self._parser.parse(named), strict=True)]

    def _passages(self, article: Readable) -> list[Passage]:
        """Split the article's blocks, and lines outside it that may be its own."""
        strays = {block.block_no for block in stray_lines(article.view.text, article.blocks)}
        return self._sentences.passages(article.view.text, list(article.blocks), strays)

    def read(self, parsed_article: Parsed) -> Rows:
        """Return the rows of every fact table for one article, in text order."""
        article, plain, parsed = parsed_article.article, parsed_article.plain, parsed_article.parsed
        body = [passage for passage in parsed if passage.block.kind in FIGURE_KINDS]
        naming = self._names.find(parsed)
        story = [passage for passage in plain if passage.block.kind in STORY_KINDS]
        times = self._times.find(story, article.anchor)
        quotes = self._quotes.find(body, naming)
        spans = [(time.start, time.end) for time in times if time.kind != "duration"]
        quantities = attach_claimants(self._quantities.find(body, spans), quotes)
        events = self._events.code(body, naming, quotes, times, article.published_on)
        rows = _RowMaker(article, plain)
        return {
            "sentences": rows.sentences(),
            "entities": rows.entities(naming),
            "mentions": rows.facts("mention", naming.mentions),
            "roles": rows.facts("role", naming.roles, as_of=article.published_on),
            "quotes": rows.quotes(quotes),
            "quantities": rows.quantities(quantities),
            "dates": rows.facts("date", times),
            "events": rows.events(events),
        }


class _RowMaker:
    """Turn findings into rows: the article's id, the sentence, the raw span and its exact words."""

    def __init__(self, article: Readable, passages: Sequence[Passage]) -> None:
        self._article = article
        self._sentences: list[Sentence] = [sentence for passage in passages for sentence in passage.sentences]
        self._starts = [sentence.start for sentence in self._sentences]

    def receipt(self, start: int, end: int) -> dict[str, Any]:
        begin, stop = self._article.view.raw_span(start, end)
        return {"text": self._article.raw[begin:stop], "char_start": begin, "char_end": stop}

    def sentences(self) -> list[dict[str, Any]]:
        return [
            {"article_id": self._article.article_id, "sentence_no": s.sentence_no, "block_no": s.block_no}
            | self.receipt(s.start, s.end)
            for s in self._sentences
        ]

    def entities(self, naming: Naming) -> list[dict[str, Any]]:
        """Return what this article says of each entity; the warehouse derives the entities from all articles."""
        mine = {"article_id": self._article.article_id}
        return [self._values(entity) | mine | {"titles": list(entity.titles)} for entity in naming.entities.values()]

    def facts(self, kind: str, found: Iterable[Any], **more: object) -> list[dict[str, Any]]:
        """Return one row a finding, with its id; findings alike in `IDENTITY` are kept once."""
        rows: dict[str, dict[str, Any]] = {}
        for record in found:
            row = self._row(record)
            row |= more
            key = self._key(kind, row)
            if key not in rows:
                rows[key] = row | {f"{kind}_id": key, f"{kind}_no": len(rows)}
        return list(rows.values())

    def events(self, events: Sequence[Event]) -> list[dict[str, Any]]:
        """Return one row an event and direction; its words are the trigger.

        The two directions of what the same words tell both ways share a `pair_id`; it is null for all others.
        """
        rows = self.facts("event", events)
        pairs = Counter(map(_unordered, rows))
        return [row | {"trigger": row["text"], "pair_id": self._pair_id(row, pairs)} for row in rows]

    def _pair_id(self, row: dict[str, Any], pairs: Mapping[tuple[object, ...], int]) -> str | None:
        mine = _unordered(row)
        return make_id("pair", self._article.article_id, *mine) if pairs[mine] == BOTH_WAYS else None

    def quotes(self, quotes: Sequence[Quote]) -> list[dict[str, Any]]:
        """Return one row a quotation, `part_of` as the id of the first piece."""
        rows = [self._row(quote) for quote in quotes]
        keys = [self._key("quote", row) for row in rows]
        unique: dict[str, dict[str, Any]] = {}
        for key, row in zip(keys, rows, strict=True):
            first = row["part_of"]
            unique.setdefault(key, row | {"quote_id": key, "part_of": None if first is None else keys[first]})
        return list(unique.values())

    def quantities(self, quantities: Sequence[Quantity]) -> list[dict[str, Any]]:
        """Return one row a figure, `restates_id` as the id of the one it gives in another unit."""
        rows = self.facts("quantity", quantities)
        for row in rows:
            first = row.pop("restates")
            row["restates_id"] = None if first is None else self._key("quantity", self._row(quantities[first]))
        return rows

    def _row(self, record: Any) -> dict[str, Any]:
        row = self._values(record)
        row |= self.receipt(record.start, record.end)
        row["article_id"], row["sentence_no"] = self._article.article_id, self._sentence_no(record.start)
        return row

    def _key(self, kind: str, row: dict[str, Any]) -> str:
        return make_id(kind, self._article.article_id, *(row[name] for name in IDENTITY[kind]))

    def _sentence_no(self, start: int) -> int | None:
        place = bisect_right(self._starts, start) - 1
        return self._sentences[place].sentence_no if place >= 0 and start < self._sentences[place].end else None

    def _values(self, record: Any) -> dict[str, Any]:
        """Return a record's fields; ids of partly named entities are made the article's own: they never merge."""
        kind: Any = type(record)
        names, ids = _fields(kind)
        row = {name: getattr(record, name) for name in names}
        for name in ids:
            if row[name] and row[name].endswith(PARTIAL):
                row[name] = f"{row[name].removesuffix(PARTIAL)}@{self._article.article_id[:16]}"
        return row


def _unordered(row: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what both directions of an event have in common: span, type and the parties in a fixed order."""
    parties = ((row["actor_id"], row["actor_country"]), (row["recipient_id"], row["recipient_country"]))
    ordered = sorted(parties, key=lambda party: (party[0] or "", party[1] or ""))
    return (row["char_start"], row["char_end"], row["event_type"], *chain.from_iterable(ordered))


def make_id(kind: str, article_id: str, *parts: object) -> str:
    """Return `<kind>:<16 hex digits of the article's id>-<12 of the SHA-256 of what identifies the row in it>`.

    An article's rows stand together in the order of ids, which keeps the warehouse's indexes small.
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}:{article_id[:16]}-{digest[:12]}"


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a kind of record that become columns as they are, and those of them that hold ids."""
    names = tuple(name for name in kind.__slots__ if name not in ("start", "end"))
    return names, tuple(name for name in names if name.endswith("_id"))
