"""The catalog says what everything means; schema versions go one way; views and comments are made together."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.unit.warehouse_corpus import ROOT
from warehouse.catalog import SCHEMAS, dictionary, present_dictionary, relations
from warehouse.connect import open_writer
from warehouse.migrate import SQL_FOLDER, NewerWarehouseError, apply_schema, schema_version

MARTS = {
    "who_said_what",
    "figures_in_conflict",
    "figures_over_time",
    "role_timeline",
    "distinct_events",
    "country_pairs_by_month",
    "gdelt_events",
    "story_timeline",
    "coverage_by_day",
    "data_quality",
}


@pytest.fixture(scope="module")
def catalog():
    with duckdb.connect() as connection:
        apply_schema(connection)
        yield [relation for schema in SCHEMAS for relation in relations(connection, schema)]


PRESENT = max([1, *(int(path.name[:4]) for path in (SQL_FOLDER / "migrations").glob("*.sql"))])
"""The schema version of the project's own SQL files."""
NEXT = f"{PRESENT + 1:04}_weigh_stories"


@pytest.fixture
def sql_folder(tmp_path):
    """A copy of the project's SQL that a test may change."""
    shutil.copytree(SQL_FOLDER, tmp_path / "sql")
    (tmp_path / "sql" / "migrations").mkdir(exist_ok=True)
    return tmp_path / "sql"


def test_every_table_view_and_column_has_a_comment(catalog):
    bare = [relation.name for relation in catalog if not relation.comment]
    bare += [f"{r.schema}.{r.name}.{column.name}" for r in catalog for column in r.columns if not column.comment]
    assert bare == []


def test_the_views_of_the_contract_are_there(catalog):
    assert {relation.name for relation in catalog if relation.schema == "mart"} == MARTS
    assert all(relation.is_view for relation in catalog if relation.schema == "mart")


@pytest.mark.parametrize("folder", ["schema", "stored", "marts"])
def test_each_file_makes_what_it_is_named_after_and_begins_with_the_grain(folder):
    for path in sorted((SQL_FOLDER / folder).glob("*.sql")):
        name = {"schema": "", "stored": "stored.", "marts": "mart."}[folder] + path.stem
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("-- One row per "), path.name
        assert any(name in line for line in lines if line.startswith("create ")), path.name


def test_a_stored_table_has_the_columns_of_the_view_of_its_name(catalog):
    views = {relation.name: relation for relation in catalog if relation.schema == "mart"}
    stored = [relation for relation in catalog if relation.schema == "stored" and relation.name in views]
    assert stored
    for table in stored:
        described = [(column.name, column.data_type, column.comment) for column in table.columns]
        view = views[table.name]
        assert described == [(column.name, column.data_type, column.comment) for column in view.columns]
        assert table.comment == view.comment


def test_views_list_their_columns():
    for path in (SQL_FOLDER / "marts").glob("*.sql"):
        text = path.read_text(encoding="utf-8")
        assert ".*" not in text, path.name
        final = text[: text.index(";\n\ncomment on view")].split("\n\n")[-1]
        assert "\nselect\n" in f"\n{final}", path.name
        assert "*" not in final.replace("count(*)", ""), path.name


def test_the_printed_dictionary_is_up_to_date():
    assert (ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8") == present_dictionary(), "run `make docs`"


def test_the_dictionary_keeps_markdown_tables_whole():
    with duckdb.connect() as connection:
        connection.execute("create schema mart; create table mart.t (a int); comment on column mart.t.a is 'x | <b>'")
        assert "| a | integer | x \\| &lt;b> |" in dictionary(connection)


def test_an_empty_file_gets_the_present_version(tmp_path):
    with open_writer(tmp_path / "new.duckdb") as connection:
        assert schema_version(connection) is None
        apply_schema(connection)
        assert schema_version(connection) == PRESENT


def test_applying_the_schema_again_changes_nothing(tmp_path):
    with open_writer(tmp_path / "new.duckdb") as connection:
        apply_schema(connection)
        before = connection.execute("from ops.schema_versions").fetchall()
        apply_schema(connection)
        assert connection.execute("from ops.schema_versions").fetchall() == before


def test_an_older_file_is_migrated_once_and_keeps_its_rows(sql_folder, tmp_path):
    with open_writer(tmp_path / "old.duckdb") as connection:
        apply_schema(connection, sql_folder)
        connection.execute("insert into main.stories values ('story:a', 'A', null, null, 1)")
        migration = "alter table main.stories add column weight bigint default 7;"
        (sql_folder / "migrations" / f"{NEXT}.sql").write_text(migration, encoding="utf-8")
        for _ in range(2):
            apply_schema(connection, sql_folder)
        assert connection.execute("select story_id, weight from stories").fetchall() == [("story:a", 7)]
        versions = connection.execute("select version, name from ops.schema_versions order by 1").fetchall()
        assert versions == [(PRESENT, "created"), (PRESENT + 1, NEXT)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(sql_folder, tmp_path):
    with open_writer(tmp_path / "old.duckdb") as connection:
        apply_schema(connection, sql_folder)
        migration = "alter table main.stories add column weight bigint; select no_such_function();"
        (sql_folder / "migrations" / f"{NEXT}.sql").write_text(migration, encoding="utf-8")
        with pytest.raises(duckdb.Error):
            apply_schema(connection, sql_folder)
        assert schema_version(connection) == PRESENT
        assert "weight" not in [row[0] for row in connection.execute("describe stories").fetchall()]


def test_a_file_of_the_first_version_gets_the_tables_of_this_one(tmp_path):
    with open_writer(tmp_path / "old.duckdb") as connection:
        apply_schema(connection)
        connection.execute("update ops.schema_versions set version = 1")
        connection.execute("drop table ops.article_lines; create table ops.line_counts (line_hash ubigint)")
        apply_schema(connection)
        tables = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
        assert tables >= {"article_lines", "repeated_lines"}
        assert "line_counts" not in tables


def test_a_file_of_a_later_version_is_refused(tmp_path):
    with open_writer(tmp_path / "new.duckdb") as connection:
        apply_schema(connection)
        connection.execute("insert into ops.schema_versions values (999, 'later', now()::timestamp, '')")
        with pytest.raises(NewerWarehouseError, match=f"has schema version 999, .* versions up to {PRESENT}:"):
            apply_schema(connection)


def test_a_view_that_is_changed_or_dropped_in_the_code_changes_in_the_file(sql_folder, tmp_path):
    with open_writer(tmp_path / "x.duckdb") as connection:
        apply_schema(connection, sql_folder)
        Path(sql_folder / "marts" / "coverage_by_day.sql").unlink()
        changed = sql_folder / "marts" / "data_quality.sql"
        changed.write_text(
            "-- One row.\ncreate or replace view mart.data_quality as select 1 as a;\n"
            "comment on view mart.data_quality is 'new';\ncomment on column mart.data_quality.a is 'one';\n",
            encoding="utf-8",
        )
        apply_schema(connection, sql_folder)
        marts = {relation.name: relation for relation in relations(connection, "mart")}
        assert "coverage_by_day" not in marts
        assert [column.comment for column in marts["data_quality"].columns] == ["one"]


def test_a_migration_has_a_number_and_a_name(sql_folder):
    (sql_folder / "migrations" / "weigh.sql").write_text("select 1;", encoding="utf-8")
    with duckdb.connect() as connection, pytest.raises(ValueError, match=r"0002_what_it_does\.sql"):
        apply_schema(connection, sql_folder)
