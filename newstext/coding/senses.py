"""Which meaning of a verb or noun a sentence has: the words around it against what the lexicon asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newstext.coding.actors import Cast
from newstext.coding.clauses import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    children,
    complements,
    is_infinitive,
    is_predicate_adjective,
    is_verb,
    lemmas,
    objects,
    particles,
    preposition_objects,
    subjects,
)
from newstext.coding.lexicon import EventLexicon, Sense
from newstext.records import Passage

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

SECOND_OBJECTS = frozenset({"oprd", "dobj", "attr", "acomp", "ccomp", "xcomp"})
CARRIED = frozenset({"dobj", "nsubjpass", "pobj", "attr"})
"""How a noun hangs from the verb that carries it: "held talks", "talks were held", "engaged in talks"."""
BEFORE = frozenset({"amod", "compound", "nmod"})
ENTERING = frozenset({"in", "into", "on", "upon", "with", "out"})
"""Prepositions between a light verb and its noun: "engaged in talks", "embarked on a visit"."""
CLAUSE_OBJECT = "to_do"
SLUR = "slur"
ALONE, OWN_CLAUSE, TRAVELLER = "alone", "own_clause", "traveller"
"""Tests of the lexicon: there is no object; what is said is about the speaker; who goes somewhere is a person."""


class SenseReader:
    """Choose the sense of each word that may tell of an event."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        self._light = lexicon.words("light_verb")
        self._measures = lexicon.words("measure")
        self._slurs = lexicon.words(SLUR)

    def verb(self, token: Token, passage: Passage, cast: Cast) -> Sense | None:
        """Return the most demanding sense of a verb that its sentence meets."""
        senses = self._verb_senses(token)
        if not senses:
            return None
        company = _company(token)
        lemmas = _object_lemmas(token, self._measures)
        for sense in senses:
            if sense.company and not sense.company & company:
                continue
            if not (sense.objects or sense.tests) or self._has_object(token, sense, lemmas, passage, cast):
                return sense
        return None

    def _verb_senses(self, token: Token) -> tuple[Sense, ...]:
        if is_verb(token):
            return next((found for lemma in lemmas(token) if (found := self._lexicon.verb(lemma))), ())
        return self._lexicon.verb(token.lower_) if is_predicate_adjective(token) else ()

    def _has_object(self, token: Token, sense: Sense, lemmas: set[str], passage: Passage, cast: Cast) -> bool:
        if sense.objects == self._slurs:
            return bool(_said_of_object(token) & sense.objects)
        if sense.objects & (lemmas | (_phrase_lemmas(token) if sense.company else set())):
            return True
        if ALONE in sense.tests:
            return not children(token, OBJECTS)
        if OWN_CLAUSE in sense.tests:
            return _speaks_of_itself(token)
        if TRAVELLER in sense.tests and not any(p.kind == "person" for p in cast.parties(subjects(token), passage)):
            return False
        return any(_passes(kind, sense.tests, token) for kind in _kinds_of_objects(token, sense, passage, cast))

    def noun(self, token: Token) -> Sense | None:
        """Return the sense of a noun that its modifiers allow."""
        if token.pos_ != "NOUN" or token.dep_ in ("compound", "amod"):
            return None
        lemma = token.lemma_.lower()
        senses = self._lexicon.noun(lemma)
        if not senses or (lemma == "talk" and token.tag_ == "NN"):
            return None
        before, after = _words_before(token), _links_after(token, self.carrier(token))
        return next((sense for sense in senses if _fits(sense, before, after)), None)

    def carrier(self, noun: Token) -> Token | None:
        """Return the light verb whose object a noun is."""
        noun = self._measured(noun)
        if noun.dep_ not in CARRIED:
            return noun.head if noun.dep_ in ("acl", "relcl") else None
        if noun.dep_ == "pobj" and noun.head.lower_ not in ENTERING:
            return None
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        return verb if verb.tag_[:2] == "VB" and self._light & set(lemmas(verb)) else None

    def _measured(self, noun: Token) -> Token:
        """Return the head of the list or measure a noun stands in: "two days of talks"."""
        while noun.head != noun:
            if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
                noun = noun.head
            elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in self._measures:
                noun = noun.head.head
            else:
                break
        return noun


def _words_before(noun: Token) -> set[str]:
    near = [child for child in noun.lefts if child.dep_ in BEFORE]
    return {word.lemma_.lower() for child in near for word in (child, *child.lefts)}


def _links_after(noun: Token, carrier: Token | None) -> set[str]:
    """Return the prepositions after a noun; a clause that tells what for counts as "for"."""
    found = {word for head in (noun, carrier) if head is not None for word, _ in preposition_objects(head)}
    found |= {c.lower_ for c in noun.rights if c.dep_ == "prep"}
    return found | {"for" for child in noun.rights if child.dep_ == "acl"}


def _fits(sense: Sense, before: set[str], after: set[str]) -> bool:
    if sense.objects and not sense.objects & before:
        return False
    if sense.own == "for":
        return "for" in after
    return sense.own != "with" or bool(after & set(sense.slots))


def _kinds_of_objects(verb: Token, sense: Sense, passage: Passage, cast: Cast) -> Iterator[str]:
    """Yield what kind of entity each object of a verb is, with particles each noun of its phrases."""
    plain = [*objects(verb), *(_complement_subjects(verb) if "comp" in sense.slots else [])]
    for noun in [*plain, *(noun for _, noun in preposition_objects(verb) if sense.company)]:
        named = cast.named_at(noun, passage)
        if named is None and "party" in sense.tests and noun.pos_ != "PRON":
            named = next(iter(cast.phrase(noun, passage)), None)
        if named is not None:
            yield named.kind


def _passes(kind: str, tests: frozenset[str], verb: Token) -> bool:
    if "party_only" in tests:
        return not any(child.dep_ in ("oprd", "ccomp", "xcomp", "acomp", "attr") for child in verb.children)
    return bool(tests & {"party", TRAVELLER}) or ("person" in tests and kind in ("person", "group"))


def _company(verb: Token) -> set[str]:
    found = particles(verb)
    clauses = complements(verb)
    if any(is_infinitive(clause) for clause in clauses):
        found.add(CLAUSE_OBJECT)
    if any(clause.dep_ == "ccomp" for clause in clauses):
        found.add("that")
    return found


def _object_lemmas(verb: Token, measures: frozenset[str]) -> set[str]:
    found: set[str] = set()
    found |= {noun.lemma_.lower() for noun in _complement_subjects(verb)}
    for noun in objects(verb):
        found |= set(lemmas(noun))
        if noun.dep_ in ("dobj", "nsubjpass", "conj", "dative"):
            found |= {child.lemma_.lower() for child in noun.lefts if child.dep_ == "compound"}
            if noun.lemma_ in measures:
                found |= {
                    inner.lemma_.lower() for child in noun.rights if child.lower_ == "of" for inner in child.children
                }
    return found


def _complement_subjects(verb: Token) -> list[Token]:
    return [noun for clause in complements(verb) for noun in children(clause, SUBJECTS | PASSIVE_SUBJECTS)]


def _speaks_of_itself(verb: Token) -> bool:
    """Tell whether what is said is about the speaker: "warned that it would respond"."""
    return any(noun.pos_ == "PRON" and noun.tag_ == "PRP" for noun in _complement_subjects(verb))


def _phrase_lemmas(verb: Token) -> set[str]:
    found = {noun.lemma_.lower() for _, noun in preposition_objects(verb)}
    found |= {
        child.lemma_.lower()
        for _, noun in preposition_objects(verb)
        for child in noun.lefts
        if child.dep_ == "compound"
    }
    return found | {clause.lemma_.lower() for clause in complements(verb)}


def _said_of_object(verb: Token) -> set[str]:
    """Return the words that a verb of naming gives its object: "called him a liar", "described it as hostile"."""
    heads = children(verb, SECOND_OBJECTS)
    heads += [inner for child in heads if child.dep_ in ("ccomp", "xcomp") for inner in children(child, SECOND_OBJECTS)]
    heads += [noun for word, noun in preposition_objects(verb) if word == "as"]
    heads += [inner for child in verb.children if child.lower_ == "as" for inner in child.children]
    near = heads + [
        child
        for head in heads
        for child in head.children
        if child.dep_ in ("amod", "compound", "acomp", "appos", "conj")
    ]
    return {word.lemma_.lower() for word in near}
