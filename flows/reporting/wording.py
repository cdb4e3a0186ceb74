"""How the report says numbers, days and rows in words; nothing is rounded, and unknown is said to be unknown."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flows.reference import load_tables

UNKNOWN_DAY = "day unknown"
EVIDENCE = 160
"""Characters of the words that a day rests on: two lines."""
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_DECIMALS = 4
"""A figure is scaled (5.25bn) only when this many decimals hold all of it; else all its digits are shown."""
_HEDGES = {"about": "about ", "over": "over ", "under": "under ", "at_least": "at least ", "up_to": "up to "}
_MINUS = "\N{MINUS SIGN}"


def say_count(number: int) -> str:
    """Return a whole number with separators: 28,500."""
    return f"{number:,}".replace("-", _MINUS)


def say_share(part: int, whole: int) -> str:
    """Return what share a part is, in whole percent; less than one, and nearly all, are told as such."""
    if whole == 0:
        return "0%"
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "<1%"
    return ">99%" if 99 < percent < 100 else f"{percent:.0f}%"


def say_figure(row: Mapping[str, Any], *, is_listed: bool = False) -> str:
    """Return a figure as value, unit and rate: about $5bn a year, 28,500 troops, 12–17%.

    In a list, whose head says what is measured, without rate, and of counts without unit.
    """
    kind, unit = row["kind"], "" if is_listed and row["kind"] == "count" else row["unit"]
    rate = f" a {row['per']}" if row["per"] and not is_listed else ""
    ends = row["value_low"], row["value_high"]
    if row["approximation"] == "between" and None not in ends:
        low, high = (say_value(end, kind, unit).rstrip() for end in ends)
        tail = " " + unit if kind not in {"money", "percent"} else "%" if kind == "percent" else ""
        return f"{low.removesuffix(tail)}–{high}{rate}"
    return _HEDGES.get(row["approximation"], "") + say_value(row["value"], kind, unit).rstrip() + rate


def say_value(value: float, kind: str, unit: str) -> str:
    """Return a value with its unit."""
    digits = _digits(abs(value))
    sign = _MINUS if value < 0 else ""
    if kind == "money":
        symbol = _symbols().get(unit)
        return f"{sign}{symbol}{digits}" if symbol else f"{unit} {sign}{digits}"
    if kind == "percent":
        return f"{sign}{digits}%"
    return f"{sign}{digits} {unit}"


def _digits(value: float) -> str:
    for scale, letters in _SCALES:
        if value >= scale and round(value / scale, _DECIMALS) * scale == value:
            return _plain(round(value / scale, _DECIMALS)) + letters
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.{_DECIMALS}f}".rstrip("0").rstrip(".")


def _symbols() -> dict[str, str]:
    """Return the first symbol of each currency that has one."""
    symbols: dict[str, str] = {}
    for row in load_tables()["currencies"]:
        if row["symbols"]:
            symbols.setdefault(row["code"], row["symbols"].split("|")[0])
    return symbols


def say_day(day: date | None) -> str:
    """Return a day: 20 Dec 2024."""
    return UNKNOWN_DAY if day is None else f"{day.day} {day:%b} {day.year}"


def say_days(first: date | None, last: date | None) -> str:
    """Return a stretch of days: 3 Mar – 20 Dec 2024."""
    if first is None or last is None or first == last:
        return say_day(first or last)
    if first.year == last.year:
        start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
        return f"{start} – {say_day(last)}"
    return f"{say_day(first)} – {say_day(last)}"


def say_time(moment: datetime | None) -> str:
    """Return a time of a run, which is in UTC, to the minute."""
    return "time unknown" if moment is None else f"{say_day(moment.date())}, {moment:%H:%M} UTC"


_BASES = {
    "declared": "day given by its source",
    "url": "day read from its address",
    "byline": "day read from its byline",
    "dateline": "day read from its dateline",
    "inferred": "day inferred from its text",
}


def say_basis(basis: str, evidence: str | None) -> str:
    """Return what an article's day rests on, with the words."""
    words = _BASES.get(basis, "nothing tells its day")
    return f"{words}: “{shorten(evidence, EVIDENCE)}”" if evidence and basis in _BASES else words


def say_role(title: str | None, status: str | None) -> str | None:
    """Return an office with its status: former defense minister."""
    if title is None:
        return None
    before = {"former": "former ", "acting": "acting "}.get(status or "", "")
    return f"{before}{title}{'-elect' if status == 'elect' else ''}"


def say_event(row: Mapping[str, Any]) -> str:
    """Return an event as parties, type and mode: Joe Biden ↔ Moon Jae-in: consult (phone)."""
    arrow = "↔" if row["is_mutual"] else "→"
    mode = f" ({row['mode']})" if row["mode"] else ""
    parties = f"{row['actor_name'] or 'unknown'} {arrow} {row['recipient_name'] or 'unknown'}"
    reports = f", {say_count(row['report_count'])} reports" if row["report_count"] > 1 else ""
    day = f", {say_day(row['starts_on'])}" if row["starts_on"] else ""
    return f"{parties}: {row['event_type'].lower()}{mode}{day}{reports}"


def shorten(text: str, most: int) -> str:
    """Return text with single spaces, cut at a word where it is longer than `most` characters."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    head = flat[:most]
    return (head.rpartition(" ")[0] or head) + "\N{NO-BREAK SPACE}…"
