"""Which entity an article means by a name, given all articles that have the name.

An article knows a person by name alone (`person:kim-yong-chol`). Two people of one name are told apart here by what
articles say of them: country, titles and time. The result depends on the set of articles, not on their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from newstext.identity.decisions import Decisions

CAREER_GAP = timedelta(days=366)
"""Titles in two countries further apart may be one career (a president of one, later a governor in another); nobody
moves between the offices of two states within a year."""

DOMINANT = 3
"""How many times as many articles as all namesakes together must mean one of them, for an article that tells nothing
to mean that one as well."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one article says of an entity: its id there, the one country, and the titles held at that time."""

    article_id: str
    entity_id: str
    country_code: str | None = None
    titles: tuple[str, ...] = ()
    seen_on: date | None = None


@dataclass(slots=True)
class _Bearer:
    """What the articles that place a name in one country, or in several that are one person's, say of it."""

    countries: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    is_undated: bool = False
    article_count: int = 0

    def add(self, sighting: Sighting) -> None:
        self.article_count += 1
        if sighting.country_code is not None:
            self.countries.add(sighting.country_code)
        self.titles.update(sighting.titles)
        if sighting.titles and sighting.seen_on is not None:
            self.days.append(sighting.seen_on)
        elif sighting.titles:
            self.is_undated = True

    def join(self, other: "_Bearer") -> None:
        self.article_count += other.article_count
        self.countries |= other.countries
        self.titles |= other.titles

    def contradicts(self, other: "_Bearer") -> bool:
        """Whether two bearers cannot be one person: titles of two countries at one time, none in common."""
        return bool(self.titles and other.titles) and not self.titles & other.titles and self._meets(other)

    def _meets(self, other: "_Bearer") -> bool:
        """Whether both had their titles at about one time; where a day is unknown nothing else can be said."""
        if self.is_undated or other.is_undated:
            return True
        latest_start = max(min(self.days), min(other.days))
        return latest_start <= min(max(self.days), max(other.days)) + CAREER_GAP


def resolve(sightings: Iterable[Sighting], decisions: Decisions) -> Iterator[tuple[str, str, str]]:
    """Yield article, id in the article and resolved id, wherever the two ids differ."""
    by_id: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_id[sighting.entity_id].append(sighting)
    for entity_id, group in sorted(by_id.items()):
        for article_id, told in sorted(_tell_apart(entity_id, group, decisions).items()):
            final = decisions.canonical(told)
            if final != entity_id:
                yield article_id, entity_id, final


def qualified(entity_id: str, country_code: str) -> str:
    """Return the id of the namesake of a country: `person:kim-yong-chol.prk`."""
    return f"{entity_id}.{country_code.lower()}"


def own(entity_id: str, article_id: str) -> str:
    """Return the id of an entity that one article alone knows."""
    return f"{entity_id}@{article_id[:16]}"


def _tell_apart(entity_id: str, group: Sequence[Sighting], decisions: Decisions) -> dict[str, str]:
    """Return which bearer of one name each article means."""
    namesakes = _namesakes(entity_id, group, decisions)
    told: dict[str, str] = {}
    for sighting in group:
        alone = own(entity_id, sighting.article_id)
        is_alone = decisions.are_different(entity_id, alone)
        told[sighting.article_id] = alone if is_alone else _bearer_of(sighting, namesakes)
    return told


def _namesakes(entity_id: str, group: Sequence[Sighting], decisions: Decisions) -> dict[str, _Bearer]:
    """Return the bearers of a name by id.

    The one of most articles keeps the plain id; bearers that do not contradict it are the same person.
    """
    by_country: dict[str, _Bearer] = defaultdict(_Bearer)
    for sighting in group:
        if sighting.country_code is not None:
            by_country[sighting.country_code].add(sighting)
    main, *others = sorted(by_country, key=lambda code: (-by_country[code].article_count, code)) or [""]
    found = {entity_id: by_country[main]}
    for code in others:
        bearer, key = by_country[code], qualified(entity_id, code)
        apart = bearer.contradicts(by_country[main]) or decisions.are_different(entity_id, key)
        if apart and not decisions.are_same(entity_id, key):
            found[key] = bearer
    for code in others:
        if qualified(entity_id, code) not in found:
            found[entity_id].join(by_country[code])
    return found


def _bearer_of(sighting: Sighting, namesakes: Mapping[str, _Bearer]) -> str:
    """Return the id of whom an article means: by country, else by a title that only one has, else whom most mean."""
    plain = sighting.entity_id
    if len(namesakes) == 1:
        return plain
    by_country = [key for key, bearer in namesakes.items() if sighting.country_code in bearer.countries]
    by_title = [key for key, bearer in namesakes.items() if bearer.titles & set(sighting.titles)]
    for fitting in (by_country, by_title):
        if len(fitting) == 1:
            return fitting[0]
    others = sum(bearer.article_count for key, bearer in namesakes.items() if key != plain)
    is_main = namesakes[plain].article_count >= DOMINANT * others
    return plain if is_main else own(plain, sighting.article_id)
