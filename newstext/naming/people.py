"""The people of one article: full names gathered, short names resolved to them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newstext.naming.lexicon import Lexicon
from newstext.naming.pages import Page, Span
from newstext.naming.words import HYPHENS, fold

PARTIAL = "@article"
"""Ending of the id of a person or body known by part of a name; the caller puts the article's id in its place."""


@dataclass(slots=True)
class Person:
    """One person of the article; `parts` are the folded words of the fullest name seen."""

    entity_id: str
    name: str
    parts: tuple[str, ...]
    is_partial: bool = False
    seen: list[Span] = field(default_factory=list)


def is_family_first(parts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name is set in the East Asian order: family name, then one or two syllables."""
    family = parts[0].capitalize() in lexicon.family_first
    given = parts[0].capitalize() in lexicon.given_names
    return family and 2 <= len(parts) <= 3 and not (given and len(parts) == 2)


def family_names(parts: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Return the single words that may stand for a full name: the last, or the first where that is the family name."""
    last = parts[-2] if parts[-1] in lexicon.suffixes and len(parts) > 2 else parts[-1]
    return {parts[0]} if is_family_first(parts, lexicon) else {last}


class Directory:
    """Who is named in the article, and whom a short name means at a place in it."""

    def __init__(self, lexicon: Lexicon, pages: Sequence[Page]) -> None:
        self._lexicon = lexicon
        self._pages = pages
        self._people: dict[str, Person] = {}
        self._by_family: dict[str, list[Person]] = {}
        self._parts: dict[Span, tuple[str, ...]] = {}
        self.id_of: dict[Span, str] = {}

    @property
    def people(self) -> Mapping[str, Person]:
        """The people by entity id."""
        return {person.entity_id: person for person in self._people.values()}

    def add_all(self, spans: Iterable[Span]) -> None:
        """Enter full names, fullest first, then give every short name to the person it means."""
        full: list[Span] = []
        short: list[Span] = []
        for span in spans:
            (full if len(self.parts(span)) > 1 else short).append(span)
        for span in sorted(full, key=lambda s: (-len(self.parts(s)), s.page, s.start)):
            self._enter(span)
        for person in self._people.values():
            for name in sorted(family_names(person.parts, self._lexicon)):
                self._by_family.setdefault(name, []).append(person)
        for span in sorted(short, key=lambda s: (s.page, s.start)):
            self._place_short(span)

    def parts(self, span: Span) -> tuple[str, ...]:
        """Return the folded words of a name: no marks, no hyphens; a nickname in quotation marks stays one of them.

        A Korean or Chinese name in Western order ("Jae-in Moon") is put in its own, so that both are one person.
        """
        if span not in self._parts:
            self._parts[span] = self._parts_of(span)
        return self._parts[span]

    def _parts_of(self, span: Span) -> tuple[str, ...]:
        words = self._pages[span.page].words.texts[span.start : span.end]
        parts = tuple(fold(" ".join(words)).split())
        return (parts[-1], *parts[:-1]) if self._is_turned(words) else parts

    def _is_turned(self, words: Sequence[str]) -> bool:
        """Whether a name is two syllables joined by a hyphen, no known given names, and a family name."""
        if len(words) != len(("Jae", "-", "in", "Moon")) or words[1] not in HYPHENS:
            return False
        given = self._lexicon.given_names
        return words[-1] in self._lexicon.family_first and words[0] not in given and words[2].capitalize() not in given

    def display(self, span: Span) -> str:
        """Return a name as written, blanks around hyphens mended, capital letters of headlines lowered."""
        text = " ".join(self._pages[span.page].text(span).split())
        text = re.sub(r"\s*([-‐‑–])\s*", r"\1", text)
        text = re.sub(r"([\"“'‘])\s*(\w+)\s*([\"”'’])", r"\1\2\3", text)
        return text.title() if text.isupper() and len(text) > 4 else text

    def _enter(self, span: Span) -> None:
        parts = self.parts(span)
        key = "-".join(parts)
        key = self._lexicon.spellings.get(key, key)
        person = self._people.get(key) or self._variant(parts)
        if person is None:
            person = self._people[key] = Person(f"person:{key}", self.display(span), parts)
        self._assign(person, span)

    def _variant(self, parts: tuple[str, ...]) -> Person | None:
        """Find the one person whose fuller or otherwise written name these words are."""
        same = [p for p in self._people.values() if self._is_variant(p.parts, parts)]
        return same[0] if len(same) == 1 else None

    def _is_variant(self, whole: tuple[str, ...], parts: tuple[str, ...]) -> bool:
        if whole[-len(parts) :] == parts:
            return not is_family_first(whole, self._lexicon) or len(parts) == len(whole)
        if whole[: len(parts)] == parts:
            return len(whole) == len(parts) + 1 and whole[-1] in self._lexicon.suffixes
        if whole[-1] != parts[-1]:
            return False
        if len(whole) > len(parts) == 2 and whole[0] == parts[0]:
            return True
        nick = self._lexicon.nicknames
        return nick.get(whole[0]) == parts[0] or nick.get(parts[0]) == whole[0]

    def _assign(self, person: Person, span: Span) -> None:
        person.seen.append(span)
        self.id_of[span] = person.entity_id

    def _candidates(self, part: str) -> list[Person]:
        """People a single name may mean: by family name, else by given name or a middle part."""
        family = self._by_family.get(part)
        return family or [p for p in self._people.values() if not p.is_partial and part in p.parts]

    def _place_short(self, span: Span) -> None:
        parts = self.parts(span)
        found = self._candidates(parts[-1]) if parts else []
        person = found[0] if len(found) == 1 else self._nearest(found, span) if found else None
        if person is None:
            key = f"{'-'.join(parts) or 'unnamed'}{PARTIAL}"
            person = self._people.setdefault(key, Person(f"person:{key}", self.display(span), parts, is_partial=True))
        self._assign(person, span)

    def _nearest(self, found: list[Person], span: Span) -> Person | None:
        """Choose among namesakes: the only one named so far, else the only one of the last paragraph naming any."""
        here = (span.page, span.start)
        last: dict[str, tuple[int, int]] = {}
        for person in found:
            before = [(s.page, s.start) for s in person.seen if (s.page, s.start) < here]
            if before:
                last[person.entity_id] = max(before)
        if not last:
            return None
        latest = max(last.values())
        near = [p for p in found if last.get(p.entity_id, (-1, 0))[0] == latest[0]]
        return near[0] if len(near) == 1 else None
