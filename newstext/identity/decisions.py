"""A user's decisions that two ids mean one and the same, or two different ones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SAME, DIFFERENT = "same", "different"
_ID = re.compile(r"(?P<kind>[a-z]+):(?P<name>[^\s:@.]+)(?P<qualifier>[@.][^\s:@.]+)?")
MERGING = frozenset({"person", "organization", "place", "group", "agreement", "other"})
"""Kinds whose entities may be merged; a country's id is its ISO code, and there is nothing to decide about it."""


class DecisionError(ValueError):
    """A decision that cannot be understood, or that contradicts others; the message names its line."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the user's file: two ids, whether they are the same, and where it stands."""

    entity_id: str
    other_id: str
    is_same: bool
    line: int


class Decisions:
    """All decisions together: what is the same as what (also by way of others), and what is not.

    Ids that are the same form a class, called by the `entity_id` of its first line. Raises DecisionError for an id
    that is none, for two kinds that cannot be one, and for lines that contradict each other.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        rows = tuple(decisions)
        for row in rows:
            _check(row)
        self._name = _classes([row for row in rows if row.is_same])
        self._apart: dict[frozenset[str], Decision] = {}
        for row in (row for row in rows if not row.is_same):
            names = frozenset({self.canonical(row.entity_id), self.canonical(row.other_id)})
            if len(names) == 1:
                raise DecisionError(
                    f"line {row.line}: {row.entity_id} and {row.other_id} are called different, "
                    f"but other lines make them the same ({_chain(rows, row)})"
                )
            self._apart[names] = row
        self.ids = frozenset(key for row in rows for key in (row.entity_id, row.other_id))

    def canonical(self, entity_id: str) -> str:
        """Return the id that an id is filed under: its class's, or itself."""
        return self._name.get(entity_id, entity_id)

    def are_same(self, one: str, other: str) -> bool:
        return self.canonical(one) == self.canonical(other)

    def are_different(self, one: str, other: str) -> bool:
        return frozenset({self.canonical(one), self.canonical(other)}) in self._apart

    def plain_ids(self) -> frozenset[str]:
        """Return the ids that decisions are about, each also without what tells namesakes apart."""
        return self.ids | {plain_id(key) for key in self.ids}


def plain_id(entity_id: str) -> str:
    """Return an id without its qualifier: `person:kim-yong-chol.prk` gives `person:kim-yong-chol`."""
    match = _ID.fullmatch(entity_id)
    return f"{match['kind']}:{match['name']}" if match else entity_id


def _check(row: Decision) -> None:
    kinds = []
    for key in (row.entity_id, row.other_id):
        match = _ID.fullmatch(key)
        if match is None or match["kind"] not in MERGING:
            raise DecisionError(f"line {row.line}: {key!r} is not the id of an entity to be decided about")
        kinds.append(match["kind"])
    if row.entity_id == row.other_id:
        raise DecisionError(f"line {row.line}: {row.entity_id} stands on both sides")
    if row.is_same and "person" in kinds and len(set(kinds)) > 1:
        raise DecisionError(f"line {row.line}: {row.entity_id} and {row.other_id}: a person is only a person")


def _classes(same: list[Decision]) -> Mapping[str, str]:
    """Return the name of every id's class: of all that are linked, the `entity_id` of the first line."""
    members: dict[str, list[str]] = {}
    name: dict[str, str] = {}
    for row in same:
        one, other = (name.setdefault(key, key) for key in (row.entity_id, row.other_id))
        joined = members.setdefault(one, [row.entity_id])
        if one != other:
            joined += members.pop(other, [row.other_id])
            name |= dict.fromkeys(joined, one)
    return name


def _chain(rows: Iterable[Decision], different: Decision) -> str:
    """Name the lines that make two ids the same, by the shortest way."""
    ways: dict[str, tuple[int, ...]] = {different.entity_id: ()}
    links = [row for row in rows if row.is_same]
    while different.other_id not in ways:
        for row in links:
            for here, there in ((row.entity_id, row.other_id), (row.other_id, row.entity_id)):
                if here in ways and there not in ways:
                    ways[there] = (*ways[here], row.line)
    return "line " + ", ".join(map(str, sorted(ways[different.other_id])))
