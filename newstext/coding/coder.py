"""Code the events of one article: types, parties, day and status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from newstext.coding.actors import Cast, Party
from newstext.coding.clauses import grammatical_subjects, subjects
from newstext.coding.lexicon import NO_EVENT, EventLexicon, Sense
from newstext.coding.parties import PartyFinder
from newstext.coding.rows import Deed, EventMaker
from newstext.coding.senses import SenseReader
from newstext.coding.speech import DEMAND, OBLIGING, SpeechReader
from newstext.coding.status import StatusReader
from newstext.records import Event, Naming, Passage, Quote, Tables, TimeExpression

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

CODED_KINDS = frozenset({"body"})
"""The headline and captions tell what the body tells, and would count it twice."""
CONSUMING = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN", "SANCTION", "CONCEDE", "SUPPORT", "RETREAT", "ACCUSE"})
"""What is asked for, refused, agreed, threatened, stopped, praised or blamed is no event of its own."""
VERBAL_TAGS = frozenset({"VB", "JJ"})
"""What the tags of verbs and adjectives begin with; besides them only nouns tell of events."""
DEMONSTRATIVES = frozenset({"this", "that", "it", "which", "these", "those"})
"""Subjects that, where they mean nobody named, mean a matter."""
PAIRED = frozenset({"CONSULT", "COOPERATE"})
"""What needs two: nobody talks or works together alone."""
CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "acl", "oprd", "conj", "attr"})
NOMINAL = frozenset({"dobj", "prep", "pobj", "nsubjpass", "agent", "dative", "poss", "compound"})
INNER = CLAUSAL | NOMINAL
"""Relations through which a word is only part of what the word above tells of."""


@dataclass(frozen=True, slots=True)
class Found:
    """An event word with its sense and, for a noun, the verb that carries it."""

    token: Token
    sense: Sense
    carrier: Token | None = None
    is_noun: bool = False


class EventCoder:
    """Find events in parsed passages; holds the reference tables and nothing else."""

    def __init__(self, tables: Tables) -> None:
        self._lexicon = EventLexicon(tables)
        self._senses = SenseReader(self._lexicon)
        self._status = StatusReader(self._lexicon)
        self._speech = SpeechReader(self._lexicon)

    def code(
        self,
        passages: Sequence[Passage],
        naming: Naming,
        quotes: Sequence[Quote],
        times: Sequence[TimeExpression],
        published: date | None,
    ) -> list[Event]:
        """Return the events of an article in text order; one row a direction where an event has none."""
        cast = Cast(self._lexicon, passages, naming, quotes)
        maker = EventMaker(passages, quotes, times, published)
        for passage in passages:
            if passage.parse is not None and passage.block.kind in CODED_KINDS:
                for deed in self._deeds(passage, cast):
                    maker.add(deed, passage)
        return maker.events()

    def _deeds(self, passage: Passage, cast: Cast) -> Iterator[Deed]:
        finder = PartyFinder(passage, cast, self._lexicon.words("report"))
        words = self._words(passage, cast, finder)
        deeds = {i: self._deed(found, finder) for i, found in words.items() if found.sense.is_event}
        told = {i: deed for i, deed in deeds.items() if deed is not None}
        for i, deed in told.items():
            if not deed.is_aim and not _is_consumed(deed.token, words[i].sense.event_type, words, told):
                yield deed

    def _deed(self, found: Found, finder: PartyFinder) -> Deed | None:
        return self._noun_deed(found, finder) if found.is_noun else self._verb_deed(found, finder)

    def _words(self, passage: Passage, cast: Cast, finder: PartyFinder) -> dict[int, Found]:
        """Return the event words of a passage by their place."""
        words: dict[int, Found] = {}
        obliged = [token.head for token in passage.parse or () if token.tag_ == "MD" and token.lower_ in OBLIGING]
        demands = {token.i: self._speech.demand(token, finder) for token in obliged}
        for token in passage.parse or ():
            if token.tag_[:2] not in VERBAL_TAGS and token.pos_ != "NOUN" and token.i not in demands:
                continue
            verb = demands.get(token.i) or self._senses.verb(token, passage, cast)
            if verb is not None and token.pos_ == "ADJ" and not self._is_of_one_s_own_will(token, passage, cast):
                verb = None
            noun = None if verb is not None else self._senses.noun(token)
            if verb is not None:
                words[token.i] = Found(token, verb)
            elif noun is not None:
                words[token.i] = Found(token, noun, self._senses.carrier(token), is_noun=True)
        return words

    def _verb_deed(self, found: Found, finder: PartyFinder) -> Deed | None:
        actors, recipients, is_mutual = finder.of_verb(found.token, found.sense)
        if not self._is_told(found, actors, recipients):
            return None
        modality = self._status.read(found.token)
        if found.sense is DEMAND:
            return Deed(found.token, DEMAND.event_type, None, is_mutual, actors, recipients, "actual")
        event_type, status = self._speech.stated(found.token, found.sense, modality, actors, finder)
        mode = found.sense.mode if event_type == found.sense.event_type else None
        return Deed(found.token, event_type, mode, is_mutual, actors, recipients, status, modality.is_aim)

    def _is_told(self, found: Found, actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
        """Tell whether a verb has the parties without which it tells of no event."""
        if found.sense.is_directed and not recipients:
            return False
        if found.sense.is_symmetric and found.sense.event_type in PAIRED and len(actors) + len(recipients) < 2:
            return False
        if not actors and (found.sense.event_type == "THREATEN" or self._is_inanimate(found.token)):
            return False
        return bool(actors or recipients)

    def _is_inanimate(self, verb: Token) -> bool:
        words = self._lexicon.words("inanimate")
        return any(noun.lemma_ in words or noun.lower_ in DEMONSTRATIVES for noun in subjects(verb))

    def _is_of_one_s_own_will(self, adjective: Token, passage: Passage, cast: Cast) -> bool:
        """Tell whether an adjective like "ready" is said of someone: people or a state, not of what belongs to one."""
        bodies = self._lexicon.words("state_body")
        said_of = grammatical_subjects(adjective)
        return any(t.pos_ == "PRON" or t.lemma_ in bodies or cast.named_at(t, passage) for t in said_of)

    def _noun_deed(self, found: Found, finder: PartyFinder) -> Deed | None:
        actors, recipients, is_mutual = finder.of_noun(found.token, found.sense, found.carrier)
        if not _is_noun_told(found, actors, recipients):
            return None
        status = self._status.read(found.token).status
        return Deed(found.token, found.sense.event_type, found.sense.mode, is_mutual, actors, recipients, status)


def _is_noun_told(found: Found, actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
    """Tell whether a noun tells of an event here: those that need a verb to carry them have one."""
    if not actors and not recipients:
        return False
    if found.sense.own == "light":
        return found.carrier is not None
    if found.sense.own == "poss":
        return bool(actors) and (found.carrier is not None or bool(recipients))
    if found.sense.own == "actor":
        return bool(actors)
    if found.sense.is_symmetric and not actors:
        return False
    return found.sense.event_type not in PAIRED or len({*actors, *recipients}) > 1


def _is_consumed(token: Token, own: str, words: Mapping[int, Found], told: Mapping[int, Deed]) -> bool:
    """Tell whether a word is only what another event is about: what is demanded is not done."""
    while token.head != token and token.dep_ in INNER:
        below, token = token, token.head
        if below.dep_ == "conj":
            continue
        above = words.get(token.i)
        if above is None or (above.sense.is_event and token.i not in told):
            continue
        if above.sense.event_type in CONSUMING | {own, NO_EVENT}:
            return True
    return False
