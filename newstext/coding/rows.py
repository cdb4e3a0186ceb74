"""The records of coded events: one for each pair of parties, each told once a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations, product
from typing import TYPE_CHECKING

from newstext.coding.actors import Party, reporter_at
from newstext.coding.dating import day_of
from newstext.records import Event, Passage, Quote, TimeExpression

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
"""What several do without anyone else they do with each other."""
MANY_SIDED = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""What several countries can do as one: three or more at a table make it multilateral."""
LEAST_COUNTRIES = 3
BROAD_MODES = frozenset({None, "meet"})
"""Modes that tell less than how many took part; a call, a visit or a drill stays what it is."""
MOST_PARTIES = 6
"""A list of more parties to a mutual event than this is one of members or guests, not of those who acted."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An event before it is made records: type, parties and status; whether it goes both ways, or is only aimed at."""

    token: Token
    event_type: str
    mode: str | None
    is_symmetric: bool
    actors: Sequence[Party]
    recipients: Sequence[Party]
    status: str
    is_aim: bool = False


class EventMaker:
    """Make the events of one article from its deeds."""

    def __init__(
        self,
        passages: Sequence[Passage],
        quotes: Sequence[Quote],
        times: Sequence[TimeExpression],
        published: date | None,
    ) -> None:
        self._starts = [sentence.start for passage in passages for sentence in passage.sentences]
        self._quotes = quotes
        self._times = times
        self._published = published
        self._events: dict[tuple[object, ...], Event] = {}

    def add(self, deed: Deed, passage: Passage) -> None:
        """Take in a deed; what a sentence told already in the same way is left out."""
        for event in self._records(deed, passage):
            self._events.setdefault(self._identity(event), event)

    def events(self) -> list[Event]:
        """Return the events in text order, without those that name one party where their sentence names both."""
        whole = {side for event in self._events.values() if _is_whole(event) for side in self._sides(event)}
        kept = [e for e in self._events.values() if _is_whole(e) or not whole.intersection(self._sides(e))]
        return sorted(kept, key=lambda e: (e.start, e.end, e.event_type, e.actor_id or "", e.recipient_id or ""))

    def _records(self, deed: Deed, passage: Passage) -> Iterator[Event]:
        start = passage.start + deed.token.idx
        starts_on, ends_on = day_of(deed.token, passage, self._times)
        reporter = reporter_at(self._quotes, start)
        for actor, recipient in _pairs(deed):
            yield Event(
                event_type=deed.event_type,
                mode=_mode(deed),
                actor_id=actor.entity_id if actor else None,
                recipient_id=recipient.entity_id if recipient else None,
                actor_country=actor.country if actor else None,
                recipient_country=recipient.country if recipient else None,
                starts_on=starts_on,
                ends_on=ends_on,
                status=self._settled(deed, starts_on),
                reported_by_id=reporter,
                start=start,
                end=start + len(deed.token),
            )

    def _settled(self, deed: Deed, starts_on: date | None) -> str:
        """Return the status; what is to be after the article's own day is planned, unless the verb is in the past."""
        is_later = starts_on is not None and self._published is not None and starts_on > self._published
        return "planned" if deed.status == "actual" and is_later and deed.token.tag_ != "VBD" else deed.status

    def _identity(self, event: Event) -> tuple[object, ...]:
        sides = (event.actor_id, event.actor_country, event.recipient_id, event.recipient_country)
        return (self._sentence(event), event.event_type, event.status, *sides)

    def _sides(self, event: Event) -> Iterator[tuple[object, ...]]:
        """Yield the named parties of an event with its sentence and type."""
        for side in ((event.actor_id, event.actor_country), (event.recipient_id, event.recipient_country)):
            if side != (None, None):
                yield self._sentence(event), event.event_type, side

    def _sentence(self, event: Event) -> int:
        return bisect_right(self._starts, event.start)


def _is_whole(event: Event) -> bool:
    return bool((event.actor_id or event.actor_country) and (event.recipient_id or event.recipient_country))


def _pairs(deed: Deed) -> Iterator[tuple[Party | None, Party | None]]:
    if _is_mutual(deed) and len(deed.actors) + len(deed.recipients) <= MOST_PARTIES:
        yield from permutations(deed.actors, 2)
        yield from product(deed.actors, deed.recipients)
        yield from product(deed.recipients, deed.actors)
    else:
        yield from product(deed.actors or (None,), deed.recipients or (None,))


def _mode(deed: Deed) -> str | None:
    """Return the mode: "multilateral" where three countries or more talk, agree or work together."""
    countries = {party.country for party in (*deed.actors, *deed.recipients) if party.country}
    is_multilateral = deed.event_type in MANY_SIDED and len(countries) >= LEAST_COUNTRIES
    return "multilateral" if is_multilateral and deed.mode in BROAD_MODES else deed.mode


def _is_mutual(deed: Deed) -> bool:
    """Tell whether an event goes both ways: it has no direction, or several do it and nobody else is met."""
    if deed.is_symmetric and deed.actors and deed.recipients:
        return True
    several = len({actor.country for actor in deed.actors}) > 1 and not deed.recipients
    return several and (deed.is_symmetric or deed.event_type in MUTUAL)
