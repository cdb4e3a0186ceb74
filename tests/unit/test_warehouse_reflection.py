"""What a BI tool learns of the file through SQLAlchemy: every table and view with types, meanings and keys."""

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool
from sqlalchemy.types import NullType

from expectations.suites import SUITES
from tests.unit.warehouse_corpus import empty_warehouse
from warehouse.catalog import SCHEMAS, present_relations

RELATIONS = [relation for schema in SCHEMAS for relation in present_relations(schema)]


def named(relation):
    return f"{relation.schema}.{relation.name}"


@pytest.fixture(scope="module")
def inspector(tmp_path_factory):
    path = tmp_path_factory.mktemp("reflection") / "news.duckdb"
    path.write_bytes(empty_warehouse())
    engine = create_engine(f"duckdb:///{path}", connect_args={"read_only": True}, poolclass=NullPool)
    return inspect(engine)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_table_and_view_is_listed(inspector, schema):
    mine = [relation for relation in RELATIONS if relation.schema == schema]
    assert set(inspector.get_table_names(schema=schema)) == {one.name for one in mine if not one.is_view}
    assert set(inspector.get_view_names(schema=schema)) == {one.name for one in mine if one.is_view}


@pytest.mark.parametrize("relation", RELATIONS, ids=named)
def test_columns_come_in_order_with_types_and_meanings(inspector, relation):
    columns = inspector.get_columns(relation.name, schema=relation.schema)
    assert [column["name"] for column in columns] == [column.name for column in relation.columns]
    assert [column["comment"] for column in columns] == [column.comment for column in relation.columns]
    assert not [column["name"] for column in columns if isinstance(column["type"], NullType)]
    assert inspector.get_table_comment(relation.name, schema=relation.schema) == {"text": relation.comment}
    if not relation.is_view:
        assert [column["nullable"] for column in columns] == [column.is_nullable for column in relation.columns]


@pytest.mark.parametrize("relation", [one for one in RELATIONS if not one.is_view], ids=named)
def test_keys_are_declared(inspector, relation):
    found = inspector.get_pk_constraint(relation.name, schema=relation.schema)["constrained_columns"]
    assert tuple(found) == relation.key
    if relation.schema in ("main", "raw"):
        assert found


ENUMERATED = [
    (table, rule.columns[0], value)
    for table, rules in SUITES.items()
    for rule in rules
    if rule.name == "allowed_value"
    for value in rule.kwargs["value_set"]
]


def test_there_are_enumerations():
    assert {("quotes", "kind", "indirect"), ("events", "event_type", "AID")} <= set(ENUMERATED)


@pytest.mark.parametrize(("table", "column", "value"), ENUMERATED)
def test_every_allowed_value_is_told_in_the_comment(table, column, value):
    (relation,) = [one for one in RELATIONS if one.name == table and one.schema in ("main", "raw")]
    (found,) = [one for one in relation.columns if one.name == column]
    assert value in found.comment
