"""Which words of an article stand between quotation marks.

The shape of a mark says little in scraped text: closing marks open, straight marks do both, and some marks are
missing. So each mark is judged by its neighbours first, by its shape second, and by what is open third.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DOUBLE = re.compile(r"``|''|[\"“”„‟«»″❝❞「」『』]")
SINGLE = re.compile(r"['‘’‚‛`´‹›]")
OPENING_SHAPES = frozenset("“„‟«❝「『``")
CLOSING_SHAPES = frozenset("”»❞」』''")
BEFORE_OPENING = frozenset("([{<-–—―/\"“”„«»'‘’‚")
"""Besides a blank, what an opening mark may follow."""
NEVER_FIRST = frozenset(".,;:!?)]}")
"""What no quotation begins with: a mark before one of these closes."""
AFTER_CLOSING = frozenset(".,;:!?)]}>-–—―/…\"”“»«'’‘")
"""Besides a blank, what a closing mark may precede."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks in one passage; offsets of the passage's text.

    `start` to `end` are the words, `outer_start` to `outer_end` the words with their marks. `closed` is False where
    the passage ends first; `continues` is True where the quotation was begun in an earlier passage.
    """

    passage_no: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    role: str  # "open", "close" or "unsure"


def find_marked(texts: Sequence[str], elisions: frozenset[str]) -> list[Marked]:
    """Return the marked words of an article's passages in text order, without the nested ones.

    `elisions` are words written with a leading apostrophe ("'em"), in lower case.
    """
    found: list[Marked] = []
    inside = False
    for number, text in enumerate(texts):
        marks = [_judged(text, *match.span()) for match in DOUBLE.finditer(text)]
        follower = texts[number + 1] if number + 1 < len(texts) else ""
        goes_on = _goes_on(follower)
        pieces = _paired(number, text, marks, inside=inside, goes_on=goes_on)
        inside = bool(pieces) and not pieces[-1].closed and goes_on
        pieces += _single(number, text, pieces, elisions)
        found += sorted((piece for piece in pieces if not _is_markup(text, piece)), key=lambda piece: piece.start)
    return found


def _is_markup(text: str, piece: Marked) -> bool:
    """Tell the value of a tag's attribute (id="7") left in scraped text."""
    return text[: piece.outer_start].endswith("=")


def _judged(text: str, start: int, end: int) -> _Mark:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens = (before.isspace() or before in BEFORE_OPENING) and not (after.isspace() or after in NEVER_FIRST)
    closes = not before.isspace() and (after.isspace() or after in AFTER_CLOSING)
    if opens != closes:
        return _Mark(start, end, "open" if opens else "close")
    shape = text[start:end]
    if shape in OPENING_SHAPES:
        return _Mark(start, end, "open")
    return _Mark(start, end, "close" if shape in CLOSING_SHAPES else "unsure")


def _goes_on(follower: str) -> bool:
    """Tell whether a passage opens with a mark, or holds a closing mark that nothing in it opened."""
    first = DOUBLE.search(follower)
    if first is None:
        return False
    mark = _judged(follower, *first.span())
    return mark.role == "close" or not follower[: mark.start].strip()


def _paired(number: int, text: str, marks: Sequence[_Mark], *, inside: bool, goes_on: bool) -> list[Marked]:
    """Pair the double marks of one passage; `inside` says that a quotation is open where it begins."""
    found: list[Marked] = []
    opened: _Mark | None = None
    depth = 0
    if inside and not (marks and marks[0].role != "close" and not text[: marks[0].start].strip()):
        opened, depth = _Mark(0, 0, "open"), 1
    for place, mark in enumerate(marks):
        if opened is None:
            if mark.role != "close":
                opened, depth = mark, 1
        elif mark.role == "open" and not _is_nested(marks[place:], depth, goes_on=goes_on):
            found.append(_piece(number, text, opened, mark.start, inside=inside and not found, closed=False))
            opened, depth = mark, 1
        elif mark.role == "open":
            depth += 1
        elif depth > 1:
            depth -= 1
        else:
            found.append(_piece(number, text, opened, mark, inside=inside and not found))
            opened = None
    if opened is not None:
        found.append(_piece(number, text, opened, len(text), inside=inside and not found, closed=False))
    return [piece for piece in found if piece.start < piece.end]


def _is_nested(rest: Sequence[_Mark], depth: int, *, goes_on: bool) -> bool:
    """Tell whether the first mark of `rest` opens a quotation in the quotation: later marks must close both."""
    level = depth
    for mark in rest:
        level += 1 if mark.role == "open" else -1
        if level == 0:
            return True
    return goes_on and level == depth


def _piece(number: int, text: str, opened: _Mark, closing: _Mark | int, *, inside: bool, closed: bool = True) -> Marked:
    stop, outer_end = (closing, closing) if isinstance(closing, int) else (closing.start, closing.end)
    start, end = _stripped(text, opened.end, stop)
    return Marked(number, start, end, opened.start, outer_end if closed else end, closed, inside)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _single(number: int, text: str, doubles: Iterable[Marked], elisions: frozenset[str]) -> list[Marked]:
    """Find the words between single marks that stand outside all double marks."""
    taken = [(piece.outer_start, piece.outer_end) for piece in doubles]
    free = [m for m in SINGLE.finditer(text) if not any(a <= m.start() < b for a, b in taken)]
    found: list[Marked] = []
    reached = 0
    for mark in free:
        if mark.start() < reached or not _opens_single(text, mark.end(), elisions):
            continue
        closing = _closing_single(text, mark.end(), [m.start() for m in free if m.start() > mark.end()], taken)
        if closing is not None:
            start, end = _stripped(text, mark.end(), closing)
            found.append(Marked(number, start, end, mark.start(), closing + 1))
            reached = closing + 1
    return [piece for piece in found if piece.start < piece.end]


def _opens_single(text: str, end: int, elisions: frozenset[str]) -> bool:
    """Tell an opening single mark from an apostrophe by what stands on both sides."""
    before = text[end - 2] if end > 1 else " "
    if not (before.isspace() or before in '([{-–—/:“"') or end >= len(text):
        return False
    word = re.match(r"[^\W\d_]*", text[end:])
    is_decade = re.match(r"\d\ds?\b", text[end:])
    is_elision = word is not None and word.group().lower() in elisions
    return not (text[end].isspace() or text[end] in ".,;:!?)" or is_decade or is_elision)


def _closing_single(text: str, begin: int, places: Sequence[int], taken: Sequence[tuple[int, int]]) -> int | None:
    """Return where a single quotation closes; a plural's apostrophe gives way to a later mark that closes for sure."""
    possible: int | None = None
    for place in places:
        if any(begin <= a < place for a, _ in taken):
            break
        if _opens_single(text, place + 1, frozenset()):
            break
        if not _closes_single(text, place):
            continue
        is_plural = text[place - 1] in "sS" and re.match(r"\s[^\W\d_]", text[place + 1 :])
        if not is_plural:
            return place if possible is None or text[place - 1] in ".,!?…" else possible
        possible = place if possible is None else possible
    return possible


def _closes_single(text: str, place: int) -> bool:
    after = text[place + 1] if place + 1 < len(text) else " "
    return not text[place - 1].isspace() and not after.isalnum()
