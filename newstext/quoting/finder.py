"""Who said what in one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quoting.attribution import Attribution, attribute
from newstext.quoting.carrying import sentences_between, speaker_before
from newstext.quoting.cues import UTTERED_KINDS, CueLexicon
from newstext.quoting.directness import direct_pieces
from newstext.quoting.marks import Marked, find_marked
from newstext.quoting.media import medium_of
from newstext.quoting.reading import Reading
from newstext.quoting.reports import Report
from newstext.quoting.speakers import Speaker, speaker_at
from newstext.quoting.wording import cue_words, is_title, trimmed
from newstext.records import Naming, Passage, Quote, Tables

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTING_KINDS = frozenset({"body"})
"""The block kinds whose words are read for quotes; a headline repeats what the body says."""
LEAST_WORDS_OUTSIDE = 2
"""A reported clause with fewer words outside marks is no row beside its marked part."""


@dataclass(slots=True)
class _Draft:
    """A quote in the making; offsets of the view; `first` is the first piece of a broken quotation."""

    kind: str
    start: int
    end: int
    speaker: Speaker | None
    cue: str | None
    medium: str | None
    cue_token: Token | None = None
    first: _Draft | None = None


class QuoteFinder:
    """Find direct, mixed and indirect quotes with speaker, cue and medium."""

    def __init__(self, tables: Tables) -> None:
        self._lexicon = CueLexicon(tables)

    def find(self, passages: Sequence[Passage], naming: Naming) -> list[Quote]:
        """Return the quotes of one article's passages in text order; a passage without a parse gives none."""
        body = [p for p in passages if p.block.kind in QUOTING_KINDS and p.parse is not None]
        marked = find_marked([p.text for p in body], self._lexicon.elisions)
        drafts: list[_Draft] = []
        previous: _PassageQuotes | None = None
        for number, passage in enumerate(body):
            pieces = [piece for piece in marked if piece.passage_no == number]
            reading = Reading(passage, passage.parse, pieces, self._lexicon)
            previous = _PassageQuotes(reading, _naming_in(naming, passage), previous)
            drafts += previous.drafts
        return _finished(drafts, body)


def _naming_in(naming: Naming, passage: Passage) -> Naming:
    """Return the mentions of one passage, so that each speaker is looked up among few."""
    end = passage.start + len(passage.text)
    return Naming(naming.entities, naming.mentions_in(passage.start, end))


def _finished(drafts: list[_Draft], body: Sequence[Passage]) -> list[Quote]:
    """Return the drafts as quotes in text order; of two alike in words and kind, the one whose speaker is known."""
    best: dict[tuple[int, int, str], _Draft] = {}
    for draft in drafts:
        key = (draft.start, -draft.end, draft.kind)
        if key not in best or (best[key].speaker is None and draft.speaker is not None):
            best[key] = draft
    ordered = [best[key] for key in sorted(best)]
    numbers = {key: number for number, key in enumerate(sorted(best))}
    places = {id(draft): numbers[draft.start, -draft.end, draft.kind] for draft in drafts}
    return [_quote(draft, places, body) for draft in ordered]


def _quote(draft: _Draft, places: dict[int, int], body: Sequence[Passage]) -> Quote:
    passage = next(p for p in body if p.start <= draft.start < p.start + len(p.text))
    words = " ".join(passage.text[draft.start - passage.start : draft.end - passage.start].split())
    speaker = draft.speaker
    return Quote(
        kind=draft.kind,
        words=words,
        part_of=None if draft.first is None else places[id(draft.first)],
        speaker_id=speaker.entity_id if speaker else None,
        speaker_text=speaker.text if speaker else None,
        cue=draft.cue,
        medium=draft.medium,
        start=draft.start,
        end=draft.end,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
    )


class _PassageQuotes:
    """The quotes of one passage; `previous` is the passage before it, whose last quotation may go on."""

    def __init__(self, reading: Reading, naming: Naming, previous: _PassageQuotes | None) -> None:
        self._reading = reading
        self._naming = naming
        self._previous = previous
        self._direct = direct_pieces(reading)
        self._found = {piece: attribute(reading, piece, direct=piece in self._direct) for piece in reading.marked}
        framing = {found.cue.i for piece in self._direct if (found := self._found[piece]) and found.cue is not None}
        reports = [report for report in reading.reports if report.cue.i not in framing]
        self._clauses = [draft for report in reports for draft in self._indirect(report)]
        self._quoted: list[_Draft] = []
        for piece in reading.marked:
            self._quoted += self._marked(piece)

    @property
    def drafts(self) -> list[_Draft]:
        return self._clauses + self._quoted

    # -- reported clauses

    def _indirect(self, report: Report) -> Iterator[_Draft]:
        first: _Draft | None = None
        speaker = speaker_at(report.speaker, self._reading.passage, self._naming)
        for start, end in report.contents:
            span = self._clause_span(start, end, least=1 if report.kind == "name" else LEAST_WORDS_OUTSIDE)
            if span is None:
                continue
            draft = self._draft("indirect", *span, speaker, Attribution(report.cue, report.speaker, report.frame))
            draft.first = first
            first = first or draft
            yield draft

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

    def _marked(self, piece: Marked) -> Iterator[_Draft]:
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
            self._join(draft, self.last_piece())
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

    def _holding(self, draft: _Draft) -> _Draft | None:
        holding = [c for c in self._clauses if c.start <= draft.start and draft.end <= c.end]
        return min(holding, key=lambda c: c.end - c.start, default=None)

    def last_piece(self) -> _Draft | None:
        if self._quoted:
            return self._quoted[-1]
        return self._previous.last_piece() if self._previous else None

    def _carried(self, piece: Marked) -> _Draft:
        """Give a quotation without a cue the speaker it goes on from, where the text shows one."""
        draft = self._draft("direct", piece.start, piece.end, None, None)
        start = self._reading.passage.start
        last = self._quoted[-1] if self._quoted else None
        if piece.continues:
            self._join(draft, self.last_piece())
        elif (
            last is not None
            and sentences_between(self._reading, last.end - start, piece.outer_start, last.cue_token) == 0
        ):
            self._join(draft, last)
        elif self._reading.text[: piece.outer_start].strip():
            token = speaker_before(self._reading, piece.outer_start)
            draft.speaker = speaker_at(token, self._reading.passage, self._naming)
        elif self._previous is not None:
            draft.speaker = self._previous.speaker_at_end()
        return draft

    def speaker_at_end(self) -> Speaker | None:
        """Return who speaks in the passage's last sentence: a quotation of its own paragraph may follow."""
        last = max(self.drafts, key=lambda draft: draft.end, default=None)
        start, end = self._reading.passage.start, len(self._reading.text)
        if last is not None and sentences_between(self._reading, last.end - start, end, last.cue_token) == 0:
            return last.speaker
        return speaker_at(speaker_before(self._reading, end), self._reading.passage, self._naming)

    def _join(self, draft: _Draft, last: _Draft | None) -> None:
        """Make a draft a further piece of the quotation before it."""
        if last is None:
            return
        draft.first = (last.first or last) if last.kind == "direct" else None
        draft.speaker = draft.speaker or last.speaker
        draft.cue, draft.medium = draft.cue or last.cue, draft.medium or last.medium

    def _draft(self, kind: str, start: int, end: int, speaker: Speaker | None, found: Attribution | None) -> _Draft:
        cue = found.cue if found else None
        return _Draft(
            kind,
            self._reading.passage.start + start,
            self._reading.passage.start + end,
            speaker,
            cue_words(cue) if cue is not None else None,
            medium_of(self._reading, cue, start, end) if cue is not None else None,
            cue,
        )
