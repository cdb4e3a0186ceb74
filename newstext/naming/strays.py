"""Lines outside an article that are read for names all the same: nothing shows a page around it.

In wire copy the rows of a table of results, a headline in capitals or a place over the date look like a page's
furniture to the rules that label lines. Where a text has a page around it, some line says so by its words: a menu, an
ad, a plea to subscribe. Where none does, or where these lines are mostly rows of results, they belong to the article.
"""

import re
from collections.abc import Sequence

from newstext.records import Block

LEAST_ROWS, LEAST_SHARE = 4, 0.4
"""Rows of results among the lines outside the article, from which on these lines are its table; menus and teasers have
a figure in few of their lines."""

STRAY_KINDS = frozenset({"promo", "navigation", "other"})
"""Kinds of blocks among which such lines are."""
FURNITURE = frozenset({"ad", "promo", "navigation"})
_LEFT_OVER = "outside the article"
"""How the rule ends by which cleaning labels a line that only its place tells to be no part of the article."""
_REPEATED = "repeated"
_FIGURE = re.compile(r"[+.\-]?\d")
_SHORTEST_PLAIN = 3
"""Letters of the shortest word without a capital that no row of results has; "c" and "b" stand in rows of cricket."""


def stray_lines(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks outside an article that may be part of it; none where they are a page's furniture."""
    strays = [block for block in blocks if block.rule.endswith(_LEFT_OVER)]
    rows = sum(_is_row(text[block.start : block.end]) for block in strays)
    is_table = rows >= LEAST_ROWS and rows >= LEAST_SHARE * len(strays)
    return strays if is_table or not any(map(_shows_page, blocks)) else []


def _shows_page(block: Block) -> bool:
    """Whether a line is a page's furniture by its own words."""
    left_over = block.rule.endswith(_LEFT_OVER) or block.rule.startswith(_REPEATED)
    return block.kind in FURNITURE and not left_over


def _is_row(text: str) -> bool:
    """Whether a line sets names beside figures: "1. Ida Carver (Norway) 19.32", "Tidewater 2 Redhill 0"."""
    words = text.split()
    named = any(word[0].isupper() for word in words)
    counted = any(_FIGURE.match(word) for word in words)
    return named and counted and not any(word.islower() and len(word) >= _SHORTEST_PLAIN for word in words)
