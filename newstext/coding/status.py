"""Whether what a word tells of happened: actual, planned, possible or denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.coding.clauses import ancestors, is_infinitive, lemmas
from newstext.coding.lexicon import EventLexicon

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nt", "hardly", "no"})
NO_ONE = frozenset({"no", "neither", "nobody", "none", "nothing"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
CONDITIONAL = frozenset({"would", "'d", "’d"})
UNSURE = frozenset({"may", "might", "could", "can", "should", "must", "ought", "ca"})
HEDGES = frozenset({"likely", "possibly", "perhaps", "probably", "reportedly", "allegedly", "maybe", "potentially"})
CONDITIONS = frozenset({"if", "unless", "whether", "should", "lest", "until"})
GOVERNING = frozenset(
    {
        "xcomp",
        "ccomp",
        "dobj",
        "pobj",
        "pcomp",
        "prep",
        "acl",
        "oprd",
        "attr",
        "nsubjpass",
        "conj",
        "nsubj",
        "dative",
        "agent",
        "acomp",
    }
)
"""Relations through which a word above decides whether the one below happened."""
CLAUSES = frozenset({"advcl", "relcl", "parataxis"})
OBLIQUE = frozenset({"prep", "agent"})
LINKS = frozenset({"for", "on", "about", "from", "of"})
"""Prepositions through which a verb governs: "called for", "insisted on"; after others stands an adjunct."""


@dataclass(frozen=True, slots=True)
class Modality:
    """How a word's event is put: will it, may it, is it denied, is it only what something is done for."""

    is_planned: bool = False
    is_possible: bool = False
    is_denied: bool = False
    is_aim: bool = False

    @property
    def status(self) -> str:
        if self.is_denied:
            return "denied"
        if self.is_possible:
            return "possible"
        return "planned" if self.is_planned else "actual"


class StatusReader:
    """Read the modality of events with the word lists of the reference tables."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._planned = lexicon.words("planned")
        self._possible = lexicon.words("possible")
        self._denied = lexicon.words("denied")
        self._report = lexicon.words("report")
        self._planned_objects = lexicon.words("planned_object")
        self._unreal = lexicon.words("unreal_modifier")
        self._coming = lexicon.words("coming_modifier")
        self._planned_nouns = lexicon.words("planned_noun")

    def read(self, trigger: Token) -> Modality:
        """Return the modality of the event that a verb or noun tells of."""
        marks = self._own(trigger)
        for below, above in ancestors(trigger):
            if below.dep_ in CLAUSES:
                marks |= _clause_marks(below)
            if self._stands_alone(below, above, trigger):
                break
            marks |= self._governing(below, above, trigger)
        return Modality("planned" in marks, "possible" in marks, "denied" in marks, "aim" in marks)

    def _stands_alone(self, below: Token, above: Token, trigger: Token) -> bool:
        """Tell whether the words above no longer decide whether what is below happened."""
        if below.dep_ in CLAUSES or below.dep_ not in GOVERNING:
            return True
        if below.dep_ in OBLIQUE and above.tag_[:2] == "VB" and below.lower_ not in LINKS:
            return True
        if below.dep_ == "conj" and below.tag_[:2] == "VB" and below == trigger and _has_own_modal(below):
            return True
        return below.dep_ == "ccomp" and bool(self._report.intersection(lemmas(above)))

    def _own(self, token: Token) -> set[str]:
        marks = _auxiliaries(token)
        marks |= _clause_marks(token)
        if token.tag_[:2] == "VB" and is_infinitive(token):
            if token.dep_ in ("acl", "relcl") and token.head.lemma_ in self._planned_nouns:
                marks.add("planned")
            elif token.dep_ in ("acl", "relcl", "advcl"):
                marks.add("aim")
        if token.dep_ == "pcomp" and token.head.lower_ == "for":
            marks.add("aim")
        if token.pos_ == "NOUN":
            before = {child.lower_ for child in token.lefts if child.dep_ == "amod"}
            marks |= {"possible"} if before & self._unreal else set()
            marks |= {"planned"} if before & self._coming else set()
        return marks

    def _governing(self, below: Token, above: Token, trigger: Token) -> set[str]:
        """Return what a word above says of the one below it."""
        if below.dep_ == "conj":
            return _auxiliaries(above) if not _has_own_modal(below) else set()
        if below.dep_ in ("nsubj", "nsubjpass") and above.tag_[:2] != "VB":
            return set()
        marks = _auxiliaries(above) if above.tag_[:2] == "VB" and below.dep_ != "nsubj" else set()
        names = set(lemmas(above))
        is_clause = below.dep_ in ("xcomp", "ccomp", "acl", "pcomp", "acomp", "oprd")
        if "go" in names and below.dep_ == "xcomp":
            marks.add("planned")
        if names & self._denied and (is_clause or below.dep_ in ("dobj", "prep", "pobj", "nsubjpass")):
            marks.add("denied")
        elif names & self._planned and (is_clause or names & self._planned_objects):
            marks.add("planned")
        elif names & self._possible and trigger.i != above.i:
            marks.add("possible")
        return marks


def _auxiliaries(token: Token) -> set[str]:
    marks: set[str] = set()
    for child in token.children:
        word = child.lower_
        if child.dep_ == "neg" or (child.dep_ == "det" and word in NO_ONE):
            marks.add("denied")
        elif child.dep_ == "aux":
            marks |= _modal(word)
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_no_one(child):
            marks.add("denied")
        elif child.dep_ == "advmod" and word in HEDGES:
            marks.add("possible")
    if token.dep_ == "pobj" and token.head.lower_ == "without":
        marks.add("denied")
    return marks


def _modal(word: str) -> set[str]:
    if word in FUTURE:
        return {"planned"}
    if word in CONDITIONAL:
        return {"planned"}
    if word in UNSURE:
        return {"possible"}
    return set()


def _is_no_one(token: Token) -> bool:
    return token.lower_ in NO_ONE or any(
        child.lower_ in ("no", "neither") and child.dep_ in ("det", "amod", "preconj") for child in token.children
    )


def _has_own_modal(token: Token) -> bool:
    return any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in token.children)


def _clause_marks(verb: Token) -> set[str]:
    """Return what the word that opens a clause says of it: under a condition all is possible."""
    opened = any(
        child.dep_ in ("mark", "aux") and child.lower_ in CONDITIONS and child.dep_ == "mark" for child in verb.children
    )
    marks = {"possible"} if opened else set()
    if _is_under_condition(verb):
        marks.add("possible")
    return marks


def _is_under_condition(verb: Token) -> bool:
    """Tell whether a clause says what would follow: "if they come, we will go"."""
    return any(
        child.dep_ == "advcl"
        and any(mark.dep_ == "mark" and mark.lower_ in ("if", "unless") for mark in child.children)
        for child in verb.children
    )
