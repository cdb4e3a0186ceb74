"""What speaks for or against a line being part of the article, as names that the weight table knows.

Three kinds of evidence, each a handful of names: the line's own shape and wording, the lines next to it, and where
in the prose of the whole document it stands. Boilerplate detection by such shallow features follows Kohlschütter,
Fankhauser and Nejdl (WSDM 2010); here they are read off text that has no tags.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import log2

from newstext.cleaning.lines import Line
from newstext.records import Tables

PROSE_WORDS = 9
"""A line that ends a sentence and has at least as many words counts as prose for its neighbours."""

OPENING = 40
"""Words of prose after which an article has begun: what looks like a comment's head before is a byline or a button."""

NEAR, FAR = 3, 10
"""Lines on each side that are near a line, and those that make its surroundings."""

CAPITAL_WORDS = 25
"""Words at the start of a line whose first letters are looked at."""

HEAD = 300
"""Characters of a line whose wording is looked at: more would change no share and cost time."""

_MARKS = {
    "several sentences": (". ", "? ", "! ", '." ', ".” ", ".) "),
    "separators": (" | ", " » ", " › ", " > ", " / ", " • ", " · ", " – ", " - ", "|"),
    "link": ("http", "www.", ".com", "@"),
    "comma": (",",),
}

SIZES = ((1, "1"), (2, "2"), (4, "3-4"), (7, "5-7"), (11, "8-11"), (16, "12-16"), (24, "17-24"), (40, "25-40"))


def size_name(words: int) -> str:
    """Return the class of a line's length in words."""
    return next((name for most, name in SIZES if words <= most), "over 40")


class ShapeReader:
    """Tells what a line shows by itself; its words stand in the reference table `line_words`."""

    def __init__(self, tables: Tables) -> None:
        self._words = {
            use: frozenset(row["word"] for row in tables["line_words"] if row["use"] == use)
            for use in ("function", "reader", "speech")
        }

    def features(self, line: Line, kind: str | None) -> list[str]:
        """Return the names of what is seen; `kind` is what the line's form speaks for, if anything."""
        text, size = line.text[:HEAD], size_name(line.word_count)
        ending = "sentence" if line.ends_sentence else _ending(line.text[-1])
        names = [f"words: {size}", f"ends: {ending}", f"words: {size}, ends: {ending}"]
        if kind:
            names.append(f"wording: {kind}")
        if line.has_bullet:
            names += ("bullet", "bullet, sentence" if line.ends_sentence else "bullet, no sentence")
        if line.text.endswith(("...", "…", "[…]", "[...]")):
            names.append("cut off")
        names += self._wording(text, line.word_count)
        names += _marks(text)
        return names

    def _wording(self, text: str, size: int) -> Iterator[str]:
        words, small = text.split(), text.lower().split()
        if size > 2:
            yield f"function words: {min(4, 10 * sum(map(self._words['function'].__contains__, small)) // len(words))}"
            yield f"capitals: {_capital_share(words)}"
        if not self._words["reader"].isdisjoint(small):
            yield "speaks to the reader" if size > 11 else "speaks to the reader, short"
        if not self._words["speech"].isdisjoint(small):
            yield "reports speech"


def _ending(last: str) -> str:
    if last in ":;,":
        return "colon or comma"
    return "letter" if last.isalnum() else "other mark"


def _marks(text: str) -> Iterator[str]:
    if text[0].islower():
        yield "starts small"
    elif text[0] in "“\"‘'«":
        yield "starts with a quotation"
    if text.isupper():
        yield "all capitals"
    if 10 * sum(map(text.count, "0123456789")) > len(text):
        yield "many digits"
    for name, marks in _MARKS.items():
        if any(mark in text for mark in marks):
            yield name


def _capital_share(words: Sequence[str]) -> str:
    inner = words[1:CAPITAL_WORDS]
    if not inner:
        return "none"
    share = sum(map(str.isupper, [word[0] for word in inner])) / len(inner)
    return "most" if share > 0.6 else "many" if share > 0.3 else "few"


class Surroundings:
    """The prose around each line of a document, as sums that give any stretch in one step."""

    def __init__(self, lines: Sequence[Line], kinds: Sequence[str | None]) -> None:
        self._lines, self._kinds = lines, kinds
        self._prose = [0]
        for line, kind in zip(lines, kinds, strict=True):
            is_prose = line.ends_sentence and line.word_count >= PROSE_WORDS and kind in (None, "caption")
            self._prose.append(self._prose[-1] + (line.word_count if is_prose and not line.has_bullet else 0))
        self._total = sum(line.word_count for line in lines)
        self._keys = [line.key if line.word_count < 25 else "" for line in lines]
        self._said = Counter(self._keys)
        share = self._prose[-1] / max(1, self._total)
        self.prose_share = share
        self._clean = "clean text" if share > 0.85 else "mixed text" if share > 0.5 else "crowded text"
        self._since = self._since_marker()
        self._stamps = _sums(kind == "byline" for kind in kinds)
        self._opening = next((i for i, words in enumerate(self._prose) if words >= OPENING), len(lines))
        self._comments = _sums(kind == "comments" and i > self._opening for i, kind in enumerate(kinds))

    def _since_marker(self) -> list[str]:
        """Return, for each line, the kind of the last marker line that no long prose has followed yet."""
        marks, last = [], ""
        for i, kind in enumerate(self._kinds):
            marks.append(last)
            if kind in ("promo", "navigation", "ad", "comments"):
                last = kind
            elif self._prose[i + 1] - self._prose[i] > 24:
                last = ""
        return marks

    def is_prose(self, i: int) -> bool:
        return self._prose[i + 1] > self._prose[i]

    def features(self, i: int) -> list[str]:
        """Return what the neighbours of line `i` and its place in the document show."""
        lines, prose = self._lines, self._prose
        size = "short" if lines[i].word_count < 12 or not lines[i].ends_sentence else "long"
        near_before = prose[i] - prose[max(0, i - NEAR)]
        near_after = prose[min(len(lines), i + 1 + NEAR)] - prose[i + 1]
        far = prose[min(len(lines), i + 1 + FAR)] - prose[max(0, i - FAR)] - (prose[i + 1] - prose[i])
        names = [
            f"{size}, prose before: {_amount(near_before)}",
            f"{size}, prose after: {_amount(near_after)}",
            f"{size}, prose around: {_amount(far)}",
            f"{size}, in {self._clean}",
            f"{size}, place: {self._place(i)}",
            f"before: {self._neighbour(i - 1)}",
            f"after: {self._neighbour(i + 1)}",
        ]
        if self._since[i]:
            names.append(f"{size}, under: {self._since[i]}")
        if stamps := self._stamps[min(len(lines), i + 1 + NEAR)] - self._stamps[max(0, i - NEAR)]:
            names.append(f"{size}, dates near: {min(3, stamps)}")
        if stamps := self._stamps[i] - self._stamps[min(i, self._opening)]:
            names.append(f"{size}, dates since the opening: {min(4, stamps)}")
        if self._comments[i]:
            names.append(f"{size}, after comments: {min(3, self._comments[i])}")
        if size == "long":
            names.append(f"share of all prose: {int(5 * (prose[i + 1] - prose[i]) / max(1, prose[-1]))} fifths")
        if self._keys[i] and self._said[self._keys[i]] > 1:
            names.append("said twice")
        alone = lines[i].after_gap and (i + 1 == len(lines) or lines[i + 1].after_gap)
        names.append(f"{size}, alone" if alone else f"{size}, in a group")
        return names

    def _place(self, i: int) -> str:
        before, after = self._prose[i], self._prose[-1] - self._prose[i + 1]
        if before == 0:
            return "before all prose"
        if after == 0:
            return "after all prose"
        return f"{int(5 * before / (before + after))} fifths"

    def _neighbour(self, i: int) -> str:
        if not 0 <= i < len(self._lines):
            return "nothing"
        line, kind = self._lines[i], self._kinds[i]
        if kind:
            return kind
        if line.has_bullet:
            return "bullet"
        return f"{'sentence' if line.ends_sentence else 'no sentence'}, {size_name(line.word_count)}"


def _sums(flags: Iterable[bool]) -> list[int]:
    return [0, *accumulate(map(int, flags))]


def _amount(words: int) -> str:
    return "none" if words == 0 else str(int(log2(words + 1)))
