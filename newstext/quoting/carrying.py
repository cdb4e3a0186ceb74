"""Who speaks where a quotation has no cue of its own: whoever the reporter's last sentence speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quoting.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = frozenset({"he", "she", "they", "i", "we"})
NAMED = frozenset({"PERSON", "ORG"})


def speaker_before(reading: Reading, place: int) -> Token | None:
    r"""Return the subject of the sentence that ends before a place, if it is one who may speak.

    A sentence with a cue gives the cue's subject ("Kim agreed. \"…\""); without one it must name a person or a body,
    or stand for one by a personal pronoun.
    """
    ended = [span for span in reading.sentences if span[1] <= place]
    if not ended:
        return None
    start, end = ended[-1]
    for report in reading.reports:
        if start <= report.cue.idx < end and report.cue.dep_ == "ROOT":
            return report.speaker
    root = next((t for t in reading.tokens(start, end) if t.dep_ == "ROOT"), None)
    if root is None or reading.is_marked(root.idx):
        return None
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    return subject if subject is not None and _may_speak(subject) else None


def _may_speak(subject: Token) -> bool:
    return subject.lower_ in PERSONAL or subject.ent_type_ in NAMED


def sentences_between(reading: Reading, start: int, end: int, cue: Token | None) -> int:
    """Count the sentences lying wholly between two places, without the one that only holds the cue."""
    return sum(
        1 for a, b in reading.sentences if start <= a and b <= end and not (cue is not None and a <= cue.idx < b)
    )
