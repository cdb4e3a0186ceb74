"""Dates that stand outside the text: in the source's own declaration, and in the address."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from newstext.publication.stated import full_dates
from newstext.timex import TimeFinder

EARLIEST, LATEST = date(1600, 1, 1), date(2100, 12, 31)
"""Newspapers begin about 1605; a declared day outside of this is a slip or a sentinel, not a date."""
SENTINELS = frozenset({date(1970, 1, 1), date(1900, 1, 1), date(1601, 1, 1)})
"""The zero of clocks and of spreadsheets: written where the true date was missing."""
URL_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?<!\d)((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)",
        r"(?i)/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(0?[1-9]|[12]\d|3[01])(?!\d)",
    )
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def declared_day(value: str, finder: TimeFinder) -> tuple[date | None, str | None]:
    """The day a source declares, or the reason why it is none: unreadable, absurd or ambiguous."""
    text = value.strip()
    found = _iso(text) or _mail(text) or _written(text, finder)
    if found is None:
        return None, f"declared date not readable: {value}"
    if not EARLIEST <= found <= LATEST or found in SENTINELS:
        return None, f"declared date is absurd: {value}"
    return found, None


def _iso(text: str) -> date | None:
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text)
    return _day(*match.groups()) if match else _epoch(text)


def _epoch(text: str) -> date | None:
    """Seconds or milliseconds since 1970, of ten or thirteen digits."""
    if not re.fullmatch(r"\d{10}|\d{13}", text):
        return None
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(text[:10]) // 86400)


def _mail(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError):
        return None


def _written(text: str, finder: TimeFinder) -> date | None:
    days = {day for day, _, _ in full_dates(text, finder)}
    return days.pop() if len(days) == 1 else None


def url_day(url: str) -> tuple[date, str] | None:
    """The one day written in an address, with the words; none where several differ."""
    for shape in URL_SHAPES:
        found = {(day, m[0].strip("/")) for m in shape.finditer(url) if (day := _day(m[1], m[2], m[3]))}
        if len({day for day, _ in found}) == 1:
            return min(found)
    return None


def _day(year: str, month: str, number: str) -> date | None:
    try:
        of_month = MONTHS.index(month[:3].lower()) + 1 if month.isalpha() else int(month)
        return date(int(year), of_month, int(number))
    except ValueError:
        return None
