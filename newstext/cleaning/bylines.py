"""Lines that say who wrote an article."""

import re

from newstext.cleaning.stamps import DATE, MONTHS
from newstext.records import Tables

LONGEST = 160
"""Characters of the longest byline; a longer line that opens with "By" is a sentence."""

_PART = r"(?:[A-Z][\w’'.]*(?:-\w+)*|de|da|di|del|della|van|von|der|den|bin|al|el|la|le|dos|ibn)"
_NAME = re.compile(rf"[A-Z][\w’'.]*(?:-\w+)*(?: {_PART}){{0,4}}$")
_BY = re.compile(
    r"(?:(?:Written|Reported|Story|Text|Analysis|Opinion|Words|Report|Posted|Published) )?[Bb][Yy]:? +(?=\S)"
    r"|(?:BYLINE|Byline|AUTHORS?|Authors?): *(?:[Bb][Yy] +)?(?=\S)"
)
_BETWEEN = re.compile(r",? and |, | & |; | with ")
_NAME_FIRST = re.compile(
    rf"[A-Z][\w’'.]*[a-z.](?:-\w+)*(?: {_PART}){{1,3}}?"
    r"(?=$| ?[|•·,–—-]| (?:First |Last )?(?:Published|Updated|Posted)\b)"
)
_HOUR = re.compile(r"[ap]\.m\.")
_DIGIT = re.compile(r"\d")
_DATE, _STAMPED = re.compile(DATE), re.compile(r"\b(?:Published|Updated|Posted)\b")
_NO_NAME = re.compile(rf"\b(?:{MONTHS}|(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?|Published|Updated|Posted)\b")
_WEEKDAY_OR_MONTH = re.compile(rf"(?:{MONTHS}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas|Easter)$")


class BylineReader:
    """Reads names after "By"; words that end a name stand in the reference table `byline_words`."""

    def __init__(self, tables: Tables) -> None:
        after = "|".join(re.escape(row["word"]) for row in tables["byline_words"] if row["use"] == "after_name")
        self._given = frozenset(
            row["part"].casefold() for row in tables["person_name_parts"] if row["kind"] == "given_name"
        )
        self._end = re.compile(
            rf",? (?:for|in|of|at|and agencies|and wire)\b|,? ?(?:{after})\b| [-–—|•·] |[|•·:(@]|,? {MONTHS} ?\d|\d"
        )

    def read_name(self, text: str) -> str | None:
        """Return the name that is all of a line, known by a usual given name; None where it is none."""
        words = text.split()
        if not 2 <= len(words) <= LONGEST_NAME or words[0].casefold() not in self._given or not _NAME.match(text):
            return None
        return text.title() if text.isupper() else text

    def read(self, text: str) -> tuple[str, ...] | None:
        """Return the names of a line that says who wrote it, a date glued to it or not; None where it does not.

        "By Monday, officials said" is no byline: one word is a name only where it is all that follows.
        """
        text = text.strip("*_") if text[:1] in "*_" else text  # Markdown's emphasis
        match = _BY.match(text) if len(text) <= LONGEST else None
        if match is None:
            return _name_before_date(text)
        rest = text[match.end() :]
        if rest[0].isdigit():
            return None
        end = self._end.search(rest)
        listed = rest[: end.start()] if end else rest
        parts = [part.strip(" .,;") for part in _BETWEEN.split(listed) if part.strip(" .,;")]
        if not all(map(_NAME.match, parts)) or (not parts and not (end and end.start() == 0)):
            return None
        single = [part for part in parts if " " not in part]
        if single and (len(parts) > 1 or len(rest) > len(single[0]) + 1 or _WEEKDAY_OR_MONTH.match(single[0])):
            return None
        return tuple(part.title() if part.isupper() and len(part) > SHORTEST_SHOUTED else part for part in parts)


def _name_before_date(text: str) -> tuple[str, ...] | None:
    """Read "Ana Lima, The Example Published 6:15 a.m. May 3, 2021", or a name with the date glued to it.

    A name and a date with nothing but a blank between them may be a place and a date: that is not read.
    """
    if len(text) > LONGEST or not _DIGIT.search(text) or text.count(" ") > MOST_WORDS:
        return None
    date = _DATE.search(text) if text[-1].isalnum() or text.endswith("m.") else None
    head = text[: date.start()] if date else ""
    match = _NAME_FIRST.match(head.rstrip())
    if match is None or not (head[-1].isalpha() or "|" in head or _STAMPED.search(head)):
        return None
    between = head[match.end() :]
    return None if _NO_NAME.search(match[0]) or "." in _HOUR.sub("", between) else (match[0],)


LONGEST_NAME = 4
"""Words of the longest name that stands alone on its line."""

MOST_WORDS = 20
"""Words of a line with a name, an outlet and dates; a longer one is a sentence."""

SHORTEST_SHOUTED = 4
"""A longer name in capitals is set in usual case; a shorter one may be an agency's."""
