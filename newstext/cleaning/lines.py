"""The lines of a view: where each lies and how it is told from another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_LINE = re.compile(r"[^\n]+")
_NOT_WORDS = re.compile(r"[\W_]+")
_WORDS_OF_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 0x20 for code in range(0x80)).ljust(256)
_TYPOGRAPHIC = "‘’“”–—…»•·"
"""Most lines that are not ASCII are but for these; ASCII is put into words several times as fast."""
_ENDS, _CLOSERS = ".!?…。！？", "\"'”’»)]* "
_BULLET = re.compile(r"(?:[*+•·▪►▶»>‣◦|✓✔➤]|o|[–—-])(?: +|$)|\d{1,2}[.)] ")

LONGEST_ASIDE = 42
"""Characters of the longest bracket that may follow a sentence's end on its line."""


@dataclass(slots=True)
class Line:
    """One line of a view without surrounding blanks, and whether a blank line comes before it."""

    start: int
    end: int
    text: str
    word_count: int
    after_gap: bool
    ends_sentence: bool
    has_bullet: bool
    _key: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def key(self) -> str:
        """The line without case, marks and blanks: what makes two lines the same."""
        if self._key is None:
            self._key = normalise_line(self.text)
        return self._key


def without_typographic_marks(text: str) -> str:
    """Return a text with a blank for each of the commonest marks beyond ASCII."""
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, " ")
    return text


def normalise_line(text: str) -> str:
    """Return a line in small letters, with one blank for all that stands between its words."""
    text = without_typographic_marks(text)
    if text.isascii():
        return b" ".join(text.encode("ascii").translate(_WORDS_OF_ASCII).split()).decode("ascii")
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def split_lines(text: str) -> Sequence[Line]:
    """Return the lines of a text that hold more than blanks."""
    lines: list[Line] = []
    done = -2
    for match in _LINE.finditer(text):
        found = match[0]
        words = found.strip()
        if not words:
            continue
        start = match.start() + (found.index(words[0]) if found[0] != words[0] else 0)
        gap = text.count("\n", done, start) > 1 if done >= 0 else True
        done = start + len(words)
        ends, bullet = ends_sentence(words), bool(_BULLET.match(words))
        lines.append(Line(start, done, words, words.count(" ") + 1, gap, ends, bullet))
    return lines


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does, a bracket after it ("… he said. (Reuters)") left aside."""
    if text.rstrip(_CLOSERS)[-1:] in _ENDS:
        return bool(text.rstrip(_CLOSERS))
    opening = max(text.rfind("(", -LONGEST_ASIDE), text.rfind("[", -LONGEST_ASIDE)) if text[-1] in ")]" else -1
    before = text[:opening].rstrip(_CLOSERS) if opening > 0 else ""
    return bool(before) and before[-1] in _ENDS
