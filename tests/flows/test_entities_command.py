"""Doubtful pairs are listed until they are decided; an entity is shown with all that is known of it."""

import json

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.decisions import make_resolver
from flows.exits import NotFoundError
from flows.settings import Settings
from tests.unit.warehouse_corpus import article_rows, gather, publish_run, write_parts
from warehouse.connect import open_writer
from warehouse.migrate import OlderWarehouseError

ADA, ADDA = "person:ada-bright", "person:ada-brighte"


@pytest.fixture
def warehouse(tmp_path):
    """Two articles on Ada Bright, one on Ada Brighte, and one that calls a third's Ada Bright of another country."""
    path = tmp_path / "news.duckdb"
    articles = [article_rows(number) for number in range(4)]
    for row in (articles[0]["entities"][0], *articles[0]["mentions"]):
        row["entity_id"] = ADDA
    articles[3]["entities"][0]["titles"] = ["pilot"]
    publish_run(path, "run", write_parts(tmp_path, gather(*articles), "parts"))
    return path


def asked(warehouse, *arguments):
    result = CliRunner().invoke(app, ["entities", *arguments, "--warehouse", str(warehouse)])
    if result.exception:
        raise result.exception
    return result.output


def pairs(warehouse):
    return [(row["kind"], row["entity_id"], row["other_id"]) for row in json.loads(asked(warehouse, "--json"))]


def test_doubtful_pairs_go_once_they_are_decided(warehouse, tmp_path):
    namesake = ("namesake", ADA, f"{ADA}.bel")
    assert pairs(warehouse) == [("spelling", ADA, ADDA), namesake]
    assert f"entity_id,other_id,decision,note in {tmp_path}" in asked(warehouse)
    (tmp_path / "entities.csv").write_text(f"entity_id,other_id,decision\n{ADA},{ADDA},same\n", encoding="utf-8")
    publish_run(warehouse, "decided", {}, resolver=make_resolver(Settings(warehouse=warehouse)))
    assert pairs(warehouse) == [namesake]
    (tmp_path / "entities.csv").write_text(f"entity_id,other_id,decision\n{ADA},{ADDA},different\n", encoding="utf-8")
    publish_run(warehouse, "decided", {}, resolver=make_resolver(Settings(warehouse=warehouse)))
    assert pairs(warehouse) == [namesake]


def test_one_entity(warehouse):
    shown = json.loads(asked(warehouse, ADA, "--json"))
    assert shown["entity_id"] == ADA
    assert {row["title"] for row in shown["roles"]} == {"harbour master"}
    assert len(shown["articles"]) == 3
    assert {row["alias"] for row in shown["aliases"]} == {"Ada Bright", "ADA BRIGHT"}
    assert "harbour master" in asked(warehouse, ADA)


def test_part_of_a_name_lists_those_that_have_it(warehouse):
    assert [row["entity_id"] for row in json.loads(asked(warehouse, "bright", "--json"))] == [ADA, ADDA]


def test_nobody_of_that_name(warehouse):
    with pytest.raises(NotFoundError, match="no entity with the id or the name 'x'"):
        asked(warehouse, "x")


def test_a_file_of_an_older_version_is_told_to_be_brought_up_to_date(warehouse):
    with open_writer(warehouse) as connection:
        connection.execute("update ops.schema_versions set version = 1")
    with pytest.raises(OlderWarehouseError, match="any `newsledger run` brings it up to date"):
        asked(warehouse)
