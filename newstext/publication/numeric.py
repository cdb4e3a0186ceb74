"""Dates in figures whose day and month could be exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)?\d\d)(?!\d)")


def ambiguous(evidence: str) -> bool:
    """Whether a written date reads as another day with day and month exchanged."""
    match = NUMERIC.search(evidence)
    if match is None or match[1] == match[2]:
        return False
    return int(match[1]) <= 12 and int(match[2]) <= 12


def day_first(texts: Iterable[str], signs_of_place: re.Pattern[str]) -> bool:
    """Whether a page writes the day first: by its unambiguous figures, else by signs of where it is from."""
    signs = 0
    for text in texts:
        for match in NUMERIC.finditer(text):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                return True
            if second > 12 >= first:
                return False
        signs += bool(signs_of_place.search(text))
    return signs > 0


def exchanged(day: date) -> date:
    """The same figures read with day and month exchanged."""
    return date(day.year, day.day, day.month)
