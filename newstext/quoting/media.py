"""By what medium words were said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quoting.reading import Reading

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

LINK = re.compile(r"\b(?:in|at|on|during|by|via|through|over|told|tells|telling)\b[^.;]{0,60}$", re.IGNORECASE)
"""What must stand before the name of a medium, unless it is the cue or its subject: "in a written statement"."""
SHARING = frozenset({"advcl", "conj", "xcomp", "acl", "prep", "pcomp"})
"""Links by which a cue shares the medium of the verb above it: "said in a statement, adding …"."""
FOREIGN = frozenset({"ccomp", "relcl", "parataxis"})
"""Links that lead out of another clause, whose medium is its own."""


def medium_of(reading: Reading, cue: Token, start: int, end: int) -> str | None:
    """Return the medium that the reporter's words around a cue name, beside the quoted stretch itself."""
    first, last = reading.sentence_at(cue.idx)
    found = [
        (rank, abs(match.start() - cue.idx), medium)
        for medium, rank, match in reading.lexicon.media(reading.text, first, last)
        if not start <= match.start() < end and not reading.is_marked(match.start())
        if _belongs(reading, cue, match)
    ]
    return min(found)[2] if found else None


def _belongs(reading: Reading, cue: Token, match: re.Match[str]) -> bool:
    """Tell whether the medium is the cue, its subject, or hangs from it by a preposition."""
    named = next(iter(reading.tokens(*match.span())), None)
    if named is None or named.i == cue.i:
        return named is not None
    anchors = {cue.i, cue.head.i} if cue.dep_ in SHARING else {cue.i}
    token = named
    while token.head.i != token.i and token.head.i not in anchors:
        if token.dep_ in FOREIGN:
            return False
        token = token.head
    if token.head.i not in anchors or token.dep_ in FOREIGN:
        return False
    return token.dep_ == "nsubj" or LINK.search(reading.text, 0, match.start()) is not None
