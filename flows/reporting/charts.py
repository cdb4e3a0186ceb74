"""The report's charts: drawn by Altair as SVG without a browser or a network, coloured by the page's style.

A chart is drawn in the colours below; the style sheet gives each its colour of the light, dark or printed page by
attribute selectors, so the same drawing serves all. All times are days in UTC, whatever the zone of the machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from markupsafe import Markup

from flows.reporting.svg import inline_svg

INK, SOFT, GRID, PAPER = "#20201d", "#66655e", "#dedbd1", "#fffefb"
FIRST, SECOND, GOOD, BAD = "#1d4e6b", "#c2a15a", "#3d6b52", "#a3402c"
COLOURS = {
    "ink": INK, "soft": SOFT, "grid": GRID, "paper": PAPER, "first": FIRST, "second": SECOND, "good": GOOD, "bad": BAD,
}  # fmt: skip
"""Names of the style's colours, by which the style sheet repaints a drawing."""
_NUMBERS = (
    "abs(datum.value) < 1e6 ? format(datum.value, ',.6~r') "
    ": replace(replace(replace(format(datum.value, '.4~s'), 'G', 'bn'), 'M', 'm'), 'T', 'tn')"
)
"""Axis labels as `wording` says figures: Vega writes SI prefixes."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, the end excluded, from one height to another, in one of the colours."""

    starts_on: date
    ends_before: date
    low: float
    high: float
    colour: str


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a plot without its axes, in pixels."""

    width: int
    height: int


def draw_bars(
    bars: Sequence[Bar],
    label: str,
    size: Size,
    *,
    days: tuple[date, date],
    heights: tuple[float, float] | None = None,
    is_bare: bool = False,
) -> Markup:
    """Draw bars over time between two days; `is_bare` without a scale of heights but with the line of zero."""
    alt = _altair()
    scale = alt.Scale(domain=list(heights)) if heights else alt.Scale()
    counts = None if is_bare else alt.Axis(tickCount=min(4, int(max(bar.high for bar in bars))), title=None)
    chart = (
        alt.Chart(alt.Data(values=[_bar(bar) for bar in bars]))
        .mark_bar(stroke=PAPER, strokeWidth=0.75)
        .encode(
            x=alt.X("from:T", scale=_days_scale(days), axis=_days_axis(days, size)),
            x2="to:T",
            y=alt.Y("low:Q", scale=scale, axis=counts, title=None),
            y2="high:Q",
            color=alt.Color("colour:N", scale=None),
        )
    )
    if is_bare:
        zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=SOFT, strokeWidth=1).encode(y="zero:Q")
        chart = alt.layer(chart, zero)
    return _drawn(chart, label, size)


def draw_line(points: Sequence[tuple[date, float]], label: str, size: Size) -> Markup:
    """Draw values over time: a point for each, a line through the means of days."""
    alt = _altair()
    days = (points[0][0], points[-1][0])
    base = alt.Chart(alt.Data(values=[{"day": day.isoformat(), "value": value} for day, value in points])).encode(
        x=alt.X("day:T", scale=_days_scale(days, padding=6), axis=_days_axis(days, size))
    )
    axis = alt.Axis(tickCount=3, title=None, labelExpr=_NUMBERS)
    height = alt.Y("value:Q", scale=alt.Scale(zero=False, nice=True, padding=6), axis=axis)
    line = base.mark_line(color=FIRST, strokeWidth=1.5, opacity=0.55).encode(y=height.aggregate("mean"))
    dots = base.mark_circle(color=FIRST, size=42, opacity=1, stroke=PAPER, strokeWidth=1).encode(y=height)
    return _drawn(alt.layer(line, dots), label, size)


def _bar(bar: Bar) -> dict[str, object]:
    return {
        "from": bar.starts_on.isoformat(),
        "to": bar.ends_before.isoformat(),
        "low": bar.low,
        "high": bar.high,
        "colour": bar.colour,
    }


def _days_scale(days: tuple[date, date], padding: int = 0) -> Any:
    return _altair().Scale(type="utc", domain=[_milliseconds(day) for day in days], nice=False, padding=padding)


def _milliseconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000


def _days_axis(days: tuple[date, date], size: Size) -> Any:
    """Label days, months or years, by how long the time is."""
    span = days[1] - days[0]
    form = "%-d %b" if span < timedelta(days=100) else "%b %Y" if span < timedelta(days=900) else "%Y"
    return _altair().Axis(title=None, format=form, tickCount=max(2, size.width // 110), labelOverlap=True, grid=False)


def _drawn(chart: Any, label: str, size: Size) -> Markup:
    import vl_convert  # noqa: PLC0415 - see _altair

    spec = chart.properties(width=size.width, height=size.height).to_dict()
    spec["config"] = _config()
    return Markup(inline_svg(vl_convert.vegalite_to_svg(spec), label))  # noqa: S704 - only what draws is let through


def _config() -> dict[str, Any]:
    return {
        "aria": False,
        "background": None,
        "view": {"stroke": None},
        "axis": {
            "labelColor": SOFT,
            "labelFontSize": 11,
            "domain": False,
            "ticks": False,
            "gridColor": GRID,
            "labelPadding": 6,
            "labelLimit": 120,
        },
    }


@cache
def _altair() -> Any:
    """Import the chart library when the first chart is drawn: it takes seconds that other verbs need not wait for."""
    import altair as alt  # noqa: PLC0415

    return alt
