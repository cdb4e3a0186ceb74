"""Which lines above an article name it."""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from newstext.cleaning.lines import Line, normalise_line
from newstext.cleaning.stamps import holds_date
from newstext.records import Declared

SHORTEST, LONGEST, USUAL = 3, 30, (5, 20)
"""Words of a headline."""

LONGEST_CHARACTERS = 200
FARTHEST = 60
"""Lines above the article that are looked at for its headline: sign-up forms and galleries may stand between."""

LEAST = 1.0
"""Points a line needs to be the headline; fewer, and the article has none that can be told."""

CLOSE, ALIKE = 1.2, 0.4
"""A line at most two above the best, so little behind it, whose words the article uses too, is the title: the best
is then most likely the subtitle, which says more of what the article says."""

TOLD = 6.0
"""Points of a line all of whose telling words the opening of the article uses: the best evidence a page gives."""

OPENING_WORDS = 250
"""Words of prose at the start of the article in which the words of its headline are looked for."""

TELLING, ROOT = 4, 5
"""Letters of the shortest word that is looked for, and by how many it is compared: "resign", "resigned"."""

ADDRESS_WORDS, ADDRESS_SHARE = 3, 0.6
"""Telling words of the shortest part of an address that spells a headline, and the share of them that must be in it."""

HEAD_PROSE, HEAD_LINES = 40, 8
"""So few words of prose and lines may stand between the start of what reads like an article and its byline."""

LONGEST_SUBTITLE, LONGEST_REPEATING = 45, 40
"""Words of a subtitle, and of a line in which a headline may be said again."""

_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")


class Labelled(Protocol):
    @property
    def kind(self) -> str: ...


def find_headline(
    lines: Sequence[Line], labels: Sequence[Labelled | None], start: int, declared: Declared
) -> Mapping[int, str]:
    """Return which lines are the title and the subtitle of the article that starts at line `start`.

    The article's own first lines are looked at too: a headline weighs as part of the article where nothing else does,
    and a note to the reader before it does so too.
    """
    start = _line_of(normalise_line(declared.title), lines, labels, start) if declared.title else start
    opening = _opening(lines, labels, start)
    if opening == len(lines):
        return {}
    candidates = [i for i in range(max(0, opening - FARTHEST), opening) if _may_name(lines[i], labels[i])]
    if not candidates:
        return {}
    page = _Page(lines, labels, opening, declared)
    points = {i: page.points(i) for i in candidates}
    title = max(candidates, key=lambda i: (points[i], -i))
    if points[title] < LEAST:
        return {}
    over = [i for i in candidates if title - 2 <= i < title and points[i] >= points[title] - CLOSE]
    title = next((i for i in over if page.told_share(i) >= ALIKE and lines[i].word_count >= USUAL[0]), title)
    below = next((i for i in range(title + 1, min(opening, title + 3)) if labels[i] is None), None)
    is_subtitle = below is not None and SHORTEST < lines[below].word_count <= LONGEST_SUBTITLE
    if is_subtitle and below is not None and lines[below].key not in lines[title].key and not lines[below].has_bullet:
        return {title: "title", below: "subtitle"}
    return {title: "title"}


def _line_of(wanted: str, lines: Sequence[Line], labels: Sequence[Labelled | None], start: int) -> int:
    """Return the line of the declared title where it stands before the first sentence, else `start`.

    Old pages set the name of the site and a menu over it, and an extractor may take those for the article's beginning.
    """
    for i in range(start, min(start + FARTHEST, len(lines))):
        if labels[i] is None and lines[i].key == wanted:
            return i
        if lines[i].ends_sentence:
            break
    return start


def _opening(lines: Sequence[Line], labels: Sequence[Labelled | None], start: int) -> int:
    """Return the line of the first paragraph: below a byline near the start, else the first that can be no headline."""
    prose = 0
    for i in range(start, min(len(lines), start + HEAD_LINES)):
        label = labels[i]
        if label and label.kind == "byline" and i > start and _prose(lines[i : i + HEAD_LINES]) > prose:
            return i
        prose += lines[i].word_count if lines[i].ends_sentence else 0
        if prose > HEAD_PROSE:
            break
    opening = start
    while opening < len(lines) and (labels[opening] or _may_name(lines[opening], labels[opening])):
        opening += 1
    return opening


def _prose(lines: Sequence[Line]) -> int:
    return sum(line.word_count for line in lines if line.ends_sentence)


def _may_name(line: Line, label: Labelled | None) -> bool:
    shape = SHORTEST <= line.word_count <= LONGEST and len(line.text) <= LONGEST_CHARACTERS
    ending = not line.ends_sentence or line.text[-1] in "?!"
    return label is None and shape and ending and not line.has_bullet


class _Page:
    """What the lines of a page are compared with to find the one that names its article."""

    def __init__(
        self, lines: Sequence[Line], labels: Sequence[Labelled | None], opening: int, declared: Declared
    ) -> None:
        self._lines, self._labels, self._opening = lines, labels, opening
        self._declared = normalise_line(declared.title) if declared.title else ""
        self._address = _roots_of_address(declared.url)
        self._told = _opening_words(lines, opening)
        self._open_lines = [0, *accumulate(label is None for label in labels)]
        self._said = "\n".join([line.key for line in lines[: opening + 1] if line.word_count < LONGEST_REPEATING])

    def points(self, i: int) -> float:
        line, text = self._lines[i], self._lines[i].text
        points = 2.0 if USUAL[0] <= line.word_count <= USUAL[1] else 0.5
        points -= min(3.0, 0.1 * (self._open_lines[self._opening] - self._open_lines[i]))
        points += TOLD * self.told_share(i)
        points += 1.0 * (not text[0].islower()) + 1.5 * (i == 0)
        points -= (
            1.5 * (text[-1] in ":,;" or "|" in text or " / " in text) + 3.0 * holds_date(text) + 1.0 * (". " in text)
        )
        if any(label and label.kind in ("byline", "caption") for label in self._labels[i + 1 : i + 4]):
            points += 1.0
        if self._is_repeated(i):
            points += 1.0
        if self._declared and (line.key in self._declared or self._declared in line.key):
            points += 8.0
        if self._address and len(self._address & _roots(text)) >= ADDRESS_SHARE * len(self._address):
            points += 6.0
        return points

    def told_share(self, i: int) -> float:
        """Return the share of a line's telling words that the opening of the article uses."""
        words = _roots(self._lines[i].text)
        return len(words & self._told) / len(words) if len(words) > 1 else 0.0

    def _is_repeated(self, i: int) -> bool:
        return self._said.count(self._lines[i].key) > 1


def _opening_words(lines: Sequence[Line], opening: int) -> set[str]:
    told: set[str] = set()
    count = 0
    for line in lines[opening:]:
        if count > OPENING_WORDS:
            break
        if line.ends_sentence:
            told |= _roots(line.text)
            count += line.word_count
    return told


def _roots(text: str) -> set[str]:
    return {word[:ROOT].casefold() for word in _WORD.findall(text)}


def _roots_of_address(url: str | None) -> set[str]:
    """Return the words of the part of an address that most likely spells the headline: ".../port-to-close-basin"."""
    parts = (_roots(part) for part in re.split(r"[/?#]", url or "")[3:])
    longest = max(parts, key=len, default=set())
    return longest if len(longest) >= ADDRESS_WORDS else set()
