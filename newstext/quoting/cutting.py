"""Where a quotation ends whose closing mark is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.quoting.cues import UTTERED_KINDS, CueLexicon
from newstext.quoting.marks import Marked

if TYPE_CHECKING:
    from newstext.parsing.tree import Parse, Token

BEFORE_CUE = frozenset({",", "?", "!", "—", "–"})
"""What parts a quotation from the cue clause after it when the closing mark is missing."""


def cut_unclosed(parse: Parse, pieces: Sequence[Marked], lexicon: CueLexicon) -> list[Marked]:
    """End each never-closed piece before the cue clause it swallowed: "We lost, she said"."""
    return [piece if piece.closed else _cut(parse, piece, lexicon) for piece in pieces]


def _cut(parse: Parse, piece: Marked, lexicon: CueLexicon) -> Marked:
    inside = parse.stretch_within(piece.start, piece.end)
    if inside is None:
        return piece
    for token in inside:
        place = _cue_clause_start(token, lexicon)
        if place is not None and place > inside.start + 1 and parse[place - 1].text in BEFORE_CUE:
            end = parse[place - 1].idx + 1
            return replace(piece, end=end, outer_end=end)
    return piece


def _cue_clause_start(token: Token, lexicon: CueLexicon) -> int | None:
    cue = lexicon.verb(token)
    if cue is None or cue.kind not in UTTERED_KINDS or "quote" not in cue.takes:
        return None
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    return None if subject is None else min(subject.left_edge.i, token.i)
