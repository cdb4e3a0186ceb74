"""Stretches of the calendar with their TIMEX3 values (TimeML 1.2.1, section on TIMEX3; ISO 8601)."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YEARS_OF = {
    "D": 1 / 365, "W": 1 / 52, "F": 1 / 26, "M": 1 / 12, "Q": 1 / 4, "Y": 1, "DE": 10, "CE": 100, "ML": 1000,
}  # fmt: skip
"""About so many years are in a unit."""
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which a meteorological season of the northern half begins."""
LENGTHS = {"TS": "PT{}S", "TM": "PT{}M", "TH": "PT{}H", "D": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y"}
REDUCED = {"F": ("W", 2), "Q": ("M", 3), "DE": ("Y", 10), "CE": ("Y", 100), "ML": ("Y", 1000)}
"""Units without a letter in ISO 8601, as so many of one that has; a vague number of them stays a number of years."""


class Moment(NamedTuple):
    """What an expression means: a TIMEX3 value, and its first and last day where it has any.

    `unit` is the grain: D, W, M, Q, H (half), S (season), Y, DE, CE, WE (weekend), or the empty string.
    """

    timex: str
    starts_on: date | None = None
    ends_on: date | None = None
    unit: str = ""
    kind: str = "date"
    relative: bool = False


def last_day(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else DAYS_OF_MONTHS[month - 1]


def in_range(year: int) -> bool:
    """Whether Python's calendar holds the year and its neighbours."""
    return 2 <= year <= 9990


def within(when: date, steps: float, unit: str) -> bool:
    """Whether Python's calendar still holds what lies so many units from a day: "264,000 months before" it does not."""
    return in_range(when.year + int(steps * YEARS_OF.get(unit, 0)))


def day(when: date) -> Moment:
    return Moment(when.isoformat(), when, when, "D")


def week(when: date) -> Moment:
    monday = when - timedelta(days=when.weekday())
    iso = monday.isocalendar()
    return Moment(f"{iso.year}-W{iso.week:02d}", monday, monday + timedelta(days=6), "W")


def weekend(when: date) -> Moment:
    of = week(when)
    assert of.starts_on is not None
    return Moment(f"{of.timex}-WE", of.starts_on + timedelta(days=5), of.ends_on, "WE")


def month(year: int, number: int) -> Moment:
    return Moment(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, last_day(year, number)), "M")


def quarter(year: int, number: int) -> Moment:
    first = 3 * number - 2
    return Moment(f"{year:04d}-Q{number}", date(year, first, 1), date(year, first + 2, last_day(year, first + 2)), "Q")


def half(year: int, number: int) -> Moment:
    first = 6 * number - 5
    return Moment(f"{year:04d}-H{number}", date(year, first, 1), date(year, first + 5, last_day(year, first + 5)), "H")


def season(year: int, code: str) -> Moment:
    """The season that begins in `year`: the winter of 2024 runs into February 2025."""
    first = SEASON_STARTS[code]
    end_year, last = (year + 1, 2) if code == "WI" else (year, first + 2)
    return Moment(f"{year:04d}-{code}", date(year, first, 1), date(end_year, last, last_day(end_year, last)), "S")


def year(number: int) -> Moment:
    return Moment(f"{number:04d}", date(number, 1, 1), date(number, 12, 31), "Y")


def decade(first_year: int) -> Moment:
    return Moment(f"{first_year // 10:03d}X", date(first_year, 1, 1), date(first_year + 9, 12, 31), "DE")


def century(number: int) -> Moment:
    first = max(1, 100 * (number - 1))
    return Moment(f"{number - 1:02d}XX", date(first, 1, 1), date(100 * number - 1, 12, 31), "CE")


def duration(number: float | None, unit: str) -> Moment:
    """A length of time; None stands for a vague number ("several days" is PXD)."""
    if number is None:
        letter = REDUCED.get(unit, (unit, 1))[0]
        return Moment(LENGTHS[letter].format("X"), kind="duration", unit=unit)
    letter, factor = REDUCED.get(unit, (unit, 1))
    total = number * factor
    whole = int(total)
    timex = LENGTHS[letter].format(whole)
    if total != whole:
        timex = _with_rest(letter, whole, total - whole)
    return Moment(timex, kind="duration", unit=unit)


def _with_rest(letter: str, whole: int, rest: float) -> str:
    smaller = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24)}.get(letter)
    if smaller is None:
        return LENGTHS[letter].format(f"{whole + rest:g}")
    head = LENGTHS[letter].format(whole) if whole else ("PT" if letter in {"TH", "TM", "D"} else "P")
    tail = LENGTHS[smaller[0]].format(round(rest * smaller[1])).removeprefix("P")
    return head + (tail.removeprefix("T") if "T" in head else tail)


def shift_months(when: date, months: int) -> date:
    """The same day of another month, or that month's last where it is shorter."""
    total = when.year * 12 + when.month - 1 + months
    of_year, of_month = total // 12, total % 12 + 1
    return date(of_year, of_month, min(when.day, last_day(of_year, of_month)))


SPANS: dict[str, Callable[[date, int], Moment]] = {
    "TS": lambda when, _: day(when),
    "TM": lambda when, _: day(when),
    "TH": lambda when, _: day(when),
    "D": lambda when, number: day(when + timedelta(days=number)),
    "W": lambda when, number: week(when + timedelta(weeks=number)),
    "F": lambda when, number: week(when + timedelta(weeks=2 * number)),
    "WE": lambda when, number: weekend(when + timedelta(weeks=number)),
    "M": lambda when, number: _month_of(shift_months(when, number)),
    "Q": lambda when, number: _quarter_of(shift_months(when, 3 * number)),
    "Y": lambda when, number: year(when.year + number),
    "DE": lambda when, number: decade((when.year // 10 + number) * 10),
    "CE": lambda when, number: century(when.year // 100 + 1 + number),
    "ML": lambda when, number: year(when.year + 1000 * number),
}


def shift(when: date, number: int, unit: str) -> Moment:
    """The day, week, month, quarter, year, decade or century that lies `number` units from a day."""
    return SPANS[unit](when, number)


def _month_of(when: date) -> Moment:
    return month(when.year, when.month)


def _quarter_of(when: date) -> Moment:
    return quarter(when.year, (when.month + 2) // 3)


def of_unit(when: date, unit: str) -> Moment:
    """The day, week, month, quarter, year, decade or century that holds a day."""
    return shift(when, 0, unit)


def part(whole: Moment, name: str) -> Moment:
    """The start, middle or end of a stretch: a third of it; of a month ten days, of a year four months."""
    if whole.starts_on is None or whole.ends_on is None or whole.unit in {"D", ""}:
        return whole
    start, end = whole.starts_on, whole.ends_on
    first_cut, second_cut = _cuts(whole)
    bounds = {"start": (start, first_cut - ONE_DAY), "mid": (first_cut, second_cut - ONE_DAY), "end": (second_cut, end)}
    return whole._replace(starts_on=bounds[name][0], ends_on=bounds[name][1])


def _cuts(whole: Moment) -> tuple[date, date]:
    assert whole.starts_on is not None
    assert whole.ends_on is not None
    start = whole.starts_on
    if whole.unit == "M":
        return start.replace(day=11), start.replace(day=21)
    if whole.unit == "DE":
        return start.replace(year=start.year + 4), start.replace(year=start.year + 7)
    months = {"Y": 4, "H": 2, "Q": 1, "S": 1}.get(whole.unit)
    if months:
        return shift_months(start, months), shift_months(start, 2 * months)
    third = ((whole.ends_on - start).days + 1) // 3
    return start + timedelta(days=max(1, third)), start + timedelta(days=max(2, 2 * third))


def edge(whole: Moment, name: str) -> Moment:
    """The very start or end of a stretch: of a year its first or last month; elsewhere as `part`."""
    if whole.unit == "Y" and whole.starts_on and name in {"start", "end"}:
        bound = month(whole.starts_on.year, 1 if name == "start" else 12)
        return whole._replace(starts_on=bound.starts_on, ends_on=bound.ends_on)
    return part(whole, name)


def stretch(first: Moment, last: Moment) -> Moment:
    """From one stretch through another, as an ISO 8601 interval."""
    unit = first.unit if first.unit == last.unit else "D"
    return Moment(
        f"{first.timex}/{last.timex}", first.starts_on, last.ends_on, unit, "date", first.relative or last.relative
    )
