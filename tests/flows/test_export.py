"""An export is whole or not there, equal rows give equal bytes, and hostile text breaks no format."""

import json
from hashlib import sha256

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.exits import UnwritableError
from flows.export import FORMS, _field, export_to
from flows.json_ld import news_article, news_articles
from tests.unit.warehouse_corpus import article_rows, gather, publish_run, write_parts
from warehouse.connect import WarehouseMissingError, open_reader

HOSTILE = "</script><script>alert(1)</script>\u2028\tA\n=cmd()\x00"
ALL = list(FORMS)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    path = folder / "news.duckdb"
    publish_run(path, "run-1", write_parts(folder, gather(*(article_rows(number) for number in range(5)))))
    return path


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_manifest_tells_of_every_file(published, tmp_path):
    export_to(tmp_path / "out", published, ALL)
    files = contents(tmp_path / "out")
    manifest = json.loads(files.pop("manifest.json"))
    assert {file["path"] for file in manifest["files"]} == files.keys()
    for file in manifest["files"]:
        assert file["sha256"] == sha256(files[file["path"]]).hexdigest()
        assert file["bytes"] == len(files[file["path"]])
    assert (manifest["run_id"], manifest["extractor_version"]) == ("run-1", ["1"])


def test_parquet_has_every_row_and_column_with_its_meaning(published, tmp_path):
    export_to(tmp_path / "out", published, ["parquet"])
    with open_reader(published) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('main', 'raw', 'ops')"
        ).fetchall()
        for (table,) in tables:
            path = tmp_path / "out" / "parquet" / f"{table}.parquet"
            exported = duckdb.sql(f"from read_parquet('{path}')")
            assert sorted(map(str, exported.fetchall())) == sorted(
                map(str, connection.execute(f"from {table}").fetchall())
            )
    schema = pq.read_schema(tmp_path / "out" / "parquet" / "main.quotes.parquet")
    assert schema.field("cue").metadata[b"comment"]


def test_equal_rows_give_equal_bytes_however_they_came(published, tmp_path):
    other = tmp_path / "other.duckdb"
    for number in (3, 1, 0, 2, 4):
        publish_run(other, "run-1", write_parts(tmp_path, article_rows(number), f"p{number}"))
    for name, path in (("one", published), ("again", published), ("other", other)):
        export_to(tmp_path / name, path, ALL)
    one, again, other = (contents(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    about_runs = {"manifest.json", "parquet/raw.sources.parquet", "parquet/ops.runs.parquet"}
    about_runs |= {"parquet/ops.schema_versions.parquet"}
    assert {name for name in one if one[name] != other[name]} <= about_runs


@pytest.mark.parametrize("there", ["file", "full folder"])
def test_what_is_there_stays(published, tmp_path, there):
    target = tmp_path / "out"
    if there == "file":
        target.write_text("mine", encoding="utf-8")
    else:
        target.mkdir()
        (target / "mine").touch()
    with pytest.raises(UnwritableError, match="there already"):
        export_to(target, published, ALL)
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_a_failing_export_leaves_nothing(published, tmp_path, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("flows.export.news_articles", fail)
    with pytest.raises(ZeroDivisionError):
        export_to(tmp_path / "out", published, ALL)
    with pytest.raises(WarehouseMissingError):
        export_to(tmp_path / "out", tmp_path / "none.duckdb", ALL)
    assert list(tmp_path.iterdir()) == []


ARTICLE = {
    "article_id": "a1",
    "title": None,
    "subtitle": None,
    "bylines": [],
    "publisher": None,
    "url": None,
    "language": None,
    "published_on": None,
    "body": None,
    "word_count": 0,
    "duplicate_of": None,
    "story_id": None,
}


def test_what_is_unknown_is_left_out_of_json_ld():
    assert json.loads(news_article(ARTICLE, [])) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "urn:newsledger:a1",
        "identifier": "a1",
        "wordCount": 0,
    }


def test_hostile_text_stays_text_in_json_ld():
    line = news_article(ARTICLE | {"title": HOSTILE, "bylines": [HOSTILE]}, [])
    assert line.isascii()
    assert "\n" not in line
    assert "<" not in line
    article = json.loads(line)
    assert article["headline"] == article["author"][0]["name"] == HOSTILE


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("file:///x", False),
    ],
)
def test_only_addresses_of_the_web_are_addresses(url, kept):
    assert ("url" in json.loads(news_article(ARTICLE | {"url": url}, []))) == kept


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, ""),
        (-9.5, "-9.5"),
        ("a\tb\r\nc\x00d\u2028e", "a b  c d e"),
        ("=1+1", "'=1+1"),
        ("-5 degrees", "'-5 degrees"),
        ("plain", "plain"),
    ],
)
def test_a_field_of_tsv_keeps_to_its_place(value, field):
    assert _field(value) == field


def test_the_verb_tells_what_it_wrote(published, tmp_path):
    done = CliRunner().invoke(app, ["export", str(tmp_path / "out"), "-w", str(published), "-f", "gdelt", "--json"])
    assert [file["path"] for file in json.loads(done.output)] == ["gdelt_events.tsv"]
    head, *rows = (tmp_path / "out" / "gdelt_events.tsv").read_text(encoding="utf-8").splitlines()
    assert head.split("\t")[:2] == ["GLOBALEVENTID", "SQLDATE"]
    assert len(rows) == json.loads(done.output)[0]["rows"] > 0
    assert {len(row.split("\t")) for row in rows} == {len(head.split("\t"))}


def test_each_article_has_its_own_entities():
    ada = {"article_id": "a2", "entity_id": "person:ada", "kind": "person", "name": "Ada"}
    ship = {"article_id": "a2", "entity_id": "other:ship", "kind": "other", "name": "Ship"}
    lost = ada | {"article_id": "a0"}
    articles = [ARTICLE | {"article_id": key} for key in ("a1", "a2", "a3")]
    found = [json.loads(line).get("mentions") for line in news_articles(articles, [lost, ada, ship])]
    assert found == [
        None,
        [
            {"@type": "Person", "name": "Ada", "identifier": "person:ada"},
            {"@type": "Thing", "name": "Ship", "identifier": "other:ship"},
        ],
        None,
    ]
