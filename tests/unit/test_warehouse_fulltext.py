"""The full-text index follows every load, and scores as one made anew; files are whole for readers without it."""

import duckdb
import pytest

from tests.unit.warehouse_corpus import DAY, empty_warehouse, write_parts
from warehouse.connect import open_writer
from warehouse.fulltext import INDEX, load_extension, prepare_index, update_index
from warehouse.load import load_run
from warehouse.migrate import apply_schema

QUERIES = ("ferries", "ferry harbour", "“harbour”", "2024", "élan", "the", "nowhere", "")


def article(key, title, body):
    return {
        "article_id": key,
        "document_id": key,
        "title": title,
        "body": body,
        "published_on": DAY,
        "published_basis": "declared",
        "word_count": 1,
        "extractor_version": "1",
    }


FERRY = article("a", "The ferry returns", "“Harbour crews” cheered as ferries left in 2024. The harbour’s mayor wept.")
STRIKE = article("b", "Strike at the harbour", "Crews stopped work; no ferry left. Élan was lost.")
EMPTY = article("c", None, None)
AGAIN = article("a", "Ferry line closes", "Nobody cheered.")


@pytest.fixture
def building(tmp_path):
    path = tmp_path / "news.duckdb"
    path.write_bytes(empty_warehouse())
    return path


def load(path, folder, *articles):
    """Do what a run does with the index: it is there before the load and follows it."""
    with open_writer(path) as connection:
        prepare_index(connection)
        load_run(connection, "run", write_parts(folder, {"articles": list(articles)} if articles else {}))
        update_index(connection)


def scores(path, *, anew=False):
    with open_writer(path) as connection:
        load_extension(connection)
        if anew:
            connection.execute(f"drop schema {INDEX} cascade")
            prepare_index(connection)
        return {
            query: connection.execute(
                f"select article_id, round({INDEX}.match_bm25(article_id, '{query}'), 9) from articles order by all"
            ).fetchall()
            for query in QUERIES
        }


@pytest.mark.parametrize(
    ("why", "loads"),
    [
        ("one load", [[FERRY, STRIKE, EMPTY]]),
        ("article by article", [[FERRY], [STRIKE], [EMPTY]]),
        ("the last first", [[EMPTY], [STRIKE], [FERRY]]),
        ("a load of nothing", [[FERRY, STRIKE], []]),
        ("the same again", [[FERRY, STRIKE, EMPTY], [STRIKE]]),
        ("an article is replaced", [[FERRY, STRIKE], [AGAIN]]),
        ("all are replaced", [[FERRY, STRIKE, EMPTY], [EMPTY, AGAIN, STRIKE]]),
        ("nothing at all", [[]]),
    ],
)
def test_the_index_kept_up_scores_as_one_made_anew(building, tmp_path, why, loads):
    for articles in loads:
        load(building, tmp_path, *articles)
    assert scores(building) == scores(building, anew=True), why


def test_small_chunks_give_the_same(building, tmp_path, monkeypatch):
    monkeypatch.setattr("warehouse.fulltext._CHUNK", 1)
    load(building, tmp_path, FERRY, STRIKE, EMPTY)
    assert scores(building) == scores(building, anew=True)


def test_words_are_found_by_stem_in_any_marks_and_figures_too(building, tmp_path):
    load(building, tmp_path, FERRY, STRIKE)
    found = {query: [key for key, score in rows if score] for query, rows in scores(building).items()}
    assert found == {
        "ferries": ["a", "b"],
        "ferry harbour": ["a", "b"],
        "“harbour”": ["a", "b"],
        "2024": ["a"],
        "élan": ["b"],
        "the": [],
        "nowhere": [],
        "": [],
    }


def test_terms_that_no_article_has_any_more_are_gone(building, tmp_path):
    load(building, tmp_path, FERRY)
    load(building, tmp_path, AGAIN)
    with open_writer(building) as connection:
        terms = connection.execute(f"select term, df from {INDEX}.dict order by all").fetchall()
    assert terms == [("cheer", 1), ("close", 1), ("ferri", 1), ("line", 1)]


def test_a_file_from_before_the_index_gets_one(building, tmp_path):
    with open_writer(building) as connection:
        load_run(connection, "run", write_parts(tmp_path, {"articles": [FERRY]}))
    load(building, tmp_path, STRIKE)
    assert [key for key, score in scores(building)["ferries"] if score] == ["a", "b"]


def test_a_run_without_articles_does_not_pay_for_the_index(building, tmp_path, monkeypatch):
    load(building, tmp_path, FERRY)
    monkeypatch.setattr("warehouse.fulltext.load_extension", None)
    load(building, tmp_path)


def test_a_reader_without_the_extension_reads_all_tables_and_views(building, tmp_path):
    load(building, tmp_path, FERRY)
    with duckdb.connect(building, read_only=True, config={"autoload_known_extensions": False}) as connection:
        names = connection.execute("select table_schema, table_name from information_schema.tables").fetchall()
        for schema, name in names:
            connection.execute(f'from "{schema}"."{name}"').fetchall()
        assert connection.execute("select count(*) from mart.story_timeline").fetchone()
        with pytest.raises(duckdb.CatalogException, match="fts"):
            connection.execute(f"select {INDEX}.match_bm25(article_id, 'ferry') from articles").fetchall()


def test_the_schema_can_be_applied_to_a_file_with_the_index(building, tmp_path):
    load(building, tmp_path, FERRY)
    with open_writer(building) as connection:
        connection.execute("update ops.schema_versions set definitions_digest = 'other'")
        apply_schema(connection)
    assert [key for key, score in scores(building)["ferries"] if score] == ["a"]
