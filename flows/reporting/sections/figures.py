"""Figures: how they went for one subject over time, and where voices give them differently."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from flows.reporting.charts import Size, draw_line
from flows.reporting.questions import Questions, Row
from flows.reporting.receipts import LINE, Citation, Receipts, host_of, row_source
from flows.reporting.wording import say_day, say_days, say_figure, shorten

MOST_SERIES, SERIES_EXAMPLES = 6, 12
MOST_CONFLICTS, CONFLICT_EXAMPLES = 8, 6
_SIZE = Size(250, 84)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with who states it when; `position` is where it stands between the lowest and highest, 0 to 1."""

    value: str
    voice: str
    day: str
    position: float
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Series:
    """The latest figures of a subject in order of time."""

    subject: str
    unit: str
    days: str
    figure_count: int
    figures: tuple[Figure, ...]
    chart: Markup


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures for one subject that no one value fits."""

    subject: str
    unit: str
    days: str
    figure_count: int
    voice_count: int
    figures: tuple[Figure, ...]


def tell_series(questions: Questions, receipts: Receipts) -> tuple[Series, ...]:
    """Tell the subjects whose figures were given on the most days."""
    rows = questions.rows("series", most=MOST_SERIES, examples=SERIES_EXAMPLES)
    return tuple(_series(group, receipts) for group in _groups(rows))


def tell_conflicts(questions: Questions, receipts: Receipts) -> tuple[Conflict, ...]:
    """Tell the subjects whose figures differ, those of one time and size first."""
    rows = questions.rows("conflicts", most=MOST_CONFLICTS, examples=CONFLICT_EXAMPLES)
    return tuple(_conflict(group, receipts) for group in _groups(rows))


def _groups(rows: list[Row]) -> Iterator[list[Row]]:
    return (list(group) for _, group in groupby(rows, key=lambda row: row["rank"]))


def _series(rows: list[Row], receipts: Receipts) -> Series:
    first, last = rows[0], rows[-1]
    subject, days = shorten(first["subject"], LINE), say_days(first["published_on"], last["published_on"])
    label = f"{subject}: {say_figure(first)}, {say_day(first['published_on'])}, to {say_figure(last)}, {days}"
    return Series(
        subject=subject,
        unit=_unit(first),
        days=days,
        figure_count=first["figure_count"],
        figures=tuple(_figure(row, rows, receipts) for row in rows),
        chart=draw_line([(row["published_on"], row["value"]) for row in rows], label, _SIZE),
    )


def _conflict(rows: list[Row], receipts: Receipts) -> Conflict:
    first = rows[0]
    days = sorted(row["published_on"] for row in rows if row["published_on"])
    return Conflict(
        subject=shorten(first["subject"], LINE),
        unit=_unit(first),
        days=say_days(days[0], days[-1]) if days else say_day(None),
        figure_count=first["figure_count"],
        voice_count=first["voice_count"],
        figures=tuple(_figure(row, rows, receipts) for row in rows),
    )


def _unit(row: Row) -> str:
    """Return what is measured, for the head of a list of values: USD a year; nothing where the subject says it."""
    if row["kind"] == "count" and row["unit"] == row["subject"]:
        return ""
    unit = row["unit"] if row["kind"] == "money" else row["kind"] if row["kind"] != "count" else row["unit"]
    return shorten(f"{unit} a {row['per']}" if row["per"] else unit, LINE)


def _figure(row: Row, rows: list[Row], receipts: Receipts) -> Figure:
    values = [other["value"] for other in rows]
    low, high = min(values), max(values)
    value = say_figure(row)
    return Figure(
        value=shorten(say_figure(row, is_listed=True), LINE),
        voice=shorten(row["claimant_name"] or row["publisher"] or host_of(row["url"]) or "the article itself", LINE),
        day=say_day(row["published_on"]),
        position=(row["value"] - low) / (high - low) if high > low else 0.5,
        citation=receipts.cite(f"{row['subject']}: {value}", [row_source(row, "quantity_id")]),
    )
