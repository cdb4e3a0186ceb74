"""Makes the files that Superset imports, from the charts and from the warehouse's own catalog (`make docs`).

The format is that of Superset's export: metadata.yaml beside databases/, datasets/, charts/ and dashboards/, tied
together by uuids. They are derived from names, so that an import replaces what an earlier one made.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

from bi.superset.charts import CHARTS, ROWS, Chart
from warehouse.catalog import Relation, present_relations

FOLDER = Path(__file__).with_name("newsledger")
VERSION = "1.0.0"
_NAMES = UUID("6a1f1f0e-0b5c-5d0e-9a52-0d5a3f1f9b11")
WAREHOUSE = "duckdb:////data/news.duckdb"
DAY_TYPES = ("DATE", "TIMESTAMP")
HEIGHT = 50
"""Of a chart, in Superset's units of eight pixels."""


def files() -> dict[str, str]:
    """Return the text of every file by its path in the folder."""
    contents = {
        "metadata.yaml": {"version": VERSION, "type": "Dashboard", "timestamp": "2024-01-01T00:00:00+00:00"},
        "databases/newsledger.yaml": _database(),
        "dashboards/newsledger.yaml": _dashboard(),
    }
    marts = {relation.name: relation for relation in present_relations("mart")}
    for name in sorted({chart.mart for chart in CHARTS}):
        contents[f"datasets/newsledger/{name}.yaml"] = _dataset(marts[name])
    contents |= {f"charts/{_file_name(chart)}.yaml": _chart(chart) for chart in CHARTS}
    return {path: yaml.safe_dump(content, sort_keys=False, allow_unicode=True) for path, content in contents.items()}


def write_files(folder: Path = FOLDER) -> None:
    """Write all files anew; what no chart needs any more goes."""
    for path in folder.rglob("*.yaml"):
        path.unlink()
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _uuid(kind: str, name: str) -> str:
    return str(uuid5(_NAMES, f"{kind}/{name}"))


def _file_name(chart: Chart) -> str:
    return chart.name.replace(",", "").replace(" ", "_").lower()


def _database() -> dict[str, Any]:
    """Describe the connection: for reading only, without writing statements, uploads or ways to other files."""
    config = {"enable_external_access": False, "autoinstall_known_extensions": False}
    return {
        "database_name": "newsledger",
        "sqlalchemy_uri": WAREHOUSE,
        "cache_timeout": None,
        "expose_in_sqllab": True,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_file_upload": False,
        "extra": {"engine_params": {"connect_args": {"read_only": True, "config": config}}},
        "uuid": _uuid("database", "newsledger"),
        "version": VERSION,
    }


def _dataset(mart: Relation) -> dict[str, Any]:
    days = [column.name for column in mart.columns if column.data_type in DAY_TYPES]
    return {
        "table_name": mart.name,
        "main_dttm_col": days[0] if days else None,
        "description": mart.comment,
        "schema": mart.schema,
        "sql": None,
        "params": None,
        "extra": None,
        "uuid": _uuid("dataset", mart.name),
        "metrics": [{"metric_name": "count", "verbose_name": "rows", "expression": "count(*)"}],
        "columns": [
            {
                "column_name": column.name,
                "is_dttm": column.data_type in DAY_TYPES,
                "is_active": True,
                "type": column.data_type,
                "groupby": True,
                "filterable": True,
                "expression": None,
                "description": column.comment,
            }
            for column in mart.columns
        ],
        "version": VERSION,
        "database_uuid": _uuid("database", "newsledger"),
    }


def _chart(chart: Chart) -> dict[str, Any]:
    metrics = [_metric(label, expression) for label, expression in chart.metrics.items()]
    params = {"viz_type": chart.kind, "time_range": "No filter", **chart.options, "adhoc_filters": _filters(chart)}
    if chart.kind in ("big_number_total", "pie"):
        params["metric"] = metrics[0]
    elif metrics:
        params["metrics"] = metrics
    return {
        "slice_name": chart.name,
        "viz_type": chart.kind,
        "params": params,
        "cache_timeout": None,
        "uuid": _uuid("chart", chart.name),
        "version": VERSION,
        "dataset_uuid": _uuid("dataset", chart.mart),
    }


def _metric(label: str, expression: str) -> dict[str, Any]:
    return {
        "expressionType": "SQL",
        "sqlExpression": expression,
        "label": label,
        "hasCustomLabel": True,
        "optionName": f"metric_{label}",
    }


def _filters(chart: Chart) -> list[dict[str, str]]:
    if not chart.condition:
        return []
    return [{"expressionType": "SQL", "clause": "WHERE", "sqlExpression": chart.condition}]


def _dashboard() -> dict[str, Any]:
    return {
        "dashboard_title": "newsledger",
        "description": "What the news tells, from a newsledger warehouse.",
        "css": "",
        "slug": "newsledger",
        "uuid": _uuid("dashboard", "newsledger"),
        "position": dict(_layout()),
        "metadata": {"refresh_frequency": 0, "color_scheme": "supersetColors"},
        "version": VERSION,
    }


def _layout() -> Iterator[tuple[str, Any]]:
    """Yield the parts of the page: a grid of rows of charts."""
    rows = [f"ROW-{number}" for number in range(len(ROWS))]
    yield "DASHBOARD_VERSION_KEY", "v2"
    yield "ROOT_ID", {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]}
    yield "HEADER_ID", {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": "newsledger"}}
    yield "GRID_ID", {"type": "GRID", "id": "GRID_ID", "children": rows, "parents": ["ROOT_ID"]}
    for row_id, charts in zip(rows, ROWS, strict=True):
        parents = ["ROOT_ID", "GRID_ID"]
        chart_ids = [f"CHART-{_file_name(chart)}" for chart in charts]
        meta = {"background": "BACKGROUND_TRANSPARENT"}
        yield row_id, {"type": "ROW", "id": row_id, "children": chart_ids, "parents": parents, "meta": meta}
        for chart_id, chart in zip(chart_ids, charts, strict=True):
            place = {"type": "CHART", "id": chart_id, "children": [], "parents": [*parents, row_id]}
            size = {"width": chart.width, "height": HEIGHT}
            # An import looks for a number here and puts its own in its place.
            named = {"chartId": CHARTS.index(chart), "uuid": _uuid("chart", chart.name), "sliceName": chart.name}
            yield chart_id, place | {"meta": named | size}


if __name__ == "__main__":
    write_files()
