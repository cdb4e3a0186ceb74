"""The verbs and nouns that tell of events, as the reference tables list them.

Types and modes are those of PLOVER (Halterman et al. 2023, "PLOVER and POLECAT"); the words were written for this
project from the definitions of the ontology.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from newstext.records import Tables

SYMMETRIC = "symmetric"
NO_EVENT = "-"
"""The type of rows that say that a word in some company tells of no event."""

DEFAULT_SLOTS = (
    "obj",
    "comp",
    "with",
    "against",
    "to",
    "on",
    "toward",
    "towards",
    "at",
    "from",
    "over",
    "about",
    "deep",
)
"""Where the recipient is looked for when a row does not say."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a verb or noun as an event.

    `company` are particles, prepositions and complements (`to_do`, `that`) one of which must be there; `objects` are
    words one of which must be the object (for nouns: stand before); `tests` say what the object must be (`@party`);
    `own` says when a noun counts without a verb that carries it. `slots` are the places where the recipient is looked
    for, in order; `is_directed` where there is no event without one.
    """

    event_type: str
    mode: str | None
    is_symmetric: bool
    slots: tuple[str, ...]
    company: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()
    own: str = ""
    is_directed: bool = False

    @property
    def is_event(self) -> bool:
        return self.event_type != NO_EVENT

    @property
    def rank(self) -> int:
        """How much a sense asks for: what asks for more is tried first."""
        return 2 * bool(self.objects or self.tests) + bool(self.company)


class EventLexicon:
    """The event words by lemma, each with its senses from the most to the least demanding."""

    def __init__(self, tables: Tables) -> None:
        self._lists = _word_lists(tables)
        self._verbs = _by_lemma([(row["lemma"], self._verb(row)) for row in tables["event_verbs"]])
        self._nouns = _by_lemma([(row["lemma"], self._noun(row)) for row in tables["event_nouns"]])

    def verb(self, lemma: str) -> tuple[Sense, ...]:
        return self._verbs.get(lemma, ())

    def noun(self, lemma: str) -> tuple[Sense, ...]:
        return self._nouns.get(lemma, ())

    def words(self, name: str) -> frozenset[str]:
        """Return a word list of `event_words`."""
        return self._lists[name]

    def _verb(self, row: Mapping[str, str]) -> Sense:
        words, tests = self._expand(row["object"])
        slots = tuple(row["recipient"].removeprefix("!").split()) or DEFAULT_SLOTS
        return Sense(
            row["type"],
            row["mode"] or None,
            row["direction"] == SYMMETRIC,
            slots,
            frozenset(_parts(row["with"])),
            words,
            tests,
            is_directed=row["recipient"].startswith("!"),
        )

    def _noun(self, row: Mapping[str, str]) -> Sense:
        words, _ = self._expand(row["modifier"])
        return Sense(
            row["type"],
            row["mode"] or None,
            row["direction"] == SYMMETRIC,
            tuple(row["recipient"].split()),
            objects=words,
            own=row["own"],
        )

    def _expand(self, cell: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the words of a cell, lists put in, and the tests among them."""
        words: set[str] = set()
        tests: set[str] = set()
        for part in _parts(cell):
            if part.startswith("@") and part[1:] in self._lists:
                words |= self._lists[part[1:]]
            elif part.startswith("@"):
                tests.add(part[1:])
            else:
                words.add(part.lower())
        return frozenset(words), frozenset(tests)


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _word_lists(tables: Tables) -> Mapping[str, frozenset[str]]:
    lists: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["event_words"]:
        lists[row["list"]] |= set(_parts(row["word"]))
    return {name: frozenset(words) for name, words in lists.items()}


def _by_lemma(rows: list[tuple[str, Sense]]) -> dict[str, tuple[Sense, ...]]:
    senses: defaultdict[str, list[Sense]] = defaultdict(list)
    for lemmas, sense in rows:
        for lemma in _parts(lemmas):
            senses[lemma].append(sense)
    return {lemma: tuple(sorted(found, key=lambda s: (-s.rank, s.is_event))) for lemma, found in senses.items()}
