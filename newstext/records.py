"""The records that every step of text understanding takes and gives.

Offsets named `start` and `end` are 0-based, end-exclusive code points of the
readable *view* of a document (`newstext.view.View.text`). They become offsets of the
raw text (`char_start`, `char_end` of the data contract) in two places only: for blocks in
`newstext.cleaning.document`, for everything else in `newstext.understanding`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.parsing.tree import Parse

type Tables = Mapping[str, Sequence[Mapping[str, str]]]
"""The reference tables of `seeds/reference` by file stem; every cell is a string, empty when unknown."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the source itself says about a document; None where it says nothing."""

    url: str | None = None
    title: str | None = None
    published_at: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the view with one function on the page; `kind` is one of the contract's block kinds."""

    block_no: int
    kind: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    sentence_no: int
    block_no: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that is read for facts, with its sentences and, where it was parsed, its parse.

    `text` is the view from `block.start` to `block.end`; `parse.text == text`; a token's view offset is
    `block.start + token.idx`. The parse has sentence boundaries exactly at `sentences`.
    """

    block: Block
    text: str
    sentences: tuple[Sentence, ...]
    parse: Parse | None = None

    @property
    def start(self) -> int:
        return self.block.start


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published: a day, or the interval of days its text allows, and why."""

    published_on: date | None = None
    earliest: date | None = None
    latest: date | None = None
    basis: str = "unknown"
    evidence: str | None = None

    @property
    def anchor(self) -> date | None:
        """The day that relative expressions are resolved against."""
        return self.published_on or self.latest


@dataclass(slots=True)
class TimeExpression:
    kind: str
    timex: str
    starts_on: date | None
    ends_on: date | None
    basis: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, country, place, group or agreement as one article names it.

    `titles` are the offices and occupations that the article gives a person at its time, none that are over.
    """

    entity_id: str
    kind: str
    name: str
    country_code: str | None = None
    is_partial: bool = False
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    entity_id: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Role:
    person_id: str
    title: str
    organization_id: str | None
    country_code: str | None
    status: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words someone is reported to have said; `part_of` is the index of the first piece in the article's list."""

    kind: str
    words: str
    part_of: int | None
    speaker_id: str | None
    speaker_text: str | None
    cue: str | None
    medium: str | None
    start: int
    end: int
    speaker_start: int | None = None
    speaker_end: int | None = None


@dataclass(slots=True)
class Quantity:
    """A figure; `restates` is the index of the one it gives in another unit, in the article's list."""

    kind: str
    value: float | None
    value_low: float | None
    value_high: float | None
    unit: str
    approximation: str
    per: str | None
    subject: str | None
    start: int
    end: int
    claimant_id: str | None = None
    restates: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    event_type: str
    mode: str | None
    actor_id: str | None
    recipient_id: str | None
    actor_country: str | None
    recipient_country: str | None
    starts_on: date | None
    ends_on: date | None
    status: str
    reported_by_id: str | None
    start: int
    end: int


@dataclass(slots=True)
class Naming:
    """Who and what an article names."""

    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions lying wholly inside a stretch of the view, in text order."""
        return [m for m in self.mentions if start <= m.start and m.end <= end]

    def entity_at(self, start: int, end: int) -> Entity | None:
        """The entity whose mention shares most characters with a stretch of the view; None where none does."""
        near = [m for m in self.mentions if m.start < end and start < m.end]
        best = max(((min(m.end, end) - max(m.start, start), -m.start, m.entity_id) for m in near), default=None)
        return self.entities[best[2]] if best else None
