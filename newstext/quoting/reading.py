"""One passage as the quote finder sees it: its parse, its marked words, its cues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from newstext.quoting.cues import HEARER_KINDS, Cue, CueLexicon
from newstext.quoting.marks import Marked
from newstext.quoting.reports import Report, find_reports
from newstext.records import Passage

if TYPE_CHECKING:
    from newstext.parsing.tree import Parse, Token

WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
MAX_CUE_DISTANCE = 30
"""Tokens between a quotation and the cue after it: a speaker's name, age, office and party lie between."""


class Reading:
    """A parsed passage with its marked words; offsets are characters of the passage's text."""

    def __init__(self, passage: Passage, parse: Parse, marked: Sequence[Marked], lexicon: CueLexicon) -> None:
        self.passage = passage
        self.text = passage.text
        self.parse = parse
        self.marked = marked
        self.lexicon = lexicon
        self.sentences = [(s.start - passage.start, s.end - passage.start) for s in passage.sentences]

    @cached_property
    def reports(self) -> list[Report]:
        """The reports whose cues stand outside all marks."""
        verbs = {token.i: cue for token, cue in self.cues}
        return [r for r in find_reports(self.parse, verbs, self.lexicon) if not self.is_marked(r.cue.idx)]

    @cached_property
    def cues(self) -> list[tuple[Token, Cue]]:
        """The cue verbs outside all marks, in text order."""
        return [(token, cue) for token, cue in self.lexicon.verbs(self.parse) if not self.is_marked(token.idx)]

    def is_marked(self, place: int) -> bool:
        return place in self._marked_places

    @cached_property
    def _marked_places(self) -> frozenset[int]:
        return frozenset(chain.from_iterable(range(piece.outer_start, piece.outer_end) for piece in self.marked))

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Return the sentence holding a place, or the one after it where it lies between two."""
        return next((span for span in self.sentences if place < span[1]), (0, len(self.text)))

    def words_outside(self, start: int, end: int) -> int:
        """Count the words of a stretch that stand outside marks."""
        return sum(1 for m in WORD.finditer(self.text, start, end) if not self.is_marked(m.start()))

    def tokens(self, start: int, end: int) -> Iterator[Token]:
        """Yield the tokens beginning in a stretch of the passage."""
        yield from self.parse.stretch(start, end) or ()

    def cue_between(self, start: int, end: int, *, last: bool = False) -> tuple[Token, Cue] | None:
        """Return the first (or last) cue that may frame a quotation between two places, outside all marks."""
        found = [pair for pair in self._framing if start <= pair[0].idx < end]
        main = [pair for pair in found if pair[0].dep_ != "relcl"] or found
        if not main:
            return None
        return main[-1] if last else main[0]

    @cached_property
    def _framing(self) -> list[tuple[Token, Cue]]:
        """The cues that may frame a quotation: they report nothing else."""
        return [
            (token, cue) for token, cue in self.cues if "quote" in cue.takes and not self._has_other_object(token, cue)
        ]

    def _has_other_object(self, verb: Token, cue: Cue) -> bool:
        """Tell "continues to fall" and "added two seats" from cues: what hangs from the verb is no quotation."""
        is_inverted = not any(child.dep_ == "nsubj" for child in verb.lefts)
        takes_object = is_inverted or cue.kind in HEARER_KINDS or "np" in cue.takes
        unwanted = {"xcomp"} if takes_object else {"xcomp", "dobj"}
        return any(
            child.dep_ in unwanted and child.lower_ not in ("it", "so") and not self.is_marked(child.idx)
            for child in verb.rights
        )
