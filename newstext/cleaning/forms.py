"""What a line is by its wording or its form alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newstext.cleaning.bylines import BylineReader
from newstext.cleaning.datelines import LONGEST as LONGEST_DATELINE
from newstext.cleaning.datelines import DatelineReader
from newstext.cleaning.exports import ExportReader
from newstext.cleaning.lines import Line
from newstext.cleaning.phrases import PhraseList
from newstext.cleaning.stamps import is_timestamp
from newstext.records import Tables

_PICTURE = (
    r"photo|image|picture|credit|getty|file|courtesy|handout|reuters|afp|\bap\b|\bepa\b|screen ?(?:shot|grab)"
    r"|illustration"
)
_CREDIT = re.compile(rf"[(\[][^)\]]{{0,70}}(?:{_PICTURE})[^)\]]{{0,70}}[)\]]\W*$", re.IGNORECASE)
_AGENCY_PICTURE = re.compile(
    r"(?:/|via )(?:Getty|Reuters|AFP|AP|EPA)\b|\b(?:Getty Images|AP Photo|AFP Photo)\b", re.IGNORECASE
)
_AGENCY_MARKS = ("/", "via ", "Images", "Photo")
_VIDEO = re.compile(r"(?:(?:click to play|watch|play) video:?|video:) *", re.IGNORECASE)
_MARKDOWN_HEAD = re.compile(r"^#{1,6} +")
_PICTURE_COUNT = re.compile(
    r"(?:(?:image|photo|picture|slide|gallery) )?\d{1,3} ?(?:/|of) ?\d{1,3}"
    r"(?: (?:image|photo|picture|slide)s)?(?: ?\|)?",
    re.IGNORECASE,
)
LONGEST_COUNT = 24
"""Characters of the longest line that only counts pictures."""

_SAYS = re.compile(
    r".{1,60}\b(?:says|said|wrote|writes|commented|replied|schrieb|sagt|disse|diz|dice|dit|пишет):$", re.IGNORECASE
)
_VOTES_OR_HANDLE = re.compile(
    r"(?:rating: )?\d+ (?:votes?|likes?|replies|reply|upvotes?|points?)\b.{0,30}$|[@＠][\w.]{2,30}$", re.IGNORECASE
)
LONGEST_STAMP, LONGEST_CREDIT, LONGEST_CAPTION = 160, 110, 600
REMEMBERED, LONGEST_REMEMBERED = 1 << 15, 100
"""Forms of short lines, up to so many characters, are remembered: the pages of a site repeat their menus."""
LEAST_CAPTION, LONGEST_SOURCE = 7, 50
"""Words of a caption that is said again, and characters of the source that may follow it once."""

CAPTION_TAIL = 150
"""Characters at the end of a caption that may name the picture's source."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a line is by itself: a kind, the rule, whether that settles it, and the names a byline holds."""

    kind: str
    rule: str
    is_certain: bool = True
    names: tuple[str, ...] = ()


class FormReader:
    """Reads the forms of lines with the vocabulary of the reference tables."""

    def __init__(self, tables: Tables) -> None:
        self._phrases = PhraseList(tables)
        self.bylines = BylineReader(tables)
        self._exports = ExportReader(tables)
        self.datelines = DatelineReader(tables)
        self._read_remembered = lru_cache(REMEMBERED)(self._read)

    def read(self, lines: Sequence[Line]) -> list[Form | None]:
        """Return the form of each line, None where it shows none."""
        forms = [self._form_of(line.text) for line in lines]
        _mark_repeated(lines, forms)
        return forms

    def _form_of(self, text: str) -> Form | None:
        if len(text) <= LONGEST_REMEMBERED:
            return self._read_remembered(text)
        return self._read(text) if len(text) <= LONGEST_CAPTION else None

    def bare_title(self, title: str | None) -> str | None:
        """Return a title without the label an export puts before it, or Markdown's marks."""
        bare = _MARKDOWN_HEAD.sub("", title) if title else ""
        found = self._exports.label(bare) if bare else None
        return found.value if found and found.field == "title" else bare or None

    def _read(self, text: str) -> Form | None:
        if len(text) <= LONGEST_COUNT and _PICTURE_COUNT.fullmatch(text):
            return Form("navigation", "counts pictures")
        if not (text[0].isalnum() or any(map(str.isalnum, text))):
            return Form("other", "marks alone")
        return self._who_and_when(text) or self._exported(text) or self._wording(text) or _picture(text)

    def _who_and_when(self, text: str) -> Form | None:
        if len(text) > LONGEST_STAMP:
            return None
        if (names := self.bylines.read(text)) is not None:
            return Form("byline", "says who wrote it", names=names)
        if len(text) <= LONGEST_DATELINE:
            if _VOTES_OR_HANDLE.match(text) or (text[-1] == ":" and _SAYS.match(text)):
                return Form("comments", "head of a comment", is_certain=False)
            if self.datelines.find(text) == len(text):
                return Form("dateline", "place and agency and nothing else")
        return Form("byline", "a date and nothing else") if is_timestamp(text) else None

    def _exported(self, text: str) -> Form | None:
        if self._exports.count(text) or self._exports.is_end(text):
            return Form("other", "line of an export")
        found = self._exports.label(text)
        return Form("other", f"labelled: {found.label}") if found and found.field not in ("title", "authors") else None

    def _wording(self, text: str) -> Form | None:
        found = self._phrases.find(text)
        if found is None:
            return None
        return Form(found.kind, f"{found.match}: {found.phrase}", is_certain=found.is_sure)


def _picture(text: str) -> Form | None:
    tail = text[-CAPTION_TAIL:]
    if tail[-3:].strip(". \"'")[-1:] in (")", "]") and (match := _CREDIT.search(tail)):
        alone = match.end() - match.start() >= len(text) - 2
        return Form("credit" if alone else "caption", "ends with a picture's source")
    if len(text) > LONGEST_CREDIT or not any(map(tail.__contains__, _AGENCY_MARKS)):
        return None
    if _AGENCY_PICTURE.search(tail):
        return Form("credit", "names a picture agency")
    return None


def _mark_repeated(lines: Sequence[Line], forms: list[Form | None]) -> None:
    """A line said twice running is a caption, with its source or without; by a video's label before it, a promo.

    At the very top a line said twice is the headline.
    """
    for i in range(1, len(lines)):
        before, line = lines[i - 1], lines[i]
        if len(line.text) > LONGEST_CAPTION or line.word_count < 3:
            continue
        if _VIDEO.match(before.text) and line.key in before.key:
            forms[i] = Form("promo", "repeats the video's label")
        elif _says_again(before, line) and not ((form := forms[i]) and form.is_certain):
            forms[i] = Form("caption", "said twice running")
            forms[i - 1] = forms[i - 1] or (Form("caption", "said twice running") if i > 1 else None)


def _says_again(before: Line, line: Line) -> bool:
    """Tell whether one of two lines is the other, or the other with no more than a picture's source after it."""
    if line.text == before.text:
        return True
    shorter, longer = sorted((line.text.rstrip(". "), before.text), key=len)
    rest = len(longer) - len(shorter)
    return line.word_count >= LEAST_CAPTION and 2 < rest <= LONGEST_SOURCE and longer.startswith(shorter + ".")
