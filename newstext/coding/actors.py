"""Who a noun phrase stands for: an entity the article names, and its country."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.coding.clauses import grammatical_subjects, inner_tokens, pobjs, verb_above, with_conjuncts
from newstext.coding.lexicon import EventLexicon
from newstext.records import Entity, Mention, Naming, Passage, Quote

if TYPE_CHECKING:
    from newstext.parsing.tree import Stretch, Token

ACTING_KINDS = frozenset({"person", "organization", "country", "place", "group"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "appos", "flat"})
BELONGING = frozenset({"of", "from", "by"})
"""Prepositions that tell whose officials, which country's troops."""
STANDING = BELONGING | {"in", "at"}
"""Where people other than troops are is whose they are: "a court in Venezuela"."""
MEETING = BELONGING | {"in", "at", "on", "against", "to", "for", "with", "inside", "near"}
"""Prepositions that tell who is met by what is done to something: "a raid on a village in Mali"."""
FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ourselves"})
NEUTRAL = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "both", "themselves"})
NUMERALS = frozenset({"two", "both"})
MEMORY = 3
"""Sentences back in which "it" and "the two sides" may have been named."""


@dataclass(frozen=True, slots=True)
class Party:
    """One who acts or is acted upon: the entity, where the article names one, and its country, where known."""

    entity_id: str | None
    country: str | None
    kind: str = ""


class Cast:
    """Everyone an article names, by place; answers who a word of a parse stands for."""

    def __init__(
        self, lexicon: EventLexicon, passages: Sequence[Passage], naming: Naming, quotes: Sequence[Quote]
    ) -> None:
        self._lexicon = lexicon
        self._naming = naming
        self._quotes = quotes
        self._mentions = sorted(
            (m for m in naming.mentions if _acts(naming.entities[m.entity_id])), key=lambda m: (m.start, -m.end)
        )
        self._sentences = [(s.start, s.end) for passage in passages for s in passage.sentences]
        self._starts = [m.start for m in self._mentions]
        self._countries = _countries_of_people(naming)

    # -- looking up

    def country_of(self, entity: Entity) -> str | None:
        return entity.country_code or self._countries.get(entity.entity_id)

    def party(self, entity_id: str) -> Party:
        entity = self._naming.entities[entity_id]
        return Party(entity_id, self.country_of(entity), entity.kind)

    def named_at(self, token: Token, passage: Passage) -> Party | None:
        """Return who is named by the very word."""
        mention = self._mention_at(token, passage)
        return self.party(mention.entity_id) if mention else None

    def _mention_at(self, token: Token, passage: Passage) -> Mention | None:
        start = passage.start + token.idx
        place = bisect_right(self._starts, start) - 1
        for mention in reversed(self._mentions[max(0, place - 3) : place + 1]):
            if mention.end >= start + len(token):
                return mention
        return None

    # -- phrases

    def parties(self, tokens: Sequence[Token], passage: Passage, links: frozenset[str] = BELONGING) -> list[Party]:
        """Return everyone the nouns stand for, each once."""
        found = [party for token in tokens for party in self.phrase(token, passage, links)]
        return list(dict.fromkeys(found))

    def phrase(self, token: Token, passage: Passage, links: frozenset[str] = BELONGING) -> list[Party]:
        """Return whom a noun phrase stands for by its head, its modifiers or the phrases that `links` lead to."""
        if token.pos_ == "PRON" or token.lower_ in FIRST_PERSON | NEUTRAL | PLURAL:
            return self._pronoun(token, passage)
        named = self.named_at(token, passage)
        if named is not None:
            return [named]
        if self._is_pair(token):
            return self._pair(token, passage)
        return self._apposition(token, passage) or self.modifiers(token, passage) or self._inner(token, passage, links)

    def modifiers(self, token: Token, passage: Passage) -> list[Party]:
        named = [child for child in token.lefts if child.dep_ == "poss" and child.tag_ != "PRP$"]
        near = [child for child in token.lefts if child.dep_ in MODIFIERS]
        for group in (named, near, [child for child in token.lefts if child.dep_ == "poss"]):
            found = [party for child in group for party in self._modifier(child, token, passage)]
            if found:
                return list(dict.fromkeys(found))
        return []

    def _modifier(self, child: Token, head: Token, passage: Passage) -> list[Party]:
        found: list[Party] = []
        for token in with_conjuncts(child):
            if token.dep_ == "poss" or token.pos_ == "PRON":
                named = self.phrase(token, passage)
            else:
                own = self.named_at(token, passage)
                named = [own] if own else self.modifiers(token, passage)
            found += named
        return [self._as_state(party, head) for party in found]

    def _as_state(self, party: Party, head: Token) -> Party:
        """Return a person's country where the head says that the state is meant: "the Trump administration"."""
        if party.kind != "person" or head.lemma_ not in self._lexicon.words("state_body"):
            return party
        if party.country is None:
            return party
        return self.state(party.country)

    def state(self, code: str) -> Party:
        entity_id = f"country:{code}"
        return Party(entity_id if entity_id in self._naming.entities else None, code, "country")

    def _apposition(self, token: Token, passage: Passage) -> list[Party]:
        apposed = [child for child in token.rights if child.dep_ == "appos"]
        if token.dep_ == "conj":
            apposed += [c for c in token.head.rights if c.dep_ == "appos" and c.left_edge.i == token.i + 2]
        return [party for child in apposed for party in [self.named_at(child, passage)] if party is not None]

    def _inner(self, token: Token, passage: Passage, links: frozenset[str]) -> list[Party]:
        if links is BELONGING and token.lemma_ not in self._lexicon.words("force"):
            links = STANDING
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in links:
                found = self.parties(pobjs(child), passage, links)
                if found:
                    return found
        return []

    def first_inside(self, head: Token, passage: Passage, besides: Sequence[Party]) -> list[Party]:
        """Return the first named within a phrase or clause who is none of some others."""
        for token in sorted(inner_tokens(head), key=lambda t: t.i):
            if token.pos_ in ("PROPN", "ADJ", "NOUN", "PRON") or token.tag_ == "PRP$":
                named = self.named_at(token, passage)
                if named is not None and not any(same(named, other) for other in besides):
                    return [named]
        return []

    # -- words that stand for someone named elsewhere

    def _pronoun(self, token: Token, passage: Passage) -> list[Party]:
        named = self.named_at(token, passage)
        if named is not None:
            return [named]
        if token.lower_ in FIRST_PERSON:
            return self._speaker(token, passage)
        if token.lower_ in NEUTRAL:
            return self._continued(token, passage)
        if token.lower_ in PLURAL:
            return self._pair(token, passage) or self._continued(token, passage)
        return []

    def reporter(self, place: int, kinds: frozenset[str] | None = None) -> list[Party]:
        """Return who is known to say the words at a place of the view, in a quotation of certain kinds if given."""
        quote = innermost(self._quotes, place)
        if quote is None or (kinds is not None and quote.kind not in kinds):
            return []
        speaker = reporter_at(self._quotes, place)
        return [self.party(speaker)] if speaker in self._naming.entities else []

    def _speaker(self, token: Token, passage: Passage) -> list[Party]:
        return self.reporter(passage.start + token.idx)

    def _continued(self, token: Token, passage: Passage) -> list[Party]:
        """Return the state or body that "it" continues: the subject above, else that of the sentence before."""
        for subject in _subjects_before(token):
            found = self._plainly_named(subject, passage)
            if found is not None and found.kind != "person":
                return [found]
        return []

    def _plainly_named(self, token: Token, passage: Passage) -> Party | None:
        """Return whom a noun names itself or by the word before it, without regard to pronouns."""
        own = self.named_at(token, passage)
        if own is not None:
            return own
        before = [
            self.named_at(child, passage) for child in token.lefts if child.dep_ in MODIFIERS or child.dep_ == "poss"
        ]
        named = next((party for party in before if party is not None), None)
        return self._as_state(named, token) if named else None

    def _is_pair(self, token: Token) -> bool:
        """Tell whether a phrase means both parties just named: "the two sides", "the allies"."""
        if token.lemma_ not in self._lexicon.words("pair") and token.lower_ not in NUMERALS:
            return False
        lefts = {child.lower_ for child in token.lefts}
        bare = lefts <= {"the", "both", "two", "their", "these"} and bool(lefts & {"two", "both", "the"})
        many = token.tag_ in ("NNS", "NNPS", "CD") or token.lower_ == "both"
        return bare and many and not any(child.dep_ == "prep" for child in token.rights)

    def _pair(self, token: Token, passage: Passage) -> list[Party]:
        """Return the two parties last named of different countries, where just two are in question."""
        place = passage.start + token.idx
        last = bisect_right(self._sentences, (place, place))
        for start, end in reversed(self._sentences[max(0, last - MEMORY) : last]):
            found = self._by_country(start, min(end, place))
            if len(found) == 2:
                return found
            if len(found) > 2:
                return []
        return []

    def _by_country(self, start: int, end: int) -> list[Party]:
        """Return the people and states named in a stretch of the view, one a country, people first."""
        first: dict[str, Party] = {}
        for mention in self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            party = self.party(mention.entity_id)
            if party.country is not None and party.kind != "organization":
                kept = first.setdefault(party.country, party)
                if kept.kind != "person" and party.kind == "person":
                    first[party.country] = party
        return list(first.values())


def _acts(entity: Entity) -> bool:
    """Tell whether an entity can act: a place acts as part of a country only."""
    return entity.kind in ACTING_KINDS and (entity.kind != "place" or entity.country_code is not None)


def same(one: Party, other: Party) -> bool:
    """Tell whether two parties are one, or one the state that the other acts for."""
    if one.entity_id is not None and one.entity_id == other.entity_id:
        return True
    states = "country" in (one.kind, other.kind)
    return states and one.country is not None and one.country == other.country


def innermost(quotes: Sequence[Quote], place: int) -> Quote | None:
    """Return the shortest quotation that holds a place of the view."""
    holding = [quote for quote in quotes if quote.start <= place < quote.end]
    return min(holding, key=lambda quote: (quote.end - quote.start, quote.start), default=None)


def reporter_at(quotes: Sequence[Quote], place: int) -> str | None:
    """Return who says the words at a place of the view, None where it is the article or not known."""
    quote = innermost(quotes, place)
    return _speaker_id(quote, quotes) if quote else None


def _speaker_id(quote: Quote, quotes: Sequence[Quote]) -> str | None:
    if quote.speaker_id is None and quote.part_of is not None:
        return quotes[quote.part_of].speaker_id
    return quote.speaker_id


def _countries_of_people(naming: Naming) -> dict[str, str]:
    """Return the country each person holds office in; the office that comes first in the article wins."""
    countries: dict[str, str] = {}
    for role in naming.roles:
        if role.country_code is not None:
            countries.setdefault(role.person_id, role.country_code)
    return countries


def _subjects_before(token: Token) -> Iterator[Token]:
    verb = verb_above(token)
    while verb is not None:
        for subject in grammatical_subjects(verb):
            if subject.i < token.i:
                yield subject
        above = verb_above(verb)
        verb = above if above != verb else None
    for sentence in list(_sentences_back(token))[1:MEMORY]:
        yield from (t for t in sentence if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ in ("ROOT", "ccomp"))


def _sentences_back(token: Token) -> Iterator[Stretch]:
    sentence = token.sent
    for _ in range(MEMORY):
        yield sentence
        if sentence.start == 0:
            return
        sentence = token.parse[sentence.start - 1].sent
