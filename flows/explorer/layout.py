"""An article's text set for reading: its blocks in order, mended for the eye, with every fact marked in place."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from unicodedata import combining, normalize

from flows.markings import Mark, Segment, cut_into_segments
from newstext.cleaning.html import render
from newstext.view import View
from warehouse.articles import Fact, ReadArticle

MOST_CHARACTERS = 300_000
"""Of a raw text; the rest is left out: longer ones are dumps of whole sites, which no browser shows with pleasure."""
NOT_ARTICLE = frozenset({"ad", "promo", "navigation", "other"})
"""Kinds of blocks that are folded away: kept in the warehouse, but not read for facts."""
_WORD = re.compile(r"[^\W_]+")
STYLES = {
    "person": "person",
    "country": "place",
    "place": "place",
    "role": "role",
    "quote": "quote",
    "quantity": "quantity",
    "date": "date",
    "event": "event",
}
OTHER_STYLE = "organization"
"""How organizations look, and groups, agreements and the rest that is named."""
LEGEND = {
    "person": "People",
    "organization": "Organizations, groups, agreements",
    "place": "Countries and places",
    "role": "Roles",
    "quote": "Quotations",
    "quantity": "Figures",
    "date": "Dates and times",
    "event": "Events",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of an article: what it is for, why it was so labelled, and its text under its marks."""

    kind: str
    rule: str
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that follow one another; `is_folded` where they are no part of the article."""

    is_folded: bool
    paragraphs: list[Paragraph]


def lay_out(article: ReadArticle) -> list[Section]:
    """Return the text of an article block by block, with encoding, line breaks and markup mended as in its body."""
    raw = article.row["text"][:MOST_CHARACTERS]
    view = render(raw) if article.row["format"] == "html" else View.of(raw)
    marks = [_moved(mark, *view.span_of_raw(mark.start, mark.end)) for mark in marks_of(article.facts, len(raw))]
    blocks = [block for block in article.blocks if block["char_end"] <= len(raw)]
    paragraphs = _paragraphs(view, blocks, marks)
    grouped = groupby(paragraphs, key=lambda paragraph: paragraph.kind in NOT_ARTICLE)
    return [Section(is_folded, list(paragraphs)) for is_folded, paragraphs in grouped]


def as_received(article: ReadArticle) -> list[Segment]:
    """Return the raw text of an article under its marks: the very characters that receipts count."""
    raw = article.row["text"][:MOST_CHARACTERS]
    return list(cut_into_segments(raw, marks_of(article.facts, len(raw))))


def marks_of(facts: Iterable[Fact], length: int) -> list[Mark]:
    """Return the marks of the facts that lie within so many characters."""
    return [
        Mark(fact.char_start, fact.char_end, style_of(fact), fact.key, f"{fact.kind}: {fact.label}")
        for fact in facts
        if fact.char_end <= length
    ]


def style_of(fact: Fact) -> str:
    """Say how a fact looks in the text: one of `LEGEND`."""
    return STYLES.get(fact.kind, OTHER_STYLE)


def excerpt(text: str, forms: frozenset[str], length: int) -> list[Segment]:
    """Return the stretch of a text around the first of some words (in lower case), with all of them marked."""
    found = [mark for mark in _words(text) if mark.key in forms]
    start = max(0, found[0].start - length // 4) if found else 0
    if start:
        start = text.find(" ", start, found[0].start) + 1 or found[0].start
    end = len(text) if len(text) <= start + length else max(text.rfind(" ", start, start + length), start)
    opening = [Segment(start, start, "… ")] if start else []
    closing = [Segment(end, end, " …")] if end < len(text) else []
    return [*opening, *cut_into_segments(text, found, start, end), *closing]


def _moved(mark: Mark, start: int, end: int) -> Mark:
    return Mark(start, end, mark.kind, mark.key, mark.label)


def _paragraphs(view: View, blocks: Sequence[dict[str, Any]], marks: Sequence[Mark]) -> Iterator[Paragraph]:
    spans = [view.span_of_raw(block["char_start"], block["char_end"]) for block in blocks]
    within: list[list[Mark]] = [[] for _ in blocks]
    ends = [end for _, end in spans]
    for mark in marks:
        for place in range(bisect_left(ends, mark.start + 1), len(blocks)):
            if spans[place][0] >= mark.end:
                break
            within[place].append(mark)
    for block, span, here in zip(blocks, spans, within, strict=True):
        segments = list(cut_into_segments(view.text, here, *span))
        yield Paragraph(block["kind"], block["rule"] or "", segments)


def _words(text: str) -> Iterator[Mark]:
    """Yield the words of a text as marks, whose keys are the words as the full-text index has them."""
    for match in _WORD.finditer(text):
        plain = normalize("NFD", match[0].lower())
        yield Mark(match.start(), match.end(), "hit", "".join(letter for letter in plain if not combining(letter)))
