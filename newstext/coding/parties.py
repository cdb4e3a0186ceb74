"""Who acts and who is acted upon in the event that a verb or noun tells of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newstext.coding.actors import BELONGING, MEETING, Cast, Party, same
from newstext.coding.clauses import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    children,
    complements,
    grammatical_subjects,
    objects,
    preposition_objects,
    report_over,
    subjects,
    verb_above,
)
from newstext.coding.lexicon import Sense
from newstext.records import Passage

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

VERBATIM = frozenset({"direct", "mixed"})
"""Quotations whose words are surely the speaker's own."""
PAIRING = frozenset({"by", "between", "among"})
MAKERS = PAIRING | {"from"}
"""Prepositions after a noun that name who acts."""
BEFORE = frozenset({"poss", "amod", "compound", "nmod"})
ADJUNCTS = frozenset({"prep", "pcomp", "advmod"})


class PartyFinder:
    """Find the parties of events in one passage."""

    def __init__(self, passage: Passage, cast: Cast, report: frozenset[str]) -> None:
        self._passage = passage
        self._cast = cast
        self._report = report

    def named(self, tokens: Sequence[Token], links: frozenset[str] = BELONGING) -> list[Party]:
        return self._cast.parties(tokens, self._passage, links)

    def speakers(self, token: Token) -> list[Party]:
        """Return who says the clause that a verb heads, by the verb of saying over it or the quotation it stands in."""
        return self.reporters(token) or self._cast.reporter(self._passage.start + token.idx)

    def reporters(self, token: Token) -> list[Party]:
        """Return the subject of the verb of saying over the clause that a verb heads."""
        report = report_over(token, self._report)
        return self.named(grammatical_subjects(report)) if report is not None else []

    # -- verbs

    def of_verb(self, verb: Token, sense: Sense) -> tuple[list[Party], list[Party], bool]:
        """Return actors and recipients of a verb's event, and whether it is mutual."""
        if "subj" in sense.slots:
            actors = self.reporters(verb) or self._cast.reporter(self._passage.start + verb.idx, VERBATIM)
            return actors, _others(self.named(grammatical_subjects(verb), frozenset()), actors), False
        actors = self.named(subjects(verb))
        slot, recipients = self._from_slots(verb, sense, actors)
        if slot == "deep" and sense.is_symmetric and len(actors) > 1:
            recipients = []
        if not recipients and not sense.is_symmetric:
            recipients = self._beside(verb, sense, actors)
        return actors, recipients, sense.is_symmetric and slot not in ("deep", "comp")

    def _beside(self, verb: Token, sense: Sense, actors: Sequence[Party]) -> list[Party]:
        """Return whom the verbs coordinated with one act upon; of a demand else who tells of it."""
        others = [verb.head] if verb.dep_ == "conj" else []
        others += [child for child in verb.children if child.dep_ == "conj"]
        found = [token for other in others if other.tag_[:2] == "VB" for token in objects(other)]
        recipients = _others(self.named(found), actors)
        if recipients or sense.event_type != "REQUEST":
            return recipients
        return [p for p in self.speakers(verb) if p.country and all(a.country not in (None, p.country) for a in actors)]

    def _from_slots(self, verb: Token, sense: Sense, actors: Sequence[Party]) -> tuple[str, list[Party]]:
        phrases = preposition_objects(verb)
        for noun in objects(verb):
            phrases += preposition_objects(noun)
        for slot in sense.slots:
            found = _others(self._slot(slot, verb, phrases, actors), actors)
            if found:
                return slot, found
        return "", []

    def _slot(
        self, slot: str, verb: Token, phrases: Sequence[tuple[str, Token]], actors: Sequence[Party]
    ) -> list[Party]:
        special: dict[str, Callable[[], list[Party]]] = {
            "obj": lambda: self.named(objects(verb), MEETING),
            "comp": lambda: self._complement_subjects(verb, actors),
            "deep": lambda: self._deep(verb, actors),
        }
        if slot in special:
            return special[slot]()
        return self.named([noun for word, noun in phrases if word == slot], MEETING)

    def _complement_subjects(self, verb: Token, actors: Sequence[Party]) -> list[Party]:
        found = [
            token for clause in complements(verb) for token in clause.children if token.dep_ in ("nsubj", "nsubjpass")
        ]
        return _others(self.named(found), actors)

    def _deep(self, verb: Token, actors: Sequence[Party]) -> list[Party]:
        heads = [*objects(verb), *complements(verb)]
        heads += [
            clause
            for child in verb.children
            if child.dep_ == "prep"
            for clause in child.children
            if clause.dep_ == "pcomp"
        ]
        heads += [
            noun
            for word, noun in preposition_objects(verb)
            if word in ("on", "for", "to", "of", "at", "over", "about", "in")
        ]
        for head in heads:
            found = self._cast.first_inside(head, self._passage, actors)
            if found:
                return found
        return []

    # -- nouns

    def of_noun(self, noun: Token, sense: Sense, carrier: Token | None) -> tuple[list[Party], list[Party], bool]:
        """Return actors and recipients of a noun's event, and whether it is mutual.

        Who acts stands before the noun, after "by" or "between", or is the subject of the verb that carries it.
        """
        phrases = preposition_objects(noun) + (preposition_objects(carrier) if carrier is not None else [])
        links = PAIRING if sense.is_symmetric else MAKERS
        makers = self.named([token for word, token in phrases if word in links])
        before = self._cast.modifiers(noun, self._passage)
        recipients = self._met(noun, sense, phrases)
        actors = makers or before or self._carried(noun, carrier, sense)
        if carrier is not None and not makers and (sense.is_symmetric or not before):
            actors = list(dict.fromkeys([*self.named(subjects(carrier)), *before])) or actors
        if makers and not recipients and not sense.is_symmetric:
            recipients = before
        return actors, _others(recipients, actors), sense.is_symmetric

    def _met(self, noun: Token, sense: Sense, phrases: Sequence[tuple[str, Token]]) -> list[Party]:
        """Return whom the phrases after a noun name as the one acted upon."""
        for slot in sense.slots:
            nouns = [token for word, token in phrases if word == slot and word not in MAKERS]
            if slot == "comp":
                nouns = _clause_subjects(noun)
            found = self.named(nouns, MEETING)
            if found:
                return found
        return []

    def _carried(self, noun: Token, carrier: Token | None, sense: Sense) -> list[Party]:
        """Return the subject of the clause whose adjunct a noun is: "after talks with Biden, Moon tweeted"."""
        paired = any(child.lower_ in PAIRING for child in noun.rights)
        if carrier is not None or paired or not sense.is_symmetric or noun.dep_ != "pobj":
            return []
        verb = verb_above(noun)
        return self.named(grammatical_subjects(verb)) if verb is not None else []


def _clause_subjects(noun: Token) -> list[Token]:
    """Return who is to do what a noun asks: "demands that Rome pay", "demands for Rome to pay"."""
    clauses = [child for child in noun.rights if child.dep_ in ("acl", "relcl", "ccomp")]
    after = noun.parse[noun.i + 1] if noun.i + 1 < len(noun.parse) else noun
    if after.lower_ == "for" and after.dep_ == "mark":
        clauses.append(after.head)
    found = [token for clause in clauses for token in children(clause, SUBJECTS | PASSIVE_SUBJECTS)]
    return [token for token in found if token.tag_ != "WDT"]


def _others(found: Sequence[Party], actors: Sequence[Party]) -> list[Party]:
    return [party for party in found if not any(same(party, actor) for actor in actors)]
