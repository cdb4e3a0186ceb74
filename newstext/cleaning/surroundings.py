"""What the lines around a line show of it: the prose near it, its neighbours, its place in the document."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from newstext.cleaning.features import LARGEST, SIZES, size_name
from newstext.cleaning.lines import Line

PROSE_WORDS = 9
"""A line that ends a sentence and has at least as many words counts as prose for its neighbours."""

OPENING = 40
"""Words of prose after which an article has begun: what looks like a comment's head before is a byline or a button."""

NEAR, FAR = 3, 10
"""Lines on each side that are near a line, and those that make its surroundings."""

LONG_WORDS = 12
"""A line that ends a sentence and has at least as many words is weighed as a long one."""

MARKER_WORDS = 24
"""Words of the longest prose that does not end what a marker ("Read more") stands over."""

KEYED_WORDS = 24
"""Words of the longest line that may count as said twice."""

_MOST_AMOUNTS = 40
"""Classes of amounts of words; each holds twice the words of the one before."""


def _by_size(what: str, values: Iterable[object]) -> Mapping[str, Sequence[str]]:
    listed = list(values)
    return {size: [f"{size}, {what.format(value)}" for value in listed] for size in ("short", "long")}


_AMOUNTS = ("none", *range(1, _MOST_AMOUNTS))
_BEFORE, _AFTER, _AROUND = (_by_size(f"prose {where}: {{}}", _AMOUNTS) for where in ("before", "after", "around"))
_FIFTHS = [f"{fifth} fifths" for fifth in range(6)]
_BEFORE_ALL, _AFTER_ALL = 6, 7
_PLACES = _by_size("place: {}", [*_FIFTHS, "before all prose", "after all prose"])
_SHARES = [f"share of all prose: {fifths}" for fifths in _FIFTHS]
_DATES_NEAR, _DATES_SINCE = _by_size("dates near: {}", range(4)), _by_size("dates since the opening: {}", range(5))
_COMMENTS = _by_size("after comments: {}", range(4))
_MARKERS = ("promo", "navigation", "ad", "comments")
_UNDER = {kind: {size: f"{size}, under: {kind}" for size in ("short", "long")} for kind in _MARKERS}
_ALONE, _IN_GROUP = ({size: f"{size}, {how}" for size in ("short", "long")} for how in ("alone", "in a group"))
_SENTENCES, _NO_SENTENCES = (
    {size: f"{ending}, {size}" for _, size in (*SIZES, (0, LARGEST))} for ending in ("sentence", "no sentence")
)


class Surroundings:
    """The prose around each line of a document, as sums that give any stretch in one step."""

    def __init__(self, lines: Sequence[Line], kinds: Sequence[str | None]) -> None:
        self._lines, self._kinds = lines, kinds
        words = [
            line.word_count
            if line.ends_sentence
            and line.word_count >= PROSE_WORDS
            and (kind is None or kind == "caption")
            and not line.has_bullet
            else 0
            for line, kind in zip(lines, kinds, strict=True)
        ]
        self._words = words
        self._prose = [0, *accumulate(words)]
        self.prose_share = self._prose[-1] / max(1, sum([line.word_count for line in lines]))
        self._keys = [line.key if line.word_count <= KEYED_WORDS else "" for line in lines]
        self._said = Counter(self._keys)
        crowd = "clean text" if self.prose_share > 0.85 else "mixed text" if self.prose_share > 0.5 else "crowded text"
        self._crowd = {size: f"{size}, in {crowd}" for size in ("short", "long")}
        self._since = self._since_marker()
        self._stamps = _sums([kind == "byline" for kind in kinds])
        self._opening = next((i for i, words in enumerate(self._prose) if words >= OPENING), len(lines))
        self._comments = _sums([kind == "comments" and i > self._opening for i, kind in enumerate(kinds)])
        self._beside = [*map(_neighbour, lines, kinds), "nothing"]  # the last is also the one before the first

    def _since_marker(self) -> list[str]:
        """Return, for each line, the kind of the last marker line that no long prose has followed yet."""
        marks, last = [], ""
        for kind, words in zip(self._kinds, self._words, strict=True):
            marks.append(last)
            if kind in _MARKERS:
                last = kind
            elif words > MARKER_WORDS:
                last = ""
        return marks

    def is_prose(self, i: int) -> bool:
        return self._words[i] > 0

    def features(self, i: int) -> list[str]:
        """Return what the neighbours of line `i` and its place in the document show."""
        lines, prose, line, words = self._lines, self._prose, self._lines[i], self._words[i]
        last = len(lines)
        size = "short" if line.word_count < LONG_WORDS or not line.ends_sentence else "long"
        low, high = max(0, i - NEAR), min(last, i + 1 + NEAR)
        far = prose[min(last, i + 1 + FAR)] - prose[max(0, i - FAR)] - words
        names = [
            _BEFORE[size][_amount(prose[i] - prose[low])],
            _AFTER[size][_amount(prose[high] - prose[i + 1])],
            _AROUND[size][_amount(far)],
            self._crowd[size],
            _PLACES[size][self._place(i)],
            "before: " + self._beside[i - 1],
            "after: " + self._beside[i + 1],
        ]
        if self._since[i]:
            names.append(_UNDER[self._since[i]][size])
        if stamps := self._stamps[high] - self._stamps[low]:
            names.append(_DATES_NEAR[size][min(3, stamps)])
        if stamps := self._stamps[i] - self._stamps[min(i, self._opening)]:
            names.append(_DATES_SINCE[size][min(4, stamps)])
        if self._comments[i]:
            names.append(_COMMENTS[size][min(3, self._comments[i])])
        if size == "long":
            names.append(_SHARES[int(5 * words / max(1, prose[-1]))])
        if self._keys[i] and self._said[self._keys[i]] > 1:
            names.append("said twice")
        alone = line.after_gap and (i + 1 == last or lines[i + 1].after_gap)
        names.append(_ALONE[size] if alone else _IN_GROUP[size])
        return names

    def _place(self, i: int) -> int:
        before, after = self._prose[i], self._prose[-1] - self._prose[i + 1]
        if before == 0:
            return _BEFORE_ALL
        return int(5 * before / (before + after)) if after else _AFTER_ALL


def _neighbour(line: Line, kind: str | None) -> str:
    if kind:
        return kind
    if line.has_bullet:
        return "bullet"
    return _SENTENCES[size_name(line.word_count)] if line.ends_sentence else _NO_SENTENCES[size_name(line.word_count)]


def _sums(flags: Iterable[bool]) -> list[int]:
    return [0, *accumulate(map(int, flags))]


def _amount(words: int) -> int:
    """Return the class of an amount of words: 0 for none, else the whole part of the logarithm to base 2."""
    return (words + 1).bit_length() - 1
