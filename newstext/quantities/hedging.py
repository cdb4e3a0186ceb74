"""The words around a figure that say how exact it is and how often it falls due."""

import re
from collections.abc import Iterable

from newstext.quantities.figures import OPENING
from newstext.quantities.vocabulary import Hedge, Vocabulary

WINDOW = 40
"""Characters before a figure in which its hedge is looked for: the longest phrase and a filler."""

SIGNS = "~≈<>≤≥"
FILLERS = frozenset({"a", "an", "another"})
RATE = re.compile(
    r"(?:[ -](?:(?:a|an|per|each|every)[ -](year|month|day|annum)\b(?!-o|[ -]ago| earlier| later| before| and a half)"
    r"|(annually|yearly|monthly|daily)\b)|/(year|month|day|yr)\b)"
)
RATE_BEFORE = re.compile(r"\b(annual|yearly|monthly|daily) $")
AFTER = re.compile(r"(\+)|-(plus)\b| ((?:or|and) [a-z]+)\b")
AFTER_STARTS = frozenset({"-p", " o", " a"})
RATE_STARTS = frozenset({" a", " p", " e", " y", " m", " d", "-a"})
"""A look at the first two characters spares most figures the patterns; "+" and "/" stand alone."""

PERIODS = {
    "annum": "year",
    "yr": "year",
    "annually": "year",
    "yearly": "year",
    "annual": "year",
    "monthly": "month",
    "daily": "day",
}


class HedgeReader:
    """Find the hedge that ends where a figure starts, or starts where it ends."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._before = vocabulary.hedges
        self._longest = _longest_by_end(vocabulary.hedges)
        self._after = vocabulary.hedges_after

    def around(self, text: str, start: int, end: int, kind: str) -> tuple[str, int, int]:
        """Return what the hedge of a figure says, "exact" where there is none, and the span with the hedge."""
        before, begin = self.before(text, start, kind)
        after, stop = self._following(text, end)
        hedge = after or before
        return hedge.approximation if hedge else "exact", begin, stop

    def before(self, text: str, start: int, kind: str) -> tuple[Hedge | None, int]:
        """Return the hedge that ends at a place and where it starts, or the place itself."""
        mark = text[start - 1]
        if mark != " ":
            return (self._before.get(mark), start - 1) if mark in SIGNS else (None, start)
        offset = start - WINDOW if start > WINDOW else 0
        blank = text.rfind(" ", offset, start - 1)
        last = text[blank + 1 if blank >= 0 else offset : start - 1].lower()
        skipped = last in FILLERS
        if not skipped and last.lstrip(OPENING) not in self._longest:
            return None, start
        head = text[offset:start]
        found = self._phrase(head.split()[: -skipped or None])
        if found is None or kind in found[0].not_kinds:
            return None, start
        hedge, count = found
        if skipped and count == 1 and kind != "count":
            # "under a five-year deal" hedges nothing; "more than a five-year wait" does.
            return None, start
        return hedge, offset + _start_of_last(head, count + skipped)

    def _phrase(self, words: list[str]) -> tuple[Hedge, int] | None:
        """Return the longest hedge that the last words are, and how many words it has."""
        longest = self._longest.get(words[-1].lower().lstrip(OPENING), 0) if words else 0
        for count in range(min(longest, len(words)), 0, -1):
            phrase = " ".join(words[-count:]).lower().lstrip(OPENING)
            if hedge := self._before.get(phrase):
                return hedge, count
        return None

    def _following(self, text: str, end: int) -> tuple[Hedge | None, int]:
        found = AFTER.match(text, end) if text[end : end + 2] in AFTER_STARTS or text[end : end + 1] == "+" else None
        if found is None:
            return None, end
        phrase = "plus" if found.group(1) or found.group(2) else found.group(3)
        hedge = self._after.get(phrase)
        return (hedge, found.end()) if hedge else (None, end)


def _longest_by_end(phrases: Iterable[str]) -> dict[str, int]:
    """For the last word of any hedge, how many words the longest has that ends so."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split(" ")
        longest[words[-1]] = max(longest.get(words[-1], 0), len(words))
    return longest


def _start_of_last(head: str, count: int) -> int:
    """Return where the last `count` words of a text start."""
    end = len(head)
    for _ in range(count):
        end = len(head[:end].rstrip())
        while end and not head[end - 1].isspace():
            end -= 1
    while head[end] in OPENING:
        end += 1
    return end


def rate_after(text: str, end: int) -> tuple[str | None, int]:
    """Return the period of a rate that follows a figure ("a year", "annually") and where its words end."""
    found = RATE.match(text, end) if text[end : end + 2] in RATE_STARTS or text[end : end + 1] == "/" else None
    if found is None:
        return None, end
    word = found.group(1) or found.group(2) or found.group(3)
    return PERIODS.get(word, word), found.end()


def rate_before(text: str, start: int) -> tuple[str | None, int]:
    """Return the period of a rate right before a figure ("an annual $5 billion") and where its word starts."""
    found = RATE_BEFORE.search(text, max(0, start - 9), start) if text[start - 2] in "yl" else None
    return (PERIODS[found.group(1)], found.start()) if found else (None, start)
