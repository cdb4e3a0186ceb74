"""The place, day and agency an article opens with."""

import re

from newstext.cleaning.stamps import DATE
from newstext.records import Tables

SHORTEST_PLACE = 4
"""Letters of the shortest place that opens a text without an agency: shorter capitals are more often a name."""

LONGEST = 90
"""Characters of the longest dateline."""

_CAPITALS = r"[A-Z][A-Z.’'-]*[A-Z.](?:[ /-]+[A-Z][A-Z.’'-]*[A-Z.])*"
_WORD = r"[A-Z][\w.’'-]*"
_REGION = rf"(?:, *{_WORD}(?: {_WORD}){{0,3}})?"
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}{_REGION}"
_DASH = r" *(?:[-–—_]{1,3})(?: +|$|(?<=—))"
_DAY = rf"{DATE}[,.]?"
_PLAIN = re.compile(rf"(?P<place>{_CAPITALS}){_REGION},?(?: *{DATE},?)?{_DASH}(?: *{DATE}{_DASH})?")


class DatelineReader:
    """Finds datelines: an agency in brackets, or a place in capitals before a dash.

    Agencies stand in the reference table `byline_words` (use `wire`); any short word in capitals may be one too.
    """

    def __init__(self, tables: Tables) -> None:
        names = sorted((row["word"] for row in tables["byline_words"] if row["use"] == "wire"), key=len, reverse=True)
        wire = "(?:" + "|".join([*map(re.escape, names), "[A-Z]{2,6}"]) + ")"
        self._with_agency = re.compile(
            rf"(?:{_PLACE}|{_CAPITALS}{_REGION})?,? *(?:{_DAY} *)?\( ?{wire} ?\){_DASH}(?: *{DATE}{_DASH})?"
            rf"|(?:{_CAPITALS}{_REGION},? *(?:{_DAY} *)?|{_PLACE},? *{_DAY} *)\( ?{wire} ?\)(?:[ ,:.]+|$)"
            rf"|(?:{_PLACE}|{_CAPITALS}{_REGION}),? *{_DAY} */{wire}/[.,]? *(?:{_DASH})?"
        )

    def find(self, text: str) -> int:
        """Return the length of the dateline a paragraph opens with, blanks before the sentence included; 0 if none."""
        head = text[:LONGEST]
        match = self._with_agency.match(head) if "(" in head or "/" in head else None
        if match is None:
            match = _PLAIN.match(head)
            if match is None or sum(map(str.isalpha, match["place"])) < SHORTEST_PLACE:
                return 0
        following = text[match.end() : match.end() + 1]
        return 0 if following.islower() else match.end()
