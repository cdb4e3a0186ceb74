"""Wording that gives a line away: the reference table `boilerplate_phrases`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newstext.records import Tables

LONGEST = {"whole": 90, "start": 320, "contains": 420}
"""Characters of the longest line a phrase speaks for; a longer one is a paragraph that happens to use the words."""

_MARKS = ".,;:!?()[]\"/|"
_APART = str.maketrans(dict.fromkeys(_MARKS, " "))
_COUNT = " 0123456789(),.k+"
"""What may stand around a phrase as a count: "Comments (12)", "4 responses"."""

_FRAME = " *+•·|>»«›‹-–—:.…!▶►▼▲#[]<→"
_INDEXED = 2
"""Opening phrases are looked up by so many first characters."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The kind a line's wording speaks for, how it was found (whole, start, contains), and the words."""

    kind: str
    match: str
    phrase: str


class PhraseList:
    """Finds the phrase that is a whole line, or its start, or stands in a short line."""

    def __init__(self, tables: Tables) -> None:
        rows = [Wording(row["kind"], row["match"], row["phrase"]) for row in tables["boilerplate_phrases"]]
        self._whole = {row.phrase.strip(_FRAME): row for row in rows if row.match == "whole"}
        self._starts = _index((row.phrase[:_INDEXED], row) for row in rows if row.match == "start")
        self._inside = _index((_rarest_word(row.phrase), row) for row in rows if row.match == "contains")
        self._inside_words = frozenset(self._inside)

    def find(self, text: str) -> Wording | None:
        """Return what a line's wording speaks for, None where it says nothing."""
        if len(text) > LONGEST["contains"]:
            return None
        words = normalise(text)
        if len(words) <= LONGEST["start"]:
            bare = words.strip(_FRAME)
            if len(words) <= LONGEST["whole"] and (found := self._whole.get(bare) or self._whole.get(bare.strip(_COUNT))):
                return found
            for row in self._starts.get(bare[:_INDEXED], ()):
                if bare.startswith(row.phrase) and not bare[len(row.phrase) - 1 : len(row.phrase) + 1].isalpha():
                    return row
        for word in self._inside_words.intersection(_apart(words)):
            for row in self._inside[word]:
                if row.phrase in words:
                    return row
        return None


def normalise(text: str) -> str:
    """Return text as the table writes it: small letters and straight marks."""
    small = text.casefold()
    if small.isascii():
        return small
    return small.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def _index(keyed: Iterable[tuple[str, Wording]]) -> Mapping[str, list[Wording]]:
    index: dict[str, list[Wording]] = defaultdict(list)
    for key, row in sorted(keyed, key=lambda pair: (-len(pair[1].phrase), pair[1].phrase)):
        index[key].append(row)
    return dict(index)


def _rarest_word(phrase: str) -> str:
    """Return the longest word, which is most likely the rarest."""
    return max(_apart(phrase), key=len)


def _apart(text: str) -> list[str]:
    """Return the words of a text without the marks at them; translating only pays where all is ASCII."""
    if text.isascii():
        return text.translate(_APART).split()
    for mark in _MARKS:
        text = text.replace(mark, " ")
    return text.split()
