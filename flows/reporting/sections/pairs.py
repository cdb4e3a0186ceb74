"""Country pairs by month: events of cooperation and of conflict that happened between two countries."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from flows.reporting.charts import BAD, GOOD, Bar, Size, draw_bars
from flows.reporting.questions import Questions, Row, grouped
from flows.reporting.receipts import LINE, Citation, Receipts, row_source
from flows.reporting.sections.coverage import end_of_stretch, name_stretch, widened
from flows.reporting.wording import say_count, say_event, shorten

MOST = 8
EXAMPLES = 4
"""Events shown of a number of events."""
MONTHS = 12
"""Months shown of a pair in its table, the latest."""
_WIDE, _NARROW = Size(550, 46), Size(320, 46)


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    cooperation_count: int
    conflict_count: int
    cooperation: Citation | None
    conflict: Citation | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two countries; `earlier_count` is how many months its table leaves out."""

    country_a: str
    country_b: str
    cooperation_count: int
    conflict_count: int
    undated_count: int
    cooperation: Citation | None
    conflict: Citation | None
    months: tuple[Month, ...]
    earlier_count: int
    wide_chart: Markup | None
    narrow_chart: Markup | None


def tell_pairs(questions: Questions, receipts: Receipts) -> tuple[Pair, ...]:
    """Tell the pairs of countries with the most events between them."""
    questions.rows("report_events")
    rows = questions.rows("pairs", most=MOST)
    chosen = [row["pair_id"] for row in rows]
    months = grouped(questions.rows("pair_months", chosen=chosen), "pair_id")
    events = grouped(questions.rows("pair_events", chosen=chosen, examples=EXAMPLES, months=MONTHS), "pair_id")
    frame = _frame([row for pair in months.values() for row in pair if row["month"]])
    return tuple(_pair(row, months[row["pair_id"]], events[row["pair_id"]], frame, receipts) for row in rows)


type _Frame = tuple[tuple[date, date], tuple[float, float]]
"""The days and the heights that the charts of all pairs share, so that they can be compared."""


def _frame(months: list[Row]) -> _Frame | None:
    if not months:
        return None
    days = [row["month"] for row in months]
    heights = -max(row["conflict_count"] for row in months), max(row["cooperation_count"] for row in months)
    return widened(min(days), end_of_stretch(max(days), "month"), "month"), heights


def _pair(row: Row, months: list[Row], events: list[Row], frame: _Frame | None, receipts: Receipts) -> Pair:
    name = shorten(f"{row['country_a_name']} – {row['country_b_name']}", LINE)
    dated = [month for month in months if month["month"]]
    whole = [event for event in events if event["overall_rank"] <= EXAMPLES]
    return Pair(
        country_a=shorten(row["country_a_name"], LINE),
        country_b=shorten(row["country_b_name"], LINE),
        cooperation_count=row["cooperation_count"],
        conflict_count=row["conflict_count"],
        undated_count=row["undated_count"],
        cooperation=_cited(f"{name}: cooperation", whole, row, receipts, is_cooperation=True),
        conflict=_cited(f"{name}: conflict", whole, row, receipts, is_cooperation=False),
        months=tuple(_month(name, month, events, receipts) for month in months[-MONTHS:]),
        earlier_count=max(0, len(months) - MONTHS),
        wide_chart=_chart(name, dated, frame, _WIDE) if dated and frame else None,
        narrow_chart=_chart(name, dated, frame, _NARROW) if dated and frame else None,
    )


def _month(name: str, row: Row, events: list[Row], receipts: Receipts) -> Month:
    when = name_stretch(row["month"], "month") if row["month"] else "month unknown"
    of_month = [event for event in events if event["month"] == row["month"] and event["month_rank"] <= EXAMPLES]
    return Month(
        name=when,
        cooperation_count=row["cooperation_count"],
        conflict_count=row["conflict_count"],
        cooperation=_cited(f"{name}: cooperation, {when}", of_month, row, receipts, is_cooperation=True),
        conflict=_cited(f"{name}: conflict, {when}", of_month, row, receipts, is_cooperation=False),
    )


def _cited(
    heading: str, events: list[Row], counts: Row, receipts: Receipts, *, is_cooperation: bool
) -> Citation | None:
    sources = [
        row_source(event, "event_id", say_event(event)) for event in events if event["is_cooperation"] is is_cooperation
    ]
    return receipts.cite(heading, sources, counts["cooperation_count" if is_cooperation else "conflict_count"])


def _chart(name: str, months: list[Row], frame: _Frame, size: Size) -> Markup:
    bars = []
    for row in months:
        end = end_of_stretch(row["month"], "month")
        if row["cooperation_count"]:
            bars.append(Bar(row["month"], end, 0, row["cooperation_count"], GOOD))
        if row["conflict_count"]:
            bars.append(Bar(row["month"], end, -row["conflict_count"], 0, BAD))
    good, bad = (sum(row[key] for row in months) for key in ("cooperation_count", "conflict_count"))
    label = (
        f"{name} by month: {say_count(good)} dated events of cooperation above the line, {say_count(bad)} of conflict "
        "below it. The table below has all numbers."
    )
    return draw_bars(bars, label, size, days=frame[0], heights=frame[1], is_bare=True)
