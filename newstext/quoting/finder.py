"""Who said what in one article."""

from __future__ import annotations

from collections.abc import Sequence

from newstext.quoting.cues import CueLexicon
from newstext.quoting.cutting import cut_unclosed
from newstext.quoting.drafting import Draft, PassageQuotes
from newstext.quoting.marks import find_marked
from newstext.quoting.reading import Reading
from newstext.records import Naming, Passage, Quote, Tables

QUOTING_KINDS = frozenset({"body"})
"""The block kinds whose words are read for quotes; a headline repeats what the body says."""


class QuoteFinder:
    """Find direct, mixed and indirect quotes with speaker, cue and medium."""

    def __init__(self, tables: Tables) -> None:
        self._lexicon = CueLexicon(tables)

    def find(self, passages: Sequence[Passage], naming: Naming) -> list[Quote]:
        """Return the quotes of one article's passages in text order; a passage without a parse gives none."""
        parsed = [(p, p.parse) for p in passages if p.block.kind in QUOTING_KINDS and p.parse is not None]
        body = [passage for passage, _ in parsed]
        marked = find_marked([p.text for p in body], self._lexicon.elisions)
        drafts: list[Draft] = []
        previous: PassageQuotes | None = None
        for number, (passage, parse) in enumerate(parsed):
            pieces = [piece for piece in marked if piece.passage_no == number]
            if not any(piece.continues and piece.passage_no == number + 1 for piece in marked):
                pieces = cut_unclosed(parse, pieces, self._lexicon)
            reading = Reading(passage, parse, pieces, self._lexicon)
            previous = PassageQuotes(reading, _naming_in(naming, passage), previous)
            drafts += previous.drafts
        return _finished(drafts, body)


def _naming_in(naming: Naming, passage: Passage) -> Naming:
    """Return the mentions of one passage, so that each speaker is looked up among few."""
    end = passage.start + len(passage.text)
    return Naming(naming.entities, naming.mentions_in(passage.start, end))


def _finished(drafts: list[Draft], body: Sequence[Passage]) -> list[Quote]:
    """Return the drafts as quotes in text order; of two alike in words and kind, the one whose speaker is known."""
    best: dict[tuple[int, int, str], Draft] = {}
    for draft in drafts:
        key = _key(draft)
        if key not in best or (best[key].speaker is None and draft.speaker is not None):
            best[key] = draft
    numbers = {key: number for number, key in enumerate(sorted(best))}
    return [_quote(best[key], numbers[_root(key, best)], number, body) for key, number in numbers.items()]


def _key(draft: Draft) -> tuple[int, int, str]:
    return draft.start, -draft.end, draft.kind


def _root(key: tuple[int, int, str], best: dict[tuple[int, int, str], Draft]) -> tuple[int, int, str]:
    """Return the key of the first piece of a draft's quotation: its own where it is whole."""
    seen = {key}
    while (first := best[key].first) is not None and _key(first) not in seen:
        key = _key(first)
        seen.add(key)
    return key


def _quote(draft: Draft, first: int, number: int, body: Sequence[Passage]) -> Quote:
    passage = next(p for p in body if p.start <= draft.start < p.start + len(p.text))
    words = " ".join(passage.text[draft.start - passage.start : draft.end - passage.start].split())
    speaker = draft.speaker
    return Quote(
        kind=draft.kind,
        words=words,
        part_of=None if first == number else first,
        speaker_id=speaker.entity_id if speaker else None,
        speaker_text=speaker.text if speaker else None,
        cue=draft.cue,
        medium=draft.medium,
        start=draft.start,
        end=draft.end,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
    )
