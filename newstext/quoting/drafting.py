"""The quotes of one passage, before they are numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quoting.attribution import Attribution, attribute
from newstext.quoting.carrying import sentences_between, speaker_before
from newstext.quoting.cues import UTTERED_KINDS
from newstext.quoting.directness import direct_pieces
from newstext.quoting.inheriting import inherited, settle_institutions
from newstext.quoting.marks import Marked
from newstext.quoting.media import medium_of
from newstext.quoting.reading import Reading
from newstext.quoting.reports import Report
from newstext.quoting.speakers import Speaker, speaker_at
from newstext.quoting.wording import cue_words, is_title, trimmed
from newstext.records import Naming

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

LEAST_WORDS_OUTSIDE = 2
"""A reported clause with fewer words outside marks is no row beside its marked part."""


@dataclass(slots=True)
class Draft:
    """A quote in the making; offsets of the view; `first` is the first piece of a broken quotation."""

    kind: str
    start: int
    end: int
    speaker: Speaker | None
    cue: str | None
    medium: str | None
    cue_token: Token | None = None
    first: Draft | None = None


class PassageQuotes:
    """The quotes of one passage; `previous` is the passage before it, whose last quotation may go on."""

    def __init__(self, reading: Reading, naming: Naming, previous: PassageQuotes | None) -> None:
        self._reading = reading
        self._naming = naming
        self._previous = previous
        self._direct = direct_pieces(reading)
        self._found = {piece: attribute(reading, piece, direct=piece in self._direct) for piece in reading.marked}
        framing = {found.cue.i for piece in self._direct if (found := self._found[piece]) and found.cue is not None}
        reports = [report for report in reading.reports if report.cue.i not in framing]
        self._clauses = [draft for report in reports for draft in self._indirect(report)]
        self.quoted: list[Draft] = []
        for piece in reading.marked:
            self.quoted += self._marked(piece)
        settle_institutions(self.drafts, reading, naming)

    @property
    def drafts(self) -> list[Draft]:
        return self._clauses + self.quoted

    # -- reported clauses

    def _indirect(self, report: Report) -> Iterator[Draft]:
        first: Draft | None = None
        speaker = speaker_at(report.speaker, self._reading.passage, self._naming)
        for start, end in report.contents:
            span = self._clause_span(start, end, least=1 if report.kind == "name" else LEAST_WORDS_OUTSIDE)
            if span is None or self._is_speaker(span, speaker):
                continue
            draft = self._draft("indirect", *span, speaker, Attribution(report.cue, report.speaker, report.frame))
            draft.first = first
            first = first or draft
            yield draft

    def _is_speaker(self, span: tuple[int, int], speaker: Speaker | None) -> bool:
        """Tell a stretch that holds no more than the speaker: "vigor that the bank said was fresh" parsed amiss."""
        start = self._reading.passage.start
        if speaker is None or not span[0] + start <= speaker.start < span[1] + start:
            return False
        return len(self._reading.text[slice(*span)].split()) <= len(speaker.text.split()) + 1

    def _clause_span(self, start: int, end: int, *, least: int) -> tuple[int, int] | None:
        """Return a reported clause widened to whole marked parts, or None where marks hold all of it."""
        for piece in self._reading.marked:
            if piece.outer_start < end and start < piece.outer_end:
                if piece in self._direct:
                    return None
                start, end = min(start, piece.outer_start), max(end, piece.outer_end)
        start, end = trimmed(self._reading.text, start, end)
        return (start, end) if self._reading.words_outside(start, end) >= least else None

    # -- words between marks

    def _marked(self, piece: Marked) -> Iterator[Draft]:
        direct = piece in self._direct
        found = self._found[piece]
        title = is_title(self._reading.text[piece.start : piece.end])
        if found is None:
            if direct and not (title and self._is_alone(piece)):
                yield self._carried(piece)
            return
        if title and not direct and not self._is_uttered(found, piece):
            return
        speaker = speaker_at(found.speaker, self._reading.passage, self._naming)
        draft = self._draft("direct" if direct else "mixed", piece.start, piece.end, speaker, found)
        if piece.continues or self._direct.get(piece) is not None:
            self._join(draft, self._last_piece())
        elif not direct:
            draft.first = self._holding(draft)
        yield draft

    def _is_uttered(self, found: Attribution, piece: Marked) -> bool:
        """Tell words with a title's capitals that a cue of speech stands right before: a sign that read "…"."""
        cue = found.cue
        if cue is None or self._reading.words_outside(cue.idx + len(cue), piece.outer_start) > 0:
            return False
        verb = self._reading.lexicon.verb(cue)
        return cue.idx < piece.start and verb is not None and verb.kind in UTTERED_KINDS

    def _is_alone(self, piece: Marked) -> bool:
        """Tell a piece that is a whole paragraph: with a title's capitals it is a cross-heading, not speech."""
        rest = self._reading.text[: piece.outer_start] + self._reading.text[piece.outer_end :]
        return not piece.continues and piece.closed and not rest.strip()

    def _holding(self, draft: Draft) -> Draft | None:
        holding = [c for c in self._clauses if c.start <= draft.start and draft.end <= c.end]
        clause = min(holding, key=lambda c: c.end - c.start, default=None)
        return None if clause is None else clause.first or clause

    def _last_piece(self) -> Draft | None:
        """Return the piece before the next one, in this passage or the one before."""
        quoted = self.quoted or (self._previous.quoted if self._previous else [])
        return quoted[-1] if quoted else None

    def _carried(self, piece: Marked) -> Draft:
        """Give a quotation without a cue the speaker it goes on from, where the text shows one."""
        draft = self._draft("direct", piece.start, piece.end, None, None)
        start = self._reading.passage.start
        last = self.quoted[-1] if self.quoted else None
        if piece.continues:
            self._join(draft, self._last_piece())
        elif (
            last is not None
            and sentences_between(self._reading, last.end - start, piece.outer_start, last.cue_token) == 0
        ):
            self._join(draft, last)
        elif self._reading.text[: piece.outer_start].strip():
            draft.speaker = speaker_before(self._reading, piece.outer_start, self._naming)
        elif self._previous is not None:
            draft.speaker = self._previous.speaker_at_end()
        return draft

    def speaker_at_end(self) -> Speaker | None:
        """Return who speaks in the passage's last sentence: a quotation of its own paragraph may follow."""
        last = max(self.drafts, key=lambda draft: draft.end, default=None)
        start, end = self._reading.passage.start, len(self._reading.text)
        if last is not None and sentences_between(self._reading, last.end - start, end, last.cue_token) == 0:
            return last.speaker
        return speaker_before(self._reading, end, self._naming)

    def _join(self, draft: Draft, last: Draft | None) -> None:
        """Make a draft a further piece of the quotation before it."""
        if last is None:
            return
        draft.first = (last.first or last) if last.kind == "direct" else None
        draft.speaker = inherited(draft.speaker, last.speaker)
        draft.cue, draft.medium = draft.cue or last.cue, draft.medium or last.medium

    def _draft(self, kind: str, start: int, end: int, speaker: Speaker | None, found: Attribution | None) -> Draft:
        cue = found.cue if found else None
        return Draft(
            kind,
            self._reading.passage.start + start,
            self._reading.passage.start + end,
            speaker,
            cue_words(cue) if cue is not None else None,
            medium_of(self._reading, cue, start, end) if cue is not None else None,
            cue,
        )
