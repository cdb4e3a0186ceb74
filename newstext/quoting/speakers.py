"""Whose words they are: the subject of a cue, and the person or body behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quoting.cues import UTTERED_KINDS, CueLexicon
from newstext.records import Naming, Passage

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
SPEAKING_KINDS = frozenset({"person", "organization", "country", "group"})
NAME_PARTS = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "case", "predet", "neg", "quantmod"})
NOUN_LINKS = frozenset({"of", "for", "from", "at", "in", "with", "on"})
"""Prepositions that belong to a speaker's description: "a spokesman for the ministry"."""
MAX_CLIMB = 6
"""Steps from a participle up to the clause whose subject it shares."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as written (view offsets), and the entity the article's naming holds behind the words."""

    text: str
    start: int
    end: int
    entity_id: str | None


def subject_of(cue: Token, lexicon: CueLexicon) -> Token | None:
    """Return the head noun of whoever speaks by a cue verb; None where the sentence names nobody."""
    if _is_passive(cue):
        return _agent(cue)
    outer = _outer_cue(cue, lexicon)
    if outer is not None:
        return subject_of(outer, lexicon)
    for verb in _clauses_above(cue):
        subject = _nearest(verb, SUBJECTS)
        if subject is not None:
            return _antecedent(subject, verb)
        if _is_passive(verb):
            return _nearest(verb, frozenset({"nsubjpass"}))
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return owner_of(verb.head) or _giver(verb.head, lexicon) or verb.head
    return None


def _outer_cue(cue: Token, lexicon: CueLexicon) -> Token | None:
    """Return the cue whose speaker goes on: "X said that Y had won but added …", "X said that Y had won, adding …".

    The parser hangs the second cue on the reported verb, so that Y would speak.
    """
    spoken = lexicon.verb(cue)
    is_further = cue.dep_ == "conj" or (cue.dep_ == "advcl" and cue.tag_ == "VBG")
    if spoken is None or spoken.kind not in UTTERED_KINDS or not is_further or _nearest(cue, SUBJECTS) is not None:
        return None
    clause = cue.head
    outer = clause.head
    return outer if clause.dep_ == "ccomp" and outer.i < clause.i and lexicon.verb(outer) is not None else None


def _giver(noun: Token, lexicon: CueLexicon) -> Token | None:
    """Return who gives a statement; the noun itself speaks where it is no statement ("officials saying …")."""
    if lexicon.noun(noun) is not None and noun.dep_ == "dobj":
        return _nearest(noun.head, SUBJECTS)
    return None


def _nearest(verb: Token, labels: frozenset[str]) -> Token | None:
    """Return the child with one of these labels that stands last before the verb, else the first after it."""
    before = [child for child in verb.lefts if child.dep_ in labels]
    return before[-1] if before else next((child for child in verb.rights if child.dep_ in labels), None)


def _clauses_above(cue: Token) -> Iterator[Token]:
    verb = cue
    for _ in range(MAX_CLIMB):
        yield verb
        if verb.head.i == verb.i or verb.dep_ in ("relcl", "ccomp", "parataxis"):
            return
        verb = verb.head


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.dep_ == "advcl" and verb.tag_ in ("VBN", "VBD"):
        # "Asked whether it would last, she said": who is asked does not ask.
        return not any(child.dep_ in ("aux", "mark", "advmod", *SUBJECTS) for child in verb.lefts)
    return bool(verb.tag_ == "VBN" and verb.dep_ == "acl")


def _agent(verb: Token) -> Token | None:
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return None if by is None else next((child for child in by.children if child.dep_ == "pobj"), None)


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in RELATIVES and verb.dep_ == "relcl":
        return verb.head
    return subject


def owner_of(noun: Token) -> Token | None:
    """Return whose a statement is: "his warning", "a warning by X", "an order from X"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    return None


def speaker_at(head: Token | None, passage: Passage, naming: Naming) -> Speaker | None:
    """Return the speaker whose description has this head noun; its words end before an apposition or clause."""
    if head is None:
        return None
    start, end = _description(head)
    entity_id = None if _is_plural(head) else _entity_id(head, passage, naming)
    return Speaker(passage.text[start:end], passage.start + start, passage.start + end, entity_id)


def _is_plural(head: Token) -> bool:
    """Tell whether several speak at once ("Biden and Moon"): the row has place for one speaker only."""
    return any(child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN", "PRON") for child in head.children)


def _entity_id(head: Token, passage: Passage, naming: Naming) -> str | None:
    apposed = [child for child in head.children if child.dep_ == "appos"]
    for token in (head, *apposed):
        begin = passage.start + token.idx
        entity = naming.entity_at(begin, begin + len(token))
        if entity is not None and entity.kind in SPEAKING_KINDS:
            return entity.entity_id
    return None


def _description(head: Token) -> tuple[int, int]:
    """Return the characters of a noun with what stands before it and its prepositional phrases."""
    first = head
    for child in reversed(list(head.lefts)):
        if child.dep_ == "punct":
            continue
        if child.dep_ not in NAME_PARTS:
            break
        first = child.left_edge
    last = head
    for child in head.rights:
        is_link = child.dep_ == "prep" and child.lower_ in NOUN_LINKS
        is_other = child.dep_ in ("cc", "conj", "case", "nummod", "nmod", "compound")
        if not (is_link or is_other) or child.left_edge.i != last.i + 1:
            break
        last = child.right_edge
    name = next((child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if name is not None and head.pos_ != "PROPN" and name.left_edge.i == last.i + 2:
        last = name
    return first.idx, last.idx + len(last)
