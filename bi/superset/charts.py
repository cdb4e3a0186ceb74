"""The charts of the dashboard: what each shows of which mart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; `options` are Superset's own names for what its kind (`viz_type`) can be told."""

    name: str
    mart: str
    kind: str
    metrics: Mapping[str, str] = field(default_factory=dict)
    """SQL expressions by label."""
    options: Mapping[str, Any] = field(default_factory=dict)
    condition: str = ""
    """SQL that rows must satisfy."""
    width: int = 6
    """Of the twelve columns of a row of the dashboard."""


DAYS = {"x_axis": "published_on", "time_grain_sqla": "P1W", "granularity_sqla": "published_on"}
MONTHS = {"x_axis": "month", "time_grain_sqla": "P1M", "granularity_sqla": "month"}


def _ranking(*columns: str) -> dict[str, Any]:
    return {"query_mode": "aggregate", "groupby": list(columns), "order_desc": True, "row_limit": 25}


def _rows(*columns: str, first: str) -> dict[str, Any]:
    order = [f'["{first}", false]']
    return {"query_mode": "raw", "all_columns": list(columns), "order_by_cols": order, "row_limit": 100}


ROWS: tuple[tuple[Chart, ...], ...] = (
    (
        Chart("Articles", "coverage_by_day", "big_number_total", {"articles": "sum(article_count)"}, width=3),
        Chart(
            "Copies among them",
            "coverage_by_day",
            "big_number_total",
            {"copies": "sum(duplicate_count)"},
            width=3,
        ),
        Chart(
            "Coverage by week",
            "coverage_by_day",
            "echarts_timeseries_bar",
            {"articles": "sum(article_count)", "statements": "sum(statement_count)"},
            DAYS,
        ),
    ),
    (
        Chart(
            "Most told stories",
            "story_timeline",
            "table",
            {"articles": "count(*)", "publishers": "count(distinct publisher)"},
            _ranking("headline"),
        ),
        Chart(
            "Who spoke most",
            "who_said_what",
            "table",
            {"statements": "count(*)", "articles": "count(distinct article_id)"},
            _ranking("speaker_name", "speaker_kind"),
            condition="speaker_id is not null",
        ),
    ),
    (
        Chart(
            "Latest words",
            "who_said_what",
            "table",
            options=_rows("published_on", "speaker_name", "words", "publisher", "article_title", first="published_on"),
            condition="speaker_id is not null and kind = 'direct'",
            width=12,
        ),
    ),
    (
        Chart(
            "What happened, by type",
            "distinct_events",
            "pie",
            {"events": "count(*)"},
            {"groupby": ["event_type"], "row_limit": 25},
            condition="status = 'actual'",
        ),
        Chart(
            "Cooperation and conflict by month",
            "country_pairs_by_month",
            "echarts_timeseries_line",
            {"cooperation": "sum(cooperation_count)", "conflict": "sum(conflict_count)"},
            MONTHS,
        ),
    ),
    (
        Chart(
            "Who meets whom",
            "country_pairs_by_month",
            "pivot_table_v2",
            {"cooperation": "sum(cooperation_count)", "conflict": "sum(conflict_count)"},
            {"groupbyRows": ["country_a"], "groupbyColumns": ["country_b"], "aggregateFunction": "Sum"},
        ),
        Chart(
            "Figures in conflict",
            "figures_in_conflict",
            "table",
            options=_rows("subject", "words", "claimant_name", "publisher", "published_on", first="subject"),
        ),
    ),
    (
        Chart(
            "Offices and who held them",
            "role_timeline",
            "table",
            options=_rows("person_name", "title", "country_code", "status", "first_seen_on", first="first_seen_on"),
        ),
        Chart(
            "What the last validation found",
            "data_quality",
            "table",
            options=_rows("finding", "severity", "observed", first="severity"),
            condition="not success",
        ),
    ),
)
CHARTS = tuple(chart for row in ROWS for chart in row)
