"""Which words between quotation marks are whole clauses, and which are parts of the reporter's sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quoting.marks import Marked
from newstext.quoting.reading import Reading

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

QUOTE_END = frozenset(".,!?…—–-;")
SENTENCE_END = re.compile(r"[.!?:…][\"”’'»)\]]*\s*$")
LEAST_SENTENCE = 4
"""Words that a marked sentence must have to be direct speech wherever it stands."""
LEAST_CLAUSE = 8
"""Words of a marked clause that opens a sentence and is direct speech though the reporter's words run on after it."""


def direct_pieces(reading: Reading) -> dict[Marked, Marked | None]:
    """Return the direct pieces of a passage, each with the piece it goes on from after a cue, or None."""
    found: dict[Marked, Marked | None] = {}
    earlier: Marked | None = None
    for piece in reading.marked:
        goes_on = earlier is not None and is_broken(reading, earlier, piece)
        if goes_on or is_direct(reading, piece):
            found[piece] = earlier if goes_on else None
            earlier = piece
    return found


def is_direct(reading: Reading, piece: Marked) -> bool:
    """Tell whole clauses between marks from a marked part of the reporter's sentence."""
    if piece.continues or _is_sentence(reading, piece):
        return True
    before = reading.text[: piece.outer_start].rstrip()
    if not before or SENTENCE_END.search(before):
        return _ends_clause(reading, piece)
    if before.endswith((",", ":")):
        is_led = cue_before(reading, piece) is not None or SENTENCE_END.search(reading.text[: piece.outer_end])
        return bool(is_led) and _is_capital(reading, piece)
    lead = before.split()[-1].lower() if before.split() else ""
    led = lead == "that" or any(cue.lower_ == lead for cue, _ in reading.cues)
    return led and _is_capital(reading, piece) and has_clause(reading, piece)


def is_broken(reading: Reading, earlier: Marked, piece: Marked) -> bool:
    """Tell whether only a cue clause stands between two pieces: "…," he said, "…"."""
    between = reading.text[earlier.outer_end : piece.outer_start].strip()
    led = reading.text[earlier.end - 1] in ",—–-" or between.startswith((",", "—", "–", "-"))
    has_cue = reading.cue_between(earlier.outer_end, piece.outer_start) is not None
    return led and between.endswith((",", "—", "–", "-")) and has_cue and not re.search(r"[.!?] ", between[8:])


def _is_sentence(reading: Reading, piece: Marked) -> bool:
    """Tell a whole sentence: a capital, a verb with its subject, a full stop, all between the marks."""
    words = reading.text[piece.start : piece.end]
    is_ended = words.rstrip("'’‘\"”“ ").endswith((".", "!", "?"))
    return is_ended and words[0].isupper() and len(words.split()) >= LEAST_SENTENCE and has_clause(reading, piece)


def _ends_clause(reading: Reading, piece: Marked) -> bool:
    last = reading.text[piece.start : piece.end].rstrip("'’‘\"”“ ")[-1:]
    following = reading.text[piece.outer_end : piece.outer_end + 1]
    is_long = len(reading.text[piece.start : piece.end].split()) >= LEAST_CLAUSE and has_clause(reading, piece)
    return last in QUOTE_END or following in ("", ",", ".") or not piece.closed or is_long


def _is_capital(reading: Reading, piece: Marked) -> bool:
    first = next((c for c in reading.text[piece.start : piece.end] if c.isalnum()), "")
    return not first.islower()


def has_clause(reading: Reading, piece: Marked) -> bool:
    """Tell whether a verb and its subject both stand between the marks."""
    return any(
        token.dep_ in ("nsubj", "nsubjpass", "expl") and piece.start <= token.head.idx < piece.end
        for token in reading.tokens(piece.start, piece.end)
    )


def starts_sentence(reading: Reading, piece: Marked) -> bool:
    before = reading.text[: piece.outer_start].rstrip()
    return not before or SENTENCE_END.search(before) is not None


def frame_start(reading: Reading, piece: Marked) -> int:
    """Return where the reporter's words before a quotation begin: the sentence, or the quotation before."""
    before = reading.text[: piece.outer_start].rstrip()
    if not before or (SENTENCE_END.search(before) and not before.endswith(":")):
        return piece.outer_start
    start = reading.sentence_at(len(before) - 1)[0]
    return max([start, *(other.outer_end for other in reading.marked if other.outer_end <= piece.outer_start)])


def cue_before(reading: Reading, piece: Marked) -> Token | None:
    found = reading.cue_between(frame_start(reading, piece), piece.outer_start, last=True)
    return None if found is None else found[0]
