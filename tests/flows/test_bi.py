"""The published file as BI tools use it: a fresh read-only connection for each question, and the files they import."""

import re
from zipfile import ZipFile

import pytest
import yaml
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bi.superset.build import FOLDER, files, write_files
from bi.superset.charts import CHARTS
from flows.settings import PROJECT

FILES = {path: yaml.safe_load(content) for path, content in files().items()}
CHART_FILES = [path for path in FILES if path.startswith("charts/")]
DATASETS = {content["uuid"]: content for path, content in FILES.items() if path.startswith("datasets/")}
QUESTIONS = sorted((PROJECT / "bi" / "metabase").glob("*.sql"))
VARIABLES = {"since": "2024-01-01", "speaker": "Park", "subject": "troops", "country": "KOR", "event_type": "CONSULT"}
DASHBOARD = [
    "select count(*) from articles",
    "select published_on, count(*) from articles group by 1 order by 1",
    "select publisher, count(*) from articles group by publisher order by 2 desc limit 10",
    "select speaker_name, count(*) from mart.who_said_what group by 1 order by 2 desc limit 10",
    "select month, sum(conflict_count) from mart.country_pairs_by_month group by 1 order by 1",
    "select event_type, status, count(*) from mart.distinct_events group by all order by 3 desc",
    "select subject, published_on, value from mart.figures_over_time where kind = 'money' order by 1, 2",
    "select person_name, title from mart.role_timeline where status = 'current' order by first_seen_on desc limit 20",
    "select headline, count(*) from mart.story_timeline group by 1 order by 2 desc limit 10",
    "select suite, count(*) from mart.data_quality where not success group by 1",
]


@pytest.fixture(scope="module")
def engine(whole):
    """The sample corpus as Superset opens it."""
    return create_engine(f"duckdb:///{whole[0]}", connect_args={"read_only": True}, poolclass=NullPool)


def rows(engine, sql, **values):
    with engine.connect() as connection:
        return connection.execute(text(sql), values).fetchall()


@pytest.mark.parametrize("sql", DASHBOARD)
def test_a_dashboard_asks_ten_questions(engine, sql):
    assert rows(engine, sql)


def test_a_dashboard_cannot_write(engine):
    from sqlalchemy.exc import SQLAlchemyError

    with pytest.raises(SQLAlchemyError, match="read-only"):
        rows(engine, "delete from articles")


def test_a_new_publication_is_seen_by_the_next_question(tmp_path):
    from tests.unit.warehouse_corpus import article_rows, publish_run, write_parts

    path = tmp_path / "news.duckdb"
    engine = create_engine(f"duckdb:///{path}", connect_args={"read_only": True}, poolclass=NullPool)
    for number in (1, 2):
        publish_run(path, f"run-{number}", write_parts(tmp_path, article_rows(number), f"p{number}"))
        assert rows(engine, "select count(*) from articles") == [(number,)]


def test_the_files_for_superset_are_up_to_date(tmp_path):
    write_files(tmp_path)
    made = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.yaml")}
    kept = {path.relative_to(FOLDER).as_posix(): path.read_text() for path in FOLDER.rglob("*") if path.is_file()}
    assert made == kept, "run `make docs`"


def test_every_uuid_is_one_thing_and_leads_to_one():
    uuids = [content["uuid"] for content in FILES.values() if "uuid" in content]
    assert len(set(uuids)) == len(uuids)
    database = FILES["databases/newsledger.yaml"]["uuid"]
    assert {dataset["database_uuid"] for dataset in DATASETS.values()} == {database}
    charts = {FILES[path]["uuid"]: FILES[path] for path in CHART_FILES}
    assert {chart["dataset_uuid"] for chart in charts.values()} == set(DATASETS)
    position = FILES["dashboards/newsledger.yaml"]["position"]
    shown = [part["meta"]["uuid"] for name, part in position.items() if name.startswith("CHART-")]
    assert sorted(shown) == sorted(charts)
    children = {child for part in position.values() if isinstance(part, dict) for child in part.get("children", ())}
    assert children | {"ROOT_ID", "HEADER_ID", "DASHBOARD_VERSION_KEY"} == set(position)


def test_every_file_says_its_version():
    assert {content["version"] for content in FILES.values()} == {"1.0.0"}


@pytest.mark.parametrize("uuid", DATASETS, ids=lambda uuid: DATASETS[uuid]["table_name"])
def test_a_dataset_has_the_columns_of_its_view(engine, uuid):
    dataset = DATASETS[uuid]
    found = rows(
        engine,
        "select column_name, data_type from duckdb_columns() where schema_name = :schema and table_name = :table",
        schema=dataset["schema"],
        table=dataset["table_name"],
    )
    assert {(column["column_name"], column["type"]) for column in dataset["columns"]} == set(found)
    assert dataset["main_dttm_col"] in {column["column_name"] for column in dataset["columns"] if column["is_dttm"]} | {
        None
    }


def chart_query(chart):
    """The SQL that Superset makes of a chart's parameters, but for quoting and time grains."""
    params, dataset = chart["params"], DATASETS[chart["dataset_uuid"]]
    metrics = params.get("metrics", []) + ([params["metric"]] if "metric" in params else [])
    names = ("groupby", "all_columns", "groupbyRows", "groupbyColumns")
    columns = [column for name in names for column in params.get(name, [])]
    columns += [params["x_axis"]] if "x_axis" in params else []
    shown = [f'"{name}"' for name in columns] + [f'{m["sqlExpression"]} as "{m["label"]}"' for m in metrics]
    conditions = [f"({one['sqlExpression']})" for one in params["adhoc_filters"]] or ["true"]
    grouped = f" group by {', '.join(map(str, range(1, len(columns) + 1)))}" if metrics and columns else ""
    return (
        f"select {', '.join(shown)} from {dataset['schema']}.{dataset['table_name']} "
        f"where {' and '.join(conditions)}{grouped} limit {params.get('row_limit', 1000)}"
    )


@pytest.mark.parametrize("path", CHART_FILES)
def test_a_chart_runs_and_shows_something(engine, path):
    chart = FILES[path]
    assert chart["viz_type"] == chart["params"]["viz_type"]
    found = rows(engine, chart_query(chart))
    assert found or chart["slice_name"] == "Figures in conflict"


def test_a_row_of_the_dashboard_is_not_wider_than_the_page():
    from bi.superset.charts import ROWS

    assert all(sum(chart.width for chart in row) <= 12 for row in ROWS)
    assert len({chart.name for chart in CHARTS}) == len(CHARTS)


def test_the_bundle_is_what_superset_takes(tmp_path):
    bundle = tmp_path / "newsledger.zip"
    with ZipFile(bundle, "w") as archive:
        for path in FOLDER.rglob("*.yaml"):
            archive.write(path, path.relative_to(FOLDER.parent))
    with ZipFile(bundle) as archive:
        assert yaml.safe_load(archive.read("newsledger/metadata.yaml"))["type"] == "Dashboard"


def native(question, *, with_options):
    """A Metabase question as the driver gets it: optional parts kept or left out, variables as parameters."""
    sql = re.sub(r"\[\[(.*?)\]\]", r"\1" if with_options else "", question, flags=re.DOTALL)
    return re.sub(r"\{\{(\w+)\}\}", r":\1", sql)


@pytest.mark.parametrize("with_options", [False, True])
@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_for_metabase_runs(engine, path, with_options):
    sql = native(path.read_text(encoding="utf-8"), with_options=with_options)
    values = {name: value for name, value in (VARIABLES | {"name": "Korea"}).items() if f":{name}" in sql}
    found = rows(engine, sql, **values)
    assert found or with_options or path.stem == "figures_in_conflict"


def test_there_are_questions_for_metabase():
    assert len(QUESTIONS) >= 6
    assert all(path.read_text(encoding="utf-8").startswith("-- ") for path in QUESTIONS)
