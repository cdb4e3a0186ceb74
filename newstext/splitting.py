"""Telling the articles of one text apart: exports of databases, and files that somebody pasted together.

Only strong evidence splits a text: a counter ("Document 3 of 40"), the export's own last line after each article,
one and the same labelled header over each, or separator lines between pieces that each open like an article. A
ruled-off box, a list of events or comments under a story must not be taken for articles; what is less sure is left
whole, and `newstext.cleaning.several` warns of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise, takewhile

from newstext.cleaning.exports import ExportReader, Labelled
from newstext.cleaning.lines import Line, split_lines
from newstext.cleaning.phrases import PhraseList
from newstext.cleaning.stamps import is_timestamp
from newstext.records import Declared, Tables

BRIEF = 12
"""Words of the shortest article of an export, and of the longest rest that is left with its neighbour."""

ARTICLE = 40
"""Words of prose of the shortest article that only its own looks tell."""

HEADER_LINES = 5
"""Lines at the start of a piece among which its title and what is said of its origin stand."""

LEAST_LABELS = 2
"""Labelled lines that make a header; one may stand in any text."""

_SEPARATOR = re.compile(r"([-=_*#~+•])(?: ?\1){4,}")
_BYLINE = re.compile(r"[Bb][Yy]:? [A-Z]|BY [A-Z]")
_DATELINE = re.compile(r"(?:[A-Z][A-Z.’' -]{2,30}(?:, [\w. ]{1,30})?)(?: ?\([A-Za-z ]{2,20}\))? ?[-–—]{1,2} ?(?=\S)")
_COULD_HOLD_SEVERAL = re.compile(
    r"^[ \t]*(?:([-=_*#~+•])(?: ?\1){4,}[ \t]*$|(?:[A-Za-z]+ )?#?\d+ (?:of|/) \d+"
    r"|Document [A-Z]|[Ee]nd of|[A-Za-z -]{2,25}:)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a text, by offsets, and what a labelled header over it declares; `number` 0 is what precedes."""

    number: int
    start: int
    end: int
    declared: Declared = field(default_factory=Declared)


class ArticleSplitter:
    """Splits texts with the words of the reference table `export_words` and the phrases that are no titles."""

    def __init__(self, tables: Tables) -> None:
        self._exports = ExportReader(tables)
        self._phrases = PhraseList(tables)

    def split(self, text: str) -> Sequence[Piece]:
        """Return the pieces of a text, which cover all of it; none where it is one article or cannot be told apart."""
        if not _COULD_HOLD_SEVERAL.search(text):
            return ()
        lines = split_lines(text)
        for starts in (self._counted(lines), self._ended(lines), self._headed(lines), self._separated(lines)):
            if len(starts) > 1:
                return self._pieces(text, lines, starts)
        return ()

    def _counted(self, lines: Sequence[Line]) -> list[int]:
        """Return the lines of counters where they count on by one to the same number."""
        found = [(i, count) for i, line in enumerate(lines) if (count := self._exports.count(line.text))]
        counts = [count for _, count in found]
        follows = all(b == a + 1 and of == total for (a, of), (b, total) in pairwise(counts))
        starts = [i for i, _ in found]
        is_export = follows and counts and counts[-1][0] <= counts[-1][1]
        return starts if is_export and _all_hold(lines, starts, BRIEF) else []

    def _ended(self, lines: Sequence[Line]) -> list[int]:
        """Return where articles begin that an export closes each with a line of its own."""
        ends = [i + 1 for i, line in enumerate(lines) if self._exports.is_end(line.text)]
        after = _words_after(lines)
        starts = [0, *(end for end in ends if after[end] >= BRIEF)]
        return starts if len(ends) > 1 and _all_hold(lines, starts, BRIEF) else []

    def _headed(self, lines: Sequence[Line]) -> list[int]:
        """Return the first lines of labelled headers where the first opens the text and all begin alike."""
        labels = [self._exports.label(line.text) for line in lines]
        heads = [i for i, label in enumerate(labels) if label and (i == 0 or not labels[i - 1])]
        opening = [label.label for i in heads if (label := labels[i])]
        starts = [
            i
            for i, label in zip(heads, opening, strict=True)
            if label == opening[0] and _is_header(labels[i : i + HEADER_LINES])
        ]
        opens = bool(starts) and _words(lines[: starts[0]]) < BRIEF
        return starts if opens and _all_hold(lines, starts, ARTICLE) else []

    def _separated(self, lines: Sequence[Line]) -> list[int]:
        """Return where articles begin between separator lines of one sort, where every piece opens like an article."""
        sorts = Counter(line.text[0] for line in lines if _SEPARATOR.fullmatch(line.text))
        for mark, _ in sorted(sorts.items(), key=lambda pair: (pair[1], pair[0])):
            breaks = [i + 1 for i, line in enumerate(lines) if line.text[0] == mark and _SEPARATOR.fullmatch(line.text)]
            starts = _joined(lines, [0, *breaks])
            origins = [self._origins(lines[a:b]) for a, b in _spans(lines, starts)]
            if len(starts) > 1 and set.intersection(*origins):
                return starts
        return []

    def _origins(self, piece: Sequence[Line]) -> set[str]:
        """Return what a piece says of its origin under or over its title; nothing where it is not like an article."""
        head = [line for line in piece[: HEADER_LINES + 2] if not _SEPARATOR.fullmatch(line.text)][:HEADER_LINES]
        found = {kind for line in head if (kind := self._origin(line.text))}
        titles = [line for line in head if not self._origin(line.text)]
        is_article = bool(titles) and self._may_be_title(titles[0]) and _prose(piece) >= ARTICLE
        return found if is_article else set()

    def _origin(self, text: str) -> str | None:
        if _BYLINE.match(text) and len(text.split()) < BRIEF:
            return "byline"
        if is_timestamp(text):
            return "date"
        if self._exports.label(text):
            return "label"
        return "dateline" if _DATELINE.match(text) else None

    def _may_be_title(self, line: Line) -> bool:
        ends = line.ends_sentence and line.text[-1] not in "?!"
        return 2 < line.word_count <= 30 and not ends and not line.has_bullet and self._phrases.find(line.text) is None

    def _pieces(self, text: str, lines: Sequence[Line], starts: Sequence[int]) -> list[Piece]:
        """Cut the text; what stands before the first article is a piece of its own, 0, where it says anything."""
        bounds = [lines[i].start for i in starts] + [len(text)]
        pieces = [
            Piece(number, start, end, self._declared(lines[i : i + 2 * HEADER_LINES]))
            for number, (i, start, end) in enumerate(zip(starts, bounds, bounds[1:], strict=False), 1)
        ]
        if _words(lines[: starts[0]]) >= BRIEF:
            return [Piece(0, 0, bounds[0]), *pieces]
        return [replace(pieces[0], start=0), *pieces[1:]]

    def _declared(self, head: Sequence[Line]) -> Declared:
        """Read the labelled lines at the head of a piece; the first of a field counts."""
        values: dict[str, str] = {}
        for line in head:
            if found := self._exports.label(line.text):
                values.setdefault(found.field, found.value)
        return Declared(
            url=values.get("url"),
            title=values.get("title"),
            published_at=values.get("published_at"),
            language=values.get("language"),
            publisher=values.get("publisher"),
        )


def _is_header(labels: Iterable[Labelled | None]) -> bool:
    run = {label.field for label in takewhile(bool, labels) if label}
    return len(run) >= LEAST_LABELS and bool({"title", "published_at", "url"} & run)


def _spans(lines: Sequence[Line], starts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _joined(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """Leave out starts that part a header from its text, or nothing but a few words from the end."""
    kept: list[int] = []
    after = _words_after(lines)
    prose = [0, *accumulate(line.word_count if line.ends_sentence else 0 for line in lines)]
    for start, end in _spans(lines, starts):
        if not kept or (prose[start] - prose[kept[-1]] >= BRIEF and after[start] >= BRIEF and end > start):
            kept.append(start)
    return kept


def _words_after(lines: Sequence[Line]) -> list[int]:
    """Return for each line the words from it to the end, and 0 after the last."""
    return list(accumulate((line.word_count for line in reversed(lines)), initial=0))[::-1]


def _all_hold(lines: Sequence[Line], starts: Sequence[int], least: int) -> bool:
    return all(_words(lines[a:b]) >= least for a, b in _spans(lines, starts))


def _words(lines: Iterable[Line]) -> int:
    return sum(line.word_count for line in lines)


def _prose(lines: Iterable[Line]) -> int:
    return sum(line.word_count for line in lines if line.ends_sentence)
