"""Blanks that carry nothing, and line breaks that a typesetter put inside sentences."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from newstext.mending.edits import Edit

NARROWEST, WIDEST = 40, 110
"""The widths of set text: shorter lines are lists or verse, longer ones were not broken by width."""

FEWEST_LINES = 3
"""Fewer lines together show no width of their own; two take that of the rest of the text."""

FULL_SHARE = 0.8
"""A line that runs on is at least this share of the set width: what remains is no more than a long word."""

LEAST_RUN_ON = 25
"""A shorter line before a small letter is a label ("Read more / about us"), not a broken sentence."""

_BLANKS = re.compile(r" (?: +\n?|\n)")
_ENDS, _CLOSERS = frozenset(".!?…:;|"), "\"'”’)]"
_LIST_MARK = re.compile(r"(?:[*+•·▪►»>|–—-]|o |\d{1,2}[.)] |#)")


def find_blanks(text: str) -> Iterable[Edit]:
    """Find runs of blanks, and blanks before a line break."""
    return [(match.start(), match.end(), "\n" if match[0][-1] == "\n" else " ") for match in _BLANKS.finditer(text)]


def find_wrapped_lines(text: str) -> Iterator[Edit]:
    """Find line breaks inside a paragraph.

    A break belongs to the setting, not to the text, where the next word would not have fitted the width of the
    lines around it, or where an unfinished line is followed by a small letter.
    """
    groups = list(_lines_together(text))
    widths = [_set_width(lines) for _, lines in groups]
    usual = max(widths, default=0)
    for (start, lines), width in zip(groups, widths, strict=True):
        fits_usual = usual and len(lines) == FEWEST_LINES - 1 and len(lines[0]) <= usual
        yield from _wrapped_in(lines, start, usual if fits_usual else width)


def _lines_together(text: str) -> Iterator[tuple[int, list[str]]]:
    start = 0
    for group in text.split("\n\n"):
        if "\n" in (lines := group.strip("\n")):
            yield start + group.index(lines[0]), lines.split("\n")
        start += len(group) + 2


def _wrapped_in(lines: list[str], start: int, width: int) -> Iterator[Edit]:
    place = start
    for line, following in pairwise(lines):
        place += len(line)
        if _runs_on(line, following, width):
            hyphen = line[-1] == "-" and line[-2:-1].isalpha() and following[0].islower()
            yield (place - 1, place + 1, "-") if hyphen else (place, place + 1, " ")
        place += 1


def _set_width(lines: list[str]) -> int:
    """Return the width a group of lines was set to, or 0 where it was not broken by width.

    Greedy setting breaks a line only when the next word does not fit: true of nearly every line but the last.
    """
    width = max(map(len, lines))
    if len(lines) < FEWEST_LINES or not NARROWEST <= width <= WIDEST:
        return 0
    full = sum(_is_full(line, following, width) for line, following in pairwise(lines))
    return width if full >= FULL_SHARE * (len(lines) - 1) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width and len(line) >= FULL_SHARE * width


def _runs_on(line: str, following: str, width: int) -> bool:
    if width and _is_full(line, following, width):
        return not _LIST_MARK.match(following)
    return (
        following[0].islower()
        and len(line) >= LEAST_RUN_ON
        and _ENDS.isdisjoint(line.rstrip(_CLOSERS)[-1:])
        and not _LIST_MARK.match(following)
        and not _LIST_MARK.match(line)
    )
