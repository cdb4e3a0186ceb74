"""Facts as marks on a text: the text cut into segments that each lie under the same marks, and passages around them.

Marks may hold one another, cross, or share their characters: a quotation holds a person, a role holds both a title and
a name. Pure functions, shared by the pages that show an article and by the report.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

AROUND = 300
"""Characters of the text shown on either side of the words."""
PICTURES = 0x2400
"""Where Unicode keeps visible pictures of the first 32 control characters."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that change the direction of all that follows: with them a line can read other than it is stored."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact on the characters from `start` to `end` (exclusive) of a text; `key` names its row."""

    start: int
    end: int
    kind: str
    key: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of a text from `start` to `end` (exclusive) that lie under the same marks, the outermost first."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()

    def begins(self, mark: Mark) -> bool:
        """Say whether this is the first segment of a mark; segments of a stretch begin what began before it."""
        return self.start == mark.start

    def ends(self, mark: Mark) -> bool:
        return self.end == mark.end


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text with what stands before and after them; `…` stands for what was left out."""

    before: str
    words: str
    after: str


def cut_into_segments(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> Iterator[Segment]:
    """Yield the segments of a stretch of a text in order: together they are that stretch.

    Of marks over the same characters the longer one is outside; equal ones are ordered by kind and key. Marks of no
    characters, and what of a mark lies outside the stretch, are left out.
    """
    last = len(text) if end is None else end
    inside = [mark for mark in marks if max(mark.start, start) < min(mark.end, last)]
    opening = sorted(inside, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.key), reverse=True)
    cuts = {start, last, *(place for mark in inside for place in (mark.start, mark.end) if start < place < last)}
    open_marks: list[Mark] = []
    for left, right in pairwise(sorted(cuts)):
        open_marks = [mark for mark in open_marks if mark.end > left]
        while opening and opening[-1].start <= left:
            open_marks.append(opening.pop())
        yield Segment(left, right, text[left:right], tuple(sorted(open_marks, key=_outermost)))


def passage_around(text: str, start: int, end: int, around: int = AROUND) -> Passage:
    """Return the characters from `start` to `end` with up to `around` characters on either side."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    opening, closing = "…" if start > around else "", "…" if end + around < len(text) else ""
    return Passage(opening + before, text[start:end], after + closing)


def printable(text: object) -> str:
    """Return text that steers neither a terminal nor the direction of what follows it.

    Control characters, but tab and line end, become visible signs, one for one.
    """
    shown = _CONTROL.sub(lambda match: _picture(ord(match[0])), str(text))
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", shown)


def _outermost(mark: Mark) -> tuple[int, int, str, str]:
    return mark.start - mark.end, mark.start, mark.kind, mark.key


def _picture(code: int) -> str:
    return chr(PICTURES + code) if code < ord(" ") else "\N{REPLACEMENT CHARACTER}"
