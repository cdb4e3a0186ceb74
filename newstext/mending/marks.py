"""Words that lost the blank between them, and quotation marks that face the wrong way."""

import re
from collections.abc import Iterable

from newstext.mending.edits import Edit

_LABEL = re.compile(
    r"(?:Published|Updated|Posted|Modified|Created|Last (?:updated|modified))(?: on| at)? ?(?=[:O0-9A-Z])"
)
_GLUED_SENTENCE = re.compile(r"[.!?)](?:(?<=[a-z]{3}.)|(?<=[A-Z]{2}\)))[”\"]?(?=(?:[A-Z][a-z]+|A|I) [a-z])")

_WRONG = re.compile(
    r"[‘`´“”'](?:(?<=[‘`´])(?:(?<=[A-Za-z.].)(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=s.)(?= [a-z]))"
    r"|(?<=”)(?<![\w”].)(?=\w)"
    r"|(?<=“)(?<=[\w.,!?].)(?=[\s.,;]|$)"
    r"|(?<=`)`|(?<=')')"
)
"""One set of marks comes first, so that the search passes over all other characters quickly."""
_FACING = {"‘": "’", "`": "’", "´": "’", "”": "“", "“": "”", "``": "“"}


def find_glued_words(text: str) -> Iterable[Edit]:
    """Find places where a blank was lost: a name run into its date label, a sentence into the next one."""
    labels = [match.start() - 1 for match in _LABEL.finditer(text) if _is_run_into(text, match.start())]
    sentences = [match.end() - 1 for match in _GLUED_SENTENCE.finditer(text)]
    return [(place, place + 1, text[place] + " ") for place in sorted({*labels, *sentences})]


def _is_run_into(text: str, start: int) -> bool:
    return text[start - 2 : start - 1].isalpha() and (text[start - 1].islower() or text[start - 1] == ")")


def find_wrong_marks(text: str) -> Iterable[Edit]:
    """Find marks that face the wrong way, and the doubled grave and apostrophe of typewritten wires.

    Straight quotation marks stay: they face no way.
    """
    if text.isascii() and "`" not in text and "''" not in text:
        return []
    return [
        (match.start(), match.end(), _FACING.get(match[0]) or _facing(text, match)) for match in _WRONG.finditer(text)
    ]


def _facing(text: str, match: re.Match[str]) -> str:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if before.isdigit():
        return "''"
    return "“" if not before.strip() and after.strip() else "”"
