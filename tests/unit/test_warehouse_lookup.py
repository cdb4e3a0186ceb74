"""One row is found by its id, with the words it rests on; what is known is told in one question; records are kept."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.unit.warehouse_corpus import article_rows, empty_warehouse, publish_run, write_parts
from warehouse.connect import open_reader, open_writer
from warehouse.known import known_documents, known_sources
from warehouse.lookup import find_row
from warehouse.quoting import quote_name, quote_text, quote_value
from warehouse.record import record_rejects, record_run, record_stages, record_validations

ARTICLE = article_rows(1)
KEY = ARTICLE["articles"][0]["article_id"]
WORDS = "Ada  Bright"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lookup")
    publish_run(folder / "news.duckdb", "run-1", write_parts(folder, ARTICLE))
    return folder / "news.duckdb"


@pytest.mark.parametrize(
    ("row_id", "table"),
    [
        (f"{KEY}:m0", "mentions"),
        (f"{KEY}:r0", "roles"),
        (f"{KEY}:q0", "quotes"),
        (f"{KEY}:n0", "quantities"),
        (f"{KEY}:e0", "events"),
        (f"{KEY}#0", "dates"),
        (f"{KEY}/date/0", "dates"),
        (f"{KEY}/0", "sentences"),
        (f"{KEY}/sentence/0", "sentences"),
    ],
)
def test_a_fact_comes_with_the_words_it_rests_on(published, row_id, table):
    with open_reader(published) as connection:
        found = find_row(connection, row_id)
    assert found.table == table
    assert found.text[found.char_start : found.char_end] == WORDS


@pytest.mark.parametrize(
    ("row_id", "table", "has_text"),
    [
        (KEY, "articles", True),
        ("person:ada-bright", "entities", False),
        ("story:ships", "stories", False),
        (f"{KEY}/block/0", "blocks", True),
    ],
)
def test_what_is_no_fact_is_found_too(published, row_id, table, has_text):
    with open_reader(published) as connection:
        found = find_row(connection, row_id)
    assert (found.table, found.text is not None) == (table, has_text)


@pytest.mark.parametrize("row_id", ["", "nothing", "' or true --", f"{KEY}#9", f"{KEY}/", "a\0b", f"{KEY}#99999999999"])
def test_an_unknown_id_finds_nothing(published, row_id):
    with open_reader(published) as connection:
        assert find_row(connection, row_id) is None


def test_known_documents_come_with_the_extractor_version_that_read_them(published):
    known = known_documents(published)
    assert known.select("document_id", "extractor_version").rows() == [(KEY, "1")]


def test_nothing_is_known_before_the_first_publication(tmp_path):
    assert known_documents(tmp_path / "none.duckdb").height == 0
    assert known_sources(tmp_path / "none.duckdb").columns == ["source_uri", "document_id"]


def test_known_sources_name_their_documents(published):
    assert known_sources(published).rows() == [("1.txt", KEY)]


@pytest.fixture
def connection(tmp_path):
    (tmp_path / "x.duckdb").write_bytes(empty_warehouse())
    with open_writer(tmp_path / "x.duckdb") as connection:
        yield connection


def test_what_a_run_notes_again_replaces_what_it_noted(connection):
    begun = datetime(2024, 5, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    counts = {"seen_count": 1, "loaded_count": 1, "duplicate_count": 0, "rejected_count": 0}
    for state in ("running", "published"):
        record_run(connection, "r", {"started_at": begun, "state": state, "code_version": "0", **counts})
        record_stages(connection, "r", [{"stage": "read", "rows_in": 1, "rows_out": 1, "seconds": 0.5}])
    assert connection.execute("select started_at, state from ops.runs").fetchall() == [
        (datetime(2024, 5, 1, 0, tzinfo=UTC).replace(tzinfo=None), "published")
    ]
    assert connection.execute("select count(*) from ops.run_stages").fetchall() == [(1,)]


def test_validations_and_hostile_rejects_are_kept_as_they_are(connection):
    record_validations(
        connection,
        "r",
        [
            {
                "suite": "quotes",
                "expectation": "receipt",
                "column": None,
                "severity": "fail",
                "success": True,
                "unexpected_count": None,
                "observed": "it's",
            }
        ],
    )
    hostile = '{"text": "\'); drop table ops.rejects; --"}'
    record_rejects(connection, "r", [{"table_name": "quotes", "row": hostile, "reason": str(n)} for n in range(1201)])
    assert connection.execute('select "column", observed from ops.validations').fetchall() == [(None, "it's")]
    assert connection.execute("select distinct row, count(*) over () from ops.rejects group by row").fetchall() == [
        (hostile, 1)
    ]
    assert connection.execute("select count(*) from ops.rejects").fetchall() == [(1201,)]


def test_rows_that_differ_in_their_columns_are_refused(connection):
    with pytest.raises(ValueError, match="differ in their columns"):
        record_stages(connection, "r", [{"stage": "read", "seconds": 1.0}, {"stage": "clean"}])


@pytest.mark.parametrize("value", ["", "it's", "\\", "%s {x}", "\n", "‘’", None, True, False, 0, -(2**62), 0.1, 1e300])
def test_a_quoted_value_is_read_back_as_it_was(connection, value):
    assert connection.execute(f"select {quote_value(value)}").fetchone() == (value,)


def test_quoting_refuses_what_would_end_the_query():
    with pytest.raises(ValueError, match="NUL"):
        quote_text("a\0b")
    assert quote_name('a"b') == '"a""b"'
