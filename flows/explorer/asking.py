"""What a reader asks for in the address of the search page, and the same in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from warehouse.connect import Connection
from warehouse.search import Named, Wanted, find_people, find_stories

FIELDS = ("q", "person", "country", "story", "from", "to", "copies")
"""The parameters of a search, as they stand in its address; `page` is not one of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was asked, what it means to the warehouse, and what could not be understood of it."""

    fields: Mapping[str, str]
    wanted: Wanted
    people: list[Named] = field(default_factory=list)
    stories: list[Named] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.fields)


def understand(connection: Connection, given: Mapping[str, str]) -> Asked:
    """Read a search; names are looked up, and what names nothing finds nothing."""
    fields = {name: given[name].strip() for name in FIELDS if given.get(name, "").strip()}
    notes: list[str] = []
    people = find_people(connection, fields["person"]) if "person" in fields else []
    stories = find_stories(connection, fields["story"]) if "story" in fields else []
    if "person" in fields and not people:
        notes.append(f"Nobody in the warehouse is called “{fields['person']}”.")
    if "story" in fields and not stories:
        notes.append(f"No story has “{fields['story']}” in its headline.")
    wanted = Wanted(
        words=fields.get("q", ""),
        entity_ids=tuple(person.key for person in people) if "person" in fields else None,
        country_code=fields.get("country"),
        story_ids=tuple(story.key for story in stories) if "story" in fields else None,
        since=_day(fields.get("from"), notes),
        until=_day(fields.get("to"), notes),
        with_copies="copies" in fields,
    )
    return Asked(fields, wanted, people, stories, notes)


def _day(text: str | None, notes: list[str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        notes.append(f"“{text}” is not a day; write it as 2024-12-31.")
        return None
