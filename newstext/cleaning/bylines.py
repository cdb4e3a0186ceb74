"""Lines that say who wrote an article."""

import re

from newstext.cleaning.stamps import MONTHS
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
_WEEKDAY_OR_MONTH = re.compile(rf"(?:{MONTHS}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas|Easter)$")


class BylineReader:
    """Reads names after "By"; words that end a name stand in the reference table `byline_words`."""

    def __init__(self, tables: Tables) -> None:
        after = "|".join(re.escape(row["word"]) for row in tables["byline_words"] if row["use"] == "after_name")
        self._end = re.compile(
            rf",? (?:for|in|of|at|and agencies|and wire)\b|,? ?(?:{after})\b| [-–—|•·] |[|•·:(@]|,? {MONTHS} ?\d|\d"
        )

    def read(self, text: str) -> tuple[str, ...] | None:
        """Return the names of a line that says who wrote it, a date glued to it or not; None where it does not.

        "By Monday, officials said" is no byline: one word is a name only where it is all that follows.
        """
        match = _BY.match(text) if len(text) <= LONGEST else None
        if match is None:
            return None
        rest = text[match.end() :]
        end = self._end.search(rest)
        listed = rest[: end.start()] if end else rest
        parts = [part.strip(" .,;") for part in _BETWEEN.split(listed) if part.strip(" .,;")]
        if not all(map(_NAME.match, parts)) or (not parts and not (end and end.start() == 0)):
            return None
        single = [part for part in parts if " " not in part]
        if single and (len(parts) > 1 or len(rest) > len(single[0]) + 1 or _WEEKDAY_OR_MONTH.match(single[0])):
            return None
        return tuple(part.title() if part.isupper() and len(part) > SHORTEST_SHOUTED else part for part in parts)


SHORTEST_SHOUTED = 4
"""A longer name in capitals is set in usual case; a shorter one may be an agency's."""
