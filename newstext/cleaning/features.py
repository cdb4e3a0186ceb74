"""What a line shows by itself that speaks for or against its being part of the article.

Evidence is a handful of names that the weight table knows: of the line's own shape and wording (here), of the lines
next to it and its place in the document's prose (`newstext.cleaning.surroundings`). Boilerplate detection by such
shallow features follows Kohlschütter, Fankhauser and Nejdl (WSDM 2010); here they are read off text that has no tags.
Names are looked up, not put together: a page has hundreds of lines, and each shows about thirty.
"""

import re
from collections.abc import Sequence

from newstext.cleaning.lines import Line
from newstext.records import Tables

CAPITAL_WORDS = 25
"""Words at the start of a line whose first letters are looked at."""

HEAD = 300
"""Characters of a line whose wording is looked at: more would change no share and cost time."""

_SEVERAL_SENTENCES = re.compile(r"[.?!](?: |(?<=\.)[\"”)] )")
_SEPARATORS = re.compile(r"\|| [»›>/•·–-] ")
_LINK = ("http", "www.", ".com", "@")
_CUT_OFF = ("...", "…", "[…]", "[...]")
_DIGITS = b"0123456789"

SIZES = ((1, "1"), (2, "2"), (4, "3-4"), (7, "5-7"), (11, "8-11"), (16, "12-16"), (24, "17-24"), (40, "25-40"))
LARGEST = "over 40"
_SIZE_OF = [next(name for most, name in SIZES if words <= most) for words in range(SIZES[-1][0] + 1)]
_ENDS = {
    (size, ending): (f"words: {size}", f"ends: {ending}", f"words: {size}, ends: {ending}")
    for size in (*_SIZE_OF, LARGEST)
    for ending in ("sentence", "colon or comma", "letter", "other mark")
}
_FUNCTION_WORDS = [f"function words: {min(4, tenths)}" for tenths in range(11)]


def size_name(words: int) -> str:
    """Return the class of a line's length in words."""
    return _SIZE_OF[words] if words < len(_SIZE_OF) else LARGEST


class ShapeReader:
    """Tells what a line shows by itself; its words stand in the reference table `line_words`."""

    def __init__(self, tables: Tables) -> None:
        self._function, self._reader, self._speech = (
            frozenset(written for row in tables["line_words"] if row["use"] == use for written in _cases(row["word"]))
            for use in ("function", "reader", "speech")
        )

    def features(self, line: Line, kind: str | None) -> list[str]:
        """Return the names of what is seen; `kind` is what the line's form speaks for, if anything."""
        text = line.text[:HEAD]
        ending = "sentence" if line.ends_sentence else _ending(line.text[-1])
        names = [*_ENDS[size_name(line.word_count), ending]]
        if kind:
            names.append(f"wording: {kind}")
        if line.has_bullet:
            names += ("bullet", "bullet, sentence" if line.ends_sentence else "bullet, no sentence")
        if line.text.endswith(_CUT_OFF):
            names.append("cut off")
        self._add_wording(text, line.word_count, names)
        _add_marks(text, names)
        return names

    def _add_wording(self, text: str, size: int, names: list[str]) -> None:
        words = text.split()
        if size > 2:
            tenths = 10 * sum(map(self._function.__contains__, words)) // len(words)
            names += (_FUNCTION_WORDS[tenths], _capitals(words[1:CAPITAL_WORDS]))
        if not self._reader.isdisjoint(words):
            names.append("speaks to the reader" if size > 11 else "speaks to the reader, short")
        if not self._speech.isdisjoint(words):
            names.append("reports speech")


def _cases(word: str) -> tuple[str, str, str]:
    """Return a word as it may be written, so that lines need not be put into small letters."""
    return word, word.capitalize(), word.upper()


def _ending(last: str) -> str:
    if last in ":;,":
        return "colon or comma"
    return "letter" if last.isalnum() else "other mark"


def _capitals(words: Sequence[str]) -> str:
    """Return how many of a line's words, its first left aside, begin with a capital."""
    if not words:
        return "capitals: none"
    share = sum([word[0].isupper() for word in words]) / len(words)
    return "capitals: most" if share > 0.6 else "capitals: many" if share > 0.3 else "capitals: few"


def _add_marks(text: str, names: list[str]) -> None:
    first = text[0]
    if first.islower():
        names.append("starts small")
    elif first in "“\"‘'«":
        names.append("starts with a quotation")
    if text.isupper():
        names.append("all capitals")
    encoded = text.encode("utf-8", "surrogatepass")
    if 10 * (len(encoded) - len(encoded.translate(None, _DIGITS))) > len(text):
        names.append("many digits")
    if _SEVERAL_SENTENCES.search(text):
        names.append("several sentences")
    if _SEPARATORS.search(text):
        names.append("separators")
    if any(map(text.__contains__, _LINK)):
        names.append("link")
    if "," in text:
        names.append("comma")
