"""What a statement does by being made: a promise, a refusal, a threat, a demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newstext.coding.actors import Party, same
from newstext.coding.clauses import SUBJECTS, children
from newstext.coding.lexicon import EventLexicon, Sense
from newstext.coding.parties import PartyFinder
from newstext.coding.status import CONDITIONAL, FUTURE, HEDGES, Modality

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

FRIENDLY = frozenset({"AID", "COOPERATE", "CONCEDE", "SUPPORT", "RETREAT", "AGREE"})
HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
OBLIGING = frozenset({"must", "should", "ought"})
DEMAND = Sense("REQUEST", None, is_symmetric=False, slots=("subj",), is_directed=True)
"""What someone is said to have to do is a demand on him by whoever says so."""


class SpeechReader:
    """Read the acts that statements are."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._inanimate = lexicon.words("inanimate")

    def stated(
        self, token: Token, sense: Sense, modality: Modality, actors: Sequence[Party], finder: PartyFinder
    ) -> tuple[str, str]:
        """Return type and status of a verb's event; of what its own actor says will be, the promise or threat it is."""
        kind = sense.event_type
        if kind == "AGREE" and modality.is_denied and token.dep_ == "xcomp" and token.head.lemma_ == "fail":
            return "REJECT", "actual"
        if not modality.is_planned:
            return kind, modality.status
        if modality.is_denied and kind in FRIENDLY and not _is_hedged(token):
            return "REJECT", "actual"
        if modality.is_denied or modality.is_possible or not (_is_future(token) and _says_so(token, actors, finder)):
            return kind, modality.status
        if kind in FRIENDLY:
            return "AGREE", "actual"
        return ("THREATEN", "actual") if kind in HOSTILE else (kind, modality.status)

    def demand(self, token: Token, finder: PartyFinder) -> Sense | None:
        """Return the demand that a statement of what others should or must do is; `token` has such an auxiliary."""
        if any(child.dep_ == "neg" for child in token.children) or not children(token, SUBJECTS | {"nsubjpass"}):
            return None
        actors, recipients, _ = finder.of_verb(token, DEMAND)
        return DEMAND if actors and recipients else None


def _is_future(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in FUTURE | CONDITIONAL for child in token.children)


def _is_hedged(token: Token) -> bool:
    return any(child.lower_ in HEDGES for child in token.children)


def _says_so(token: Token, actors: Sequence[Party], finder: PartyFinder) -> bool:
    """Tell whether a clause is what its own subject says."""
    return any(same(actor, speaker) for actor in actors for speaker in finder.reporters(token))
