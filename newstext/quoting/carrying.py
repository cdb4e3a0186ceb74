"""Who speaks where a quotation has no cue of its own: whoever the reporter's last sentence speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quoting.reading import Reading
from newstext.quoting.speakers import Speaker, speaker_at
from newstext.records import Naming

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

PERSONAL = frozenset({"he", "she", "they", "i", "we"})
ACTING_KINDS = frozenset({"person", "organization"})
"""Entities whose being spoken of makes them likely speakers; a country's name before a quotation is its subject."""


def speaker_before(reading: Reading, place: int, naming: Naming) -> Speaker | None:
    """Return the subject of the sentence that ends before a place, if it is one who may speak.

    A sentence with a cue gives the cue's subject ("Kim agreed."); without one it must name a person or a body, or stand
    for one by a personal pronoun.
    """
    begun = [span for span in reading.sentences if span[0] < place]
    if not begun:
        return None
    start, end = begun[-1][0], min(begun[-1][1], place)
    for report in reading.reports:
        if start <= report.cue.idx < end and report.cue.dep_ == "ROOT":
            return speaker_at(report.speaker, reading.passage, naming)
    root = next((t for t in reading.tokens(start, end) if t.dep_ == "ROOT"), None)
    if root is None or reading.is_marked(root.idx):
        return None
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    speaker = speaker_at(subject, reading.passage, naming)
    return speaker if speaker is not None and _may_speak(speaker, naming) else None


def _may_speak(speaker: Speaker, naming: Naming) -> bool:
    if speaker.entity_id is None:
        return speaker.text.lower() in PERSONAL
    return naming.entities[speaker.entity_id].kind in ACTING_KINDS


def sentences_between(reading: Reading, start: int, end: int, cue: Token | None) -> int:
    """Count the sentences lying wholly between two places, without the one that only holds the cue."""
    return sum(
        1 for a, b in reading.sentences if start <= a and b <= end and not (cue is not None and a <= cue.idx < b)
    )
