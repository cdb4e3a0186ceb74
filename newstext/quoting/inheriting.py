"""Speakers that only a statement before tells: "it" after a ministry spoke, "she" at the end of a long quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.quoting.carrying import PERSONAL
from newstext.quoting.cues import UTTERED_KINDS
from newstext.quoting.speakers import Speaker

if TYPE_CHECKING:
    from newstext.quoting.drafting import Draft
    from newstext.quoting.reading import Reading
    from newstext.records import Naming

IMPERSONAL = "it"
INSTITUTIONS = frozenset({"organization", "country", "group"})


def inherited(speaker: Speaker | None, before: Speaker | None) -> Speaker | None:
    """Return the speaker of a further piece: a pronoun that means nobody for sure is who spoke the piece before."""
    if speaker is None or before is None:
        return speaker or before
    is_open = speaker.entity_id is None and speaker.text.lower() in PERSONAL | {IMPERSONAL}
    return replace(speaker, entity_id=before.entity_id) if is_open else speaker


def settle_institutions(drafts: Iterable[Draft], reading: Reading, naming: Naming) -> None:
    """Give "it" the body that spoke last, where it speaks inside that body's statement or in the next sentence."""
    spoken = sorted((d for d in drafts if d.speaker is not None), key=lambda d: d.speaker.start if d.speaker else 0)
    for place, draft in enumerate(spoken):
        speaker = draft.speaker
        if speaker is None or speaker.entity_id is not None or speaker.text.lower() != IMPERSONAL:
            continue
        giver = next((d for d in reversed(spoken[:place]) if d.speaker and d.speaker.start < speaker.start), None)
        if giver is not None and _may_go_on(giver, draft, reading, naming):
            draft.speaker = inherited(speaker, giver.speaker)


def _may_go_on(giver: Draft, draft: Draft, reading: Reading, naming: Naming) -> bool:
    one, other = giver.speaker, draft.speaker
    if one is None or other is None or one.entity_id is None:
        return False
    if naming.entities[one.entity_id].kind not in INSTITUTIONS:
        return False
    if giver.start <= other.start < giver.end:
        return True
    cue = draft.cue_token and reading.lexicon.verb(draft.cue_token)
    begins = [start for start, _ in reading.sentences]
    here, there = (bisect_right(begins, place - reading.passage.start) for place in (other.start, one.start))
    return here - there <= 1 and bool(cue and cue.kind in UTTERED_KINDS)
