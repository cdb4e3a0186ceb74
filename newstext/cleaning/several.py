"""Whether one file holds several articles."""

import re
from collections.abc import Sequence

_SEPARATOR = re.compile(r"(?:[-=_*#~] ?){5,}$")
_OPENS_ARTICLE = re.compile(r"[Bb][Yy] [A-Z]")

LEAST_BODY = 40
"""Words of body on both sides of a break that make it a break between articles."""


def count_articles(blocks: Sequence[tuple[str, str]]) -> int:
    """Return how many articles a document's blocks (kind, text) seem to hold, at least 1.

    A new one begins after a separator line, or at a byline with names, that has enough body above it; it counts
    when enough body follows.
    """
    articles = words = 0
    for kind, text in blocks:
        if kind == "body":
            words += text.count(" ") + 1
        elif words >= LEAST_BODY and (_SEPARATOR.match(text) or (kind == "byline" and _OPENS_ARTICLE.match(text))):
            articles, words = articles + 1, 0
    return max(1, articles + (words >= LEAST_BODY))
