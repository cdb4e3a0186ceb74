"""Coverage over time: how much was published when, and how many articles have no day."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup

from flows.reporting.charts import FIRST, SECOND, Bar, Size, draw_bars
from flows.reporting.questions import Questions, Row
from flows.reporting.receipts import Citation, Receipts, article_source
from flows.reporting.wording import say_count, say_day

EXAMPLES = 3
"""Articles shown of a stretch: enough to see what it was about."""
_GRAINS = (("day", 75), ("week", 75 * 7), ("month", 75 * 31), ("quarter", 75 * 92))
"""The grain for up to so many days, so that a chart has about 75 bars at most; beyond the last, years."""
FEWEST = 14
"""Stretches that a chart has room for at least."""
_WIDE, _NARROW = Size(800, 180), Size(300, 150)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day, week, month, quarter or year."""

    name: str
    article_count: int
    copy_count: int
    story_count: int
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How coverage went; without stretches when no article has a day."""

    grain: str
    stretches: tuple[Stretch, ...]
    busiest: Stretch | None
    undated: Stretch | None
    has_copies: bool
    wide_chart: Markup | None
    narrow_chart: Markup | None


def tell_coverage(questions: Questions, receipts: Receipts) -> Coverage:
    """Tell coverage in stretches that fit the time the articles span."""
    summary = questions.row("summary") or {}
    grain = _grain(summary["first_on"], summary["last_on"])
    rows = questions.rows("coverage", grain=grain, examples=EXAMPLES)
    dated = [row for row in rows if row["starts_on"] is not None]
    stretches = tuple(_stretch(row, grain, receipts) for row in dated)
    undated = next((_stretch(row, grain, receipts) for row in rows if row["starts_on"] is None), None)
    charts = [_chart(dated, grain, size) if dated else None for size in (_WIDE, _NARROW)]
    return Coverage(
        grain=grain,
        stretches=stretches,
        busiest=max(stretches, key=lambda stretch: stretch.article_count, default=None),
        undated=undated,
        has_copies=any(row["copy_count"] for row in dated),
        wide_chart=charts[0],
        narrow_chart=charts[1],
    )


def _grain(first: date | None, last: date | None) -> str:
    span = (last - first).days if first and last else 0
    return next((grain for grain, most in _GRAINS if span <= most), "year")


def _stretch(row: Row, grain: str, receipts: Receipts) -> Stretch:
    name = name_stretch(row["starts_on"], grain)
    citation = receipts.cite(f"Articles, {name}", map(article_source, row["article_ids"]), row["article_count"])
    return Stretch(name, row["article_count"], row["copy_count"], row["story_count"], citation)


def name_stretch(starts_on: date | None, grain: str) -> str:
    """Return what a stretch is called: 20 Dec 2024, week of 16 Dec 2024, Dec 2024, Q4 2024, 2024."""
    if starts_on is None or grain == "day":
        return say_day(starts_on)
    if grain == "week":
        return f"week of {say_day(starts_on)}"
    within = {"month": f"{starts_on:%b} ", "quarter": f"Q{(starts_on.month + 2) // 3} "}.get(grain, "")
    return f"{within}{starts_on.year}"


def end_of_stretch(starts_on: date, grain: str) -> date:
    """Return the day after the last of a stretch."""
    if grain in {"day", "week"}:
        return starts_on + timedelta(days=1 if grain == "day" else 7)
    months = starts_on.month - 1 + {"month": 1, "quarter": 3}.get(grain, 12)
    return date(starts_on.year + months // 12, months % 12 + 1, 1)


def widened(first: date, end: date, grain: str) -> tuple[date, date]:
    """Return the days from first to end, or some on both sides, so that a few bars do not fill a whole chart."""
    unit = end_of_stretch(first, grain) - first
    missing = max(0, FEWEST - (end - first) // unit)
    return first - missing // 2 * unit, end + (missing + 1) // 2 * unit


def _chart(rows: list[Row], grain: str, size: Size) -> Markup:
    bars = []
    for row in rows:
        ends_before = end_of_stretch(row["starts_on"], grain)
        levels = (0, row["article_count"] - row["copy_count"], row["article_count"])
        for colour, (low, high) in zip((FIRST, SECOND), pairwise(levels), strict=True):
            if high > low:
                bars.append(Bar(row["starts_on"], ends_before, low, high, colour))
    days = widened(rows[0]["starts_on"], end_of_stretch(rows[-1]["starts_on"], grain), grain)
    most = max(rows, key=lambda row: int(row["article_count"]))
    first, last, busiest = (name_stretch(row["starts_on"], grain) for row in (rows[0], rows[-1], most))
    label = (
        f"Articles by {grain} from {first} to {last}; most: {say_count(most['article_count'])}, {busiest}. "
        "The table below has all numbers."
    )
    return draw_bars(bars, label, size, days=days)
