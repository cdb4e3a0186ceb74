"""A readable view of raw text with an exact map back to it.

The view is made by a few layers of edits. Each edit replaces a stretch of the text below it by other characters;
what lies between edits is untouched, so a place in the view is led back to the raw text by one bisection a layer.
No edit is of nothing, so every character of the view stands for some raw character; only markup leaves no trace.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newstext.mending.edits import Edit, Finder
from newstext.mending.encoding import (
    find_entities,
    find_invisible,
    find_misread_mac,
    find_misread_windows,
    to_plain_characters,
)
from newstext.mending.linebreaks import find_blanks, find_wrapped_lines
from newstext.mending.marks import find_glued_words, find_wrong_marks

MISREAD: tuple[Finder, ...] = (find_misread_windows, find_misread_mac)
"""What comes before all other mendings: it needs the characters as they were decoded."""

PLAIN_TEXT: tuple[Finder, ...] = (
    find_entities,
    find_invisible,
    find_glued_words,
    find_blanks,
    find_wrong_marks,
    find_wrapped_lines,
)
"""The mendings of plain text, in the order in which one lays bare what the next one needs."""

HTML_TEXT: tuple[Finder, ...] = (find_invisible, find_glued_words, find_blanks, find_wrong_marks)
"""The mendings of text rendered from markup, whose entities and line breaks are settled already."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Where each edit of one round lies in the text below (old) and in the text above (new)."""

    old_starts: Sequence[int]
    old_ends: Sequence[int]
    new_starts: Sequence[int]
    new_ends: Sequence[int]

    @staticmethod
    def apply(text: str, edits: Iterable[Edit]) -> tuple[str, Layer | None]:
        """Return the edited text and its layer; None where nothing was edited.

        Edits come sorted by start; one that overlaps the edit before it is left out.
        Raises ValueError for an edit of nothing, which would break the map.
        """
        pieces: list[str] = []
        spans: list[tuple[int, int, int, int]] = []
        done = length = 0
        for start, end, words in edits:
            if start < done:
                continue
            if start >= end:
                raise ValueError(f"an edit must replace something: {(start, end, words)}")
            pieces += (text[done:start], words)
            length += start - done
            spans.append((start, end, length, length + len(words)))
            length += len(words)
            done = end
        if not spans:
            return text, None
        pieces.append(text[done:])
        return "".join(pieces), Layer(*(list(column) for column in zip(*spans, strict=True)))

    def below(self, place: int) -> tuple[int, int]:
        """Return the stretch of the text below that the character at `place` above stands for."""
        return _counterpart(place, self.new_starts, self.new_ends, self.old_starts, self.old_ends)

    def above(self, place: int) -> tuple[int, int]:
        """Return the stretch of the text above that stands for the character at `place` below."""
        return _counterpart(place, self.old_starts, self.old_ends, self.new_starts, self.new_ends)


def _counterpart(
    place: int, starts: Sequence[int], ends: Sequence[int], other_starts: Sequence[int], other_ends: Sequence[int]
) -> tuple[int, int]:
    i = bisect_right(starts, place) - 1
    if i < 0:
        return place, place + 1
    if place < ends[i]:
        return other_starts[i], other_ends[i]
    moved = place - ends[i] + other_ends[i]
    return moved, moved + 1


@dataclass(frozen=True, slots=True)
class View:
    """Readable text over raw text: analysers read `text`, receipts point into `raw`."""

    raw: str
    text: str
    layers: tuple[Layer, ...] = field(repr=False)

    @staticmethod
    def of(raw: str) -> View:
        """Mend the encoding, invisible characters, glued words, marks and line breaks of raw plain text."""
        return View(raw, raw, ()).mended(MISREAD).plain().mended(PLAIN_TEXT)

    def plain(self) -> View:
        """Replace odd blanks, line ends, hyphens and control characters, one for one."""
        return View(self.raw, to_plain_characters(self.text), self.layers)

    def mended(self, finders: Sequence[Finder]) -> View:
        """Lay the edits of each finder, one after another, over this view."""
        text, layers = self.text, list(self.layers)
        for finder in finders:
            text, layer = Layer.apply(text, finder(text))
            if layer is not None:
                layers.append(layer)
        return View(self.raw, text, tuple(layers))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw stretch that a stretch of the view stands for; empty only for an empty one.

        Raises ValueError for a stretch that is not inside the view.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no stretch {start}:{end} in a view of {len(self.text)} characters")
        if start == end:
            place = self.raw_span(start - 1, start)[1] if start else 0
            return place, place
        for layer in reversed(self.layers):
            start, end = layer.below(start)[0], layer.below(end - 1)[1]
        return start, end

    def span_of_raw(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """Return the stretch of the view that stands for a raw stretch.

        Raises ValueError for a stretch that is not inside the raw text.
        """
        if not 0 <= raw_start <= raw_end <= len(self.raw):
            raise ValueError(f"no stretch {raw_start}:{raw_end} in a text of {len(self.raw)} characters")
        if raw_start == raw_end:
            place = self.span_of_raw(raw_start - 1, raw_start)[1] if raw_start else 0
            return place, place
        start, end = raw_start, raw_end
        for layer in self.layers:
            start, end = layer.above(start)[0], layer.above(end - 1)[1]
            if start >= end:
                return self._place_above(layer, start)
        return start, end

    def _place_above(self, layer: Layer, place: int) -> tuple[int, int]:
        """Lead the place of something deleted in one layer up through those above it, as an empty stretch."""
        for above in self.layers[self.layers.index(layer) + 1 :]:
            place = above.above(place)[0]
        place = min(place, len(self.text))
        return place, place
