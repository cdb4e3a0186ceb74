"""What an article says of its people as a whole: country and titles, by which namesakes are told apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from newstext.naming.roles import Calling, Office
from newstext.records import Entity


def describe_people(
    entities: Mapping[str, Entity], offices: Iterable[Office], callings: Iterable[Calling], sent_abroad: frozenset[str]
) -> dict[str, Entity]:
    """Return the entities, people with their titles and, where their titles give only one, their country.

    `sent_abroad` are last words of offices whose country may be where the holder is posted. An office that is over
    gives a country only where none that is held does.
    """
    titles: dict[str, set[str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)
    left: dict[str, set[str]] = defaultdict(set)
    for office in offices:
        is_over = office.status == "former"
        if not is_over:
            titles[office.person_id].add(office.normal)
        if office.country_code and office.normal.split()[-1] not in sent_abroad:
            (left if is_over else held)[office.person_id].add(office.country_code)
    for calling in callings:
        titles[calling.person_id].add(calling.normal)
        if calling.country_code:
            held[calling.person_id].add(calling.country_code)
    return {
        key: replace(entity, country_code=_only(held[key] or left[key]), titles=tuple(sorted(titles[key])))
        if entity.kind == "person"
        else entity
        for key, entity in entities.items()
    }


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None
