"""Where in a text there may be expressions of time, and the tokens there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from newstext.timex.lexicon import Lexicon

TOKEN = re.compile(
    r"""\s*((?:[AaPp]\.[Mm]\b\.? | [HQhq][1-4](?!\w) | [A-Za-zÀ-ɏ]+)
    | \d(?:
        (?<!\d\d)\d{3}-\d{1,2}-\d{1,2}(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])
        | \d{3}/\d{1,2}/\d{1,2}(?!\w) | \d?/\d{1,2}/(?:\d{4}|\d\d)(?!\w)
        | \d?\.\d{1,2}\.\d{4}(?!\w) | \d?-\d{1,2}-\d{4}(?!\w)
        | \d?:\d\d(?::\d\d)? | \d?\.\d\d(?=\s?[ap]\.?m\b)
        | \d*\ \d/\d(?!\d|/\d) | /\d(?!\d|/\d)
        | \d{0,2}(?:,\d{3})+(?:\.\d+)? | \d*(?:st|nd|rd|th)\b | \d{1,3}['’]?s\b | \d*(?:\.\d+)?)
    | ['’‘`]\d0s\b | [^\w\s])""",
    re.VERBOSE,
)
"""One token; blanks before it are taken along because a search that fails on each of them is slower."""
FIGURES = r"(?<=\d)(?:\d{3}|[:.]\d\d|/\d|['’]?s\b|(?:st|nd|rd|th)\b|[.-]\d{1,2}[.-]\d)"
"""Figures that may be a year, a clock time, a date, a decade or a day of a month by themselves."""


class Stretch:
    """Part of a text as tokens: their codes and words; where they stand is looked up as far as it is asked for."""

    __slots__ = ("_ends_at", "_starts", "codes", "text", "words")

    def __init__(self, text: str, start: int, end: int, lexicon: Lexicon) -> None:
        self.text, self._ends_at = text, start
        self.words: Sequence[str] = TOKEN.findall(text, start, end)
        self.codes = lexicon.codes(self.words)
        self._starts: list[int] = []

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets from the start of one token to the end of the one before another.

        No token begins with a character that stands between tokens, so the next place of its text is its own.
        """
        starts, find = self._starts, self.text.find
        for word in self.words[len(starts) : last]:
            at = find(word, self._ends_at)
            starts.append(at)
            self._ends_at = at + len(word)
        return starts[first], starts[last - 1] + len(self.words[last - 1])


class StretchFinder:
    """Find the stretches of texts around words and figures of time: all that need be read."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._known = lexicon, lexicon.words
        self._triggers = _triggers(lexicon.strong_words)

    def find(self, text: str) -> Iterator[Stretch]:
        """Each trigger with the words of time around it, and one word more on either side, in text order."""
        begin = end = 0
        for match in self._triggers.finditer(" " + text):
            place, stop = match.span()
            if place > end and end:
                yield Stretch(text, begin, end, self._lexicon)
            if place > end or not end:
                begin = self._begin(text, place)
            if stop > end:
                end = self._end(text, stop - 1)
        if end:
            yield Stretch(text, begin, end, self._lexicon)

    def _begin(self, text: str, place: int) -> int:
        """Where the last word before a place starts that cannot be part of an expression that goes on there."""
        blank = text.rfind(" ", 0, place)
        while blank > 0:
            end, blank = blank, text.rfind(" ", 0, blank)
            written = text[blank + 1 : end]
            if written.isalpha() and written not in self._known:
                return blank + 1
        return 0

    def _end(self, text: str, place: int) -> int:
        """Where the first word after a place ends that cannot be part of an expression that comes to there."""
        blank = text.find(" ", place)
        while blank >= 0:
            start, blank = blank + 1, text.find(" ", blank + 1)
            written = text[start:blank] if blank >= 0 else text[start:]
            if written.isalpha() and written not in self._known:
                return start + len(written)
        return len(text)


def _triggers(words: Collection[str]) -> re.Pattern[str]:
    """One character that is no letter, then a word of time; or a figure of time. The text needs a blank in front.

    Two sets of letters tell most other words apart faster than the branches of the tree do.
    """
    first, second = (re.escape("".join(sorted({word[i : i + 1] for word in words}))) for i in (0, 1))
    return re.compile(rf"[^A-Za-z](?:(?=[{first}][{second}]){_trie(words)}(?![A-Za-z])|{FIGURES})")


def _trie(words: Iterable[str]) -> str:
    """A regular expression for some words that shares their common beginnings: an alternation of them is slower."""
    tree: dict[str, list[str]] = defaultdict(list)
    for word in words:
        tree[word[:1]].append(word[1:])
    options = [re.escape(first) + _trie(rest) for first, rest in sorted(tree.items()) if first]
    if not options:
        return ""
    joined = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    return f"(?:{joined})?" if "" in tree else joined
