"""Wording that gives a line away: the reference table `boilerplate_phrases`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newstext.records import Tables

LONGEST = {"whole": 90, "start": 320, "contains": 420}
"""Characters of the longest line a phrase speaks for; a longer one is a paragraph that happens to use the words."""

_AFTER, _BEFORE = (".", ",", ":", ";", "!", "?", ")", '."', ',"', ").", '"'), ("(", '"', "[")
_COUNT = " 0123456789(),.k+"
"""What may stand around a phrase as a count: "Comments (12)", "4 responses"."""

_FRAME = " *+•·|>»«›‹-–—:.…!▶►▼▲#[]<→"
_INDEXED = 4
"""Opening phrases are looked up by so many first characters."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The kind a line's wording speaks for, how it was found (whole, start, contains), and whether that is sure."""

    kind: str
    match: str
    phrase: str
    is_sure: bool


class PhraseList:
    """Finds the phrase that is a whole line, or its start, or stands in a short line."""

    def __init__(self, tables: Tables) -> None:
        rows = [
            Wording(row["kind"], row["match"], row["phrase"], row["strength"] == "sure")
            for row in tables["boilerplate_phrases"]
        ]
        self._whole = {row.phrase.strip(_FRAME): row for row in rows if row.match == "whole"}
        self._starts = _index((row.phrase[:_INDEXED], row) for row in rows if row.match == "start")
        self._inside = _index((key, row) for row in rows if row.match == "contains" for key in _keys(row.phrase))

    def find(self, text: str) -> Wording | None:
        """Return what a line's wording speaks for, None where it says nothing."""
        if len(text) > LONGEST["contains"]:
            return None
        words = normalise(text)
        if len(words) <= LONGEST["start"]:
            bare = words.strip(_FRAME)
            if len(words) <= LONGEST["whole"] and (
                found := self._whole.get(bare) or self._whole.get(bare.strip(_COUNT))
            ):
                return found
            for row in self._opening(bare):
                if bare.startswith(row.phrase) and _ends_word(bare, len(row.phrase)):
                    return row
        return self._within(words)

    def _within(self, words: str) -> Wording | None:
        """Return the phrase whose key word comes first; the order of a set would differ from process to process."""
        split = words.split()
        if self._inside.keys().isdisjoint(split):
            return None
        for word in split:
            for row in self._inside.get(word, ()):
                if row.phrase in words:
                    return row
        return None

    def _opening(self, bare: str) -> Iterable[Wording]:
        """Return the phrases that share the line's first characters, longest first; the few short ones last."""
        shared = self._starts.get(bare[:_INDEXED], ())
        short = self._starts.get(bare[:2], ()) or self._starts.get(bare[:1], ())
        return [*shared, *short] if short else shared


def _ends_word(text: str, end: int) -> bool:
    return end == len(text) or not text[end - 1 : end + 1].isalpha()


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


def _keys(phrase: str) -> list[str]:
    """Return a phrase's longest word, most likely its rarest, as it may stand in a line: with marks at either end."""
    words = phrase.split()
    longest = max(words, key=len)
    if longest not in (words[0], words[-1]):
        return [longest]
    return [longest, *(longest + mark for mark in _AFTER), *(mark + longest for mark in _BEFORE)]
