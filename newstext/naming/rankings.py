"""Articles that are lists of results or standings: their rows look like a page's furniture, and are what is told."""

import re
from collections.abc import Sequence

from newstext.records import Passage

OUTSIDE = frozenset({"promo", "navigation", "other"})
"""Kinds of blocks that are no part of an article, as rows of results seem to be."""

LEAST_ROWS, LEAST_SHARE = 4, 0.4
"""Rows of results among the lines outside the article, from which on these lines are its table; menus and teasers have
a figure in few of their lines."""

MOST_PLAIN_WORDS = 1
"""Long words without a capital in a row of results: "won", "seconds"."""

_FIGURE = re.compile(r"[+.\-]?\d")
_LONG = 4


def rows_of_results(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages outside an article that are a table of results; none where they are a page's furniture."""
    outside = [passage for passage in passages if passage.block.kind in OUTSIDE]
    rows = sum(_is_row(passage.text) for passage in outside)
    return outside if rows >= LEAST_ROWS and rows >= LEAST_SHARE * len(outside) else []


def _is_row(text: str) -> bool:
    """Whether a line sets names beside figures: "1. Ida Carver (Norway) 19.32", "Tidewater 2 Redhill 0"."""
    words = text.split()
    named = any(word[0].isupper() for word in words)
    counted = any(_FIGURE.match(word) for word in words)
    return named and counted and sum(word.islower() and len(word) >= _LONG for word in words) <= MOST_PLAIN_WORDS
