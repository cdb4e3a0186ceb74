"""Lines that stand in many articles: what a site repeats is not what an article says."""

import hashlib
from collections.abc import Mapping, Sequence

from newstext.cleaning.lines import Line, normalise_line

LONGEST = 160
"""Characters of the longest line that is counted: longer ones that come twice are copied news, not furniture."""

SHORTEST = 2
"""Characters of the shortest line worth counting, without marks."""

LEAST_ARTICLES = 6
"""A line in so many articles is furniture; fewer may be the versions of one story."""


def hash_line(text: str) -> int | None:
    """Return a stable number (63 bits) of a line without case, marks and blanks; None where it is too long or short."""
    if len(text) > LONGEST or len(key := normalise_line(text)) < SHORTEST:
        return None
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def find_repeated(lines: Sequence[Line], counts: Mapping[int, int]) -> dict[int, int]:
    """Return by line index in how many articles a line stands, for those that stand in many."""
    found = ((i, counts.get(number, 0)) for i, line in enumerate(lines) if (number := hash_line(line.text)) is not None)
    return {i: count for i, count in found if count >= LEAST_ARTICLES}
