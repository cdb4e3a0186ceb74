"""What a line is by its wording or its form alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newstext.cleaning.bylines import LONGEST_BYLINE, is_timestamp, read_byline
from newstext.cleaning.lines import Line
from newstext.cleaning.phrases import PhraseList

_PICTURE = r"photo|image|picture|credit|getty|file|courtesy|handout|reuters|afp|\bap\b|\bepa\b|screen ?(?:shot|grab)|illustration"
_CREDIT = re.compile(rf"[(\[][^)\]]{{0,70}}(?:{_PICTURE})[^)\]]{{0,70}}[)\]]\W*$", re.IGNORECASE)
_AGENCY_PICTURE = re.compile(r"(?:/|via )(?:Getty|Reuters|AFP|AP|EPA)\b|\b(?:Getty Images|AP Photo|AFP Photo)\b", re.IGNORECASE)
_AGENCY_MARKS = ("/", "via ", "Images", "Photo")
_VIDEO = re.compile(r"(?:click to play|watch|play) video:? *", re.IGNORECASE)
_COMMENT_HEAD = re.compile(
    r".{1,60}\b(?:says|said|wrote|writes|commented|replied|schrieb|sagt|disse|diz|dice|dit|пишет):$"
    r"|(?:rating: )?\d+ (?:votes?|likes?|replies|reply|upvotes?|points?)\b.{0,30}$|[@＠][\w.]{2,30}$",
    re.IGNORECASE,
)
LONGEST_STAMP = 120
LONGEST_COMMENT_HEAD, LONGEST_CREDIT, LONGEST_CAPTION = 90, 110, 600
CAPTION_TAIL = 150
"""Characters at the end of a caption that may name the picture's source."""


@dataclass(slots=True)
class Form:
    """What a line is by itself: a kind, the rule, whether that settles it, and the names a byline holds."""

    kind: str
    rule: str
    is_certain: bool = True
    names: tuple[str, ...] = ()


def read_forms(lines: Sequence[Line], phrases: PhraseList) -> list[Form | None]:
    """Return the form of each line, None where it shows none."""
    forms = [read_form(line, phrases) for line in lines]
    _mark_repeated(lines, forms)
    return forms


def read_form(line: Line, phrases: PhraseList) -> Form | None:
    """Return what a line is by itself, None where nothing shows it."""
    if len(line.text) > LONGEST_CAPTION:
        return None
    return _who_and_when(line) or _wording(line, phrases) or _picture(line)


def _who_and_when(line: Line) -> Form | None:
    if len(line.text) > LONGEST_BYLINE:
        return None
    if names := read_byline(line.text):
        return Form("byline", "opens with by", names=names)
    if len(line.text) < LONGEST_COMMENT_HEAD and _COMMENT_HEAD.match(line.text):
        return Form("comments", "head of a comment", is_certain=False)
    if len(line.text) <= LONGEST_STAMP and is_timestamp(line.text):
        return Form("byline", "a date and nothing else")
    return None


def _wording(line: Line, phrases: PhraseList) -> Form | None:
    if found := phrases.find(line.text):
        certain = found.match == "whole" or (found.match == "start" and found.kind in ("ad", "credit"))
        return Form(found.kind, f"{found.match}: {found.phrase}", is_certain=certain)
    return None


def _picture(line: Line) -> Form | None:
    tail = line.text[-CAPTION_TAIL:]
    if tail[-3:].strip(". \"'")[-1:] in (")", "]") and (match := _CREDIT.search(tail)):
        alone = match.end() - match.start() >= len(line.text) - 2
        return Form("credit" if alone else "caption", "ends with a picture's source")
    if len(line.text) > LONGEST_CREDIT or not any(mark in tail for mark in _AGENCY_MARKS):
        return None
    if _AGENCY_PICTURE.search(tail):
        return Form("credit", "names a picture agency")
    return None


def _mark_repeated(lines: Sequence[Line], forms: list[Form | None]) -> None:
    """A line said twice running is a caption; said by a video's label before it, a promo."""
    for i in range(1, len(lines)):
        before, line = lines[i - 1], lines[i]
        if len(line.text) > LONGEST_CAPTION or line.word_count < 3:
            continue
        if _VIDEO.match(before.text) and line.key in before.key:
            forms[i] = Form("promo", "repeats the video's label")
        elif len(line.text) == len(before.text) and line.text == before.text and not (forms[i] and forms[i].is_certain):
            forms[i] = Form("caption", "said twice running")
            forms[i - 1] = forms[i - 1] or Form("caption", "said twice running")
