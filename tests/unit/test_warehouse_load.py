"""Loading gives the same rows however the articles come, replaces an article's rows whole, and keeps all or nothing."""

from itertools import pairwise

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.frames import SCHEMAS
from tests.unit.warehouse_corpus import article_rows, empty_warehouse, gather, publish_run, write_parts
from warehouse.compare import canonical_rows, digests
from warehouse.connect import open_reader, open_writer
from warehouse.load import FACT_TABLES, UnknownTableError, load_run
from warehouse.migrate import apply_schema

ARTICLES = [article_rows(number) for number in range(6)]


def key_of(article):
    return article["articles"][0]["article_id"]


def build(folder, groups, name="news.duckdb"):
    """Publish one run a group of articles and return the file."""
    published = folder / name
    for number, group in enumerate(groups):
        files = write_parts(folder, gather(*(ARTICLES[index] for index in group)), f"{name}-{number}")
        publish_run(published, f"run-{number}", files)
    return published


def query(published, sql):
    with open_reader(published) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """All articles, loaded in one run."""
    return canonical_rows(build(tmp_path_factory.mktemp("whole"), [range(6)]))


def test_every_table_of_facts_is_filled(whole):
    assert {name for name, rows in whole.items() if rows} >= {f"main.{table}" for table in FACT_TABLES}


def test_the_same_parts_twice_give_the_same_rows(tmp_path, whole):
    assert canonical_rows(build(tmp_path, [range(6), range(6)])) == whole


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), cuts=st.sets(st.integers(1, 4)))
def test_any_order_and_split_give_the_same_rows(tmp_path_factory, whole, order, cuts):
    # the article that counts the story's articles comes last, as the flow would count them
    edges = [0, *sorted(cuts), 5]
    groups = [order[start:end] for start, end in pairwise(edges)]
    groups[-1] = [*groups[-1], 5]
    assert canonical_rows(build(tmp_path_factory.mktemp("split"), groups)) == whole


def test_digests_differ_where_rows_differ(tmp_path):
    one, same = build(tmp_path, [range(3)], "one.duckdb"), build(tmp_path, [[2, 1, 0]], "same.duckdb")
    more = build(tmp_path, [range(4)], "more.duckdb")
    assert digests(one) == digests(same)
    assert digests(one)["main.mentions"] != digests(more)["main.mentions"]


def test_an_entity_is_named_as_most_mentions_name_it(tmp_path):
    published = build(tmp_path, [range(5)])
    assert query(published, "select name, country_code from entities") == [("Ada Bright", "NLD")]


def test_a_country_that_articles_disagree_about_evenly_is_unknown(tmp_path):
    assert query(build(tmp_path, [[1, 3]]), "select country_code from entities") == [(None,)]


def test_aliases_leave_out_pronouns_and_have_single_spaces(tmp_path):
    aliases = query(build(tmp_path, [range(5)]), "select alias, mention_count from entity_aliases order by alias")
    assert aliases == [("ADA BRIGHT", 1), ("Ada Bright", 3), ("Ada Bright-Moor", 1)]


def test_an_article_read_again_replaces_its_rows(tmp_path):
    published = build(tmp_path, [range(3)])
    again = article_rows(0, version="2")
    again["mentions"] = again["mentions"][:1]
    publish_run(published, "again", write_parts(tmp_path, again, "again"))
    assert query(published, f"select count(*) from mentions where article_id = '{key_of(again)}'") == [(1,)]
    assert query(published, "select count(*) from mentions") == [(5,)]
    assert query(published, "select extractor_version, count(*) from articles group by 1 order by 1") == [
        ("1", 2),
        ("2", 1),
    ]


def test_an_article_found_to_be_a_copy_loses_its_facts_only(tmp_path):
    published = build(tmp_path, [[0, 3]])
    copy, kept = key_of(ARTICLES[3]), key_of(ARTICLES[0])
    duplicate = {"article_id": copy, "of_article_id": kept, "kind": "near", "similarity": 0.9}
    files = write_parts(tmp_path, {"duplicates": [duplicate]}, "copy")
    links = tmp_path / "article_links.parquet"
    pl.DataFrame({"article_id": [copy], "duplicate_of": [kept], "story_id": ["story:ships"]}).write_parquet(links)
    publish_run(published, "copy", files | {"article_links": [links]}, retired=[copy])
    for table in FACT_TABLES:
        assert query(published, f"select distinct article_id from {table}") == [(kept,)], table
    assert query(published, "select count(*) from blocks") == [(2,)]
    assert query(published, f"select duplicate_of from articles where article_id = '{copy}'") == [(kept,)]
    assert query(published, "select alias from entity_aliases") == [("Ada Bright",)]
    assert query(published, "select country_code from entities") == [(None,)]


def test_an_entity_that_no_article_names_is_gone(tmp_path):
    published = build(tmp_path, [[0]])
    publish_run(published, "gone", {}, retired=[key_of(ARTICLES[0])])
    assert query(published, "select (select count(*) from entities), (select count(*) from entity_aliases)") == [(0, 0)]


def test_a_story_that_no_article_tells_is_gone(tmp_path):
    published = build(tmp_path, [[0]])
    moved = article_rows(0)
    moved["articles"][0]["story_id"] = "story:harbour"
    moved["stories"] = [{"story_id": "story:harbour", "headline": "Harbour", "article_count": 1}]
    publish_run(published, "moved", write_parts(tmp_path, moved, "moved"))
    assert query(published, "select story_id from stories") == [("story:harbour",)]


def test_a_source_offered_again_has_one_row_with_its_last_run(tmp_path):
    published = build(tmp_path, [[0]])
    row = ARTICLES[0]["sources"][0] | {"state": "duplicate", "reason": "same_text"}
    publish_run(published, "again", write_parts(tmp_path, {"sources": [row, row]}, "again"))
    assert query(published, "select state, reason, run_id from raw.sources") == [("loaded", None, "again")]


@pytest.mark.parametrize("order", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_of_two_sources_of_one_text_the_first_by_name_is_loaded_in_any_order(tmp_path, order):
    published = tmp_path / "news.duckdb"
    for number, name in enumerate(order):
        state = "loaded" if number == 0 else "duplicate"
        row = ARTICLES[0]["sources"][0] | {"source_uri": name, "state": state}
        publish_run(published, f"run-{number}", write_parts(tmp_path, {"sources": [row]}, f"run-{number}"))
    states = query(published, "select source_uri, state, reason from raw.sources order by source_uri")
    assert states == [("a.txt", "loaded", None), ("b.txt", "duplicate", "same_text: a.txt")]


def test_of_one_text_offered_twice_one_document_stays_and_a_better_declaration_replaces_it(tmp_path):
    row = ARTICLES[0]["documents"][0]
    published = tmp_path / "news.duckdb"
    rows = [row | {"declared": '{"url": "b"}'}, row | {"declared": '{"url": "a"}'}]
    publish_run(published, "run", write_parts(tmp_path, {"documents": rows}))
    assert query(published, "select declared ->> 'url', run_id from raw.documents") == [("a", "run")]
    better = row | {"declared": '{"title": "t", "url": "c"}'}
    publish_run(published, "later", write_parts(tmp_path, {"documents": [better]}, "later"))
    assert query(published, "select declared ->> 'url', run_id from raw.documents") == [("c", "run")]


@pytest.mark.parametrize(
    ("table", "spoil"),
    [
        ("mentions", {"mention_id": None}),
        ("quotes", {"kind": None}),
        ("documents", {"declared": "{not json"}),
    ],
)
def test_a_row_that_breaks_the_schema_keeps_the_whole_run_out(tmp_path, table, spoil):
    rows = gather(*ARTICLES[:2])
    rows[table] = [rows[table][0], rows[table][1] | spoil]
    with open_writer(tmp_path / "x.duckdb") as connection:
        apply_schema(connection)
        with pytest.raises(duckdb.Error):
            load_run(connection, "run", write_parts(tmp_path, rows))
        assert connection.execute("select count(*) from articles").fetchall() == [(0,)]
        assert connection.execute("select count(*) from raw.sources").fetchall() == [(0,)]


def test_a_table_the_loader_does_not_know_is_refused(tmp_path):
    with open_writer(tmp_path / "x.duckdb") as connection, pytest.raises(UnknownTableError, match="surprises"):
        load_run(connection, "run", {"surprises": [tmp_path / "surprises.parquet"]})


def test_paths_are_names_not_patterns(tmp_path):
    published = tmp_path / "it's [odd] *.duckdb"
    publish_run(published, "run", write_parts(tmp_path, ARTICLES[0], "it's [an] odd * name?"))
    assert query(published, "select count(*) from articles") == [(1,)]


def test_history_of_likeness_is_put_in_once_by_body_and_replaced_by_article(tmp_path):
    published = tmp_path / "news.duckdb"
    key = key_of(ARTICLES[0])
    for run_id, similarity, count in (("one", 0.8, 3), ("two", 0.9, 4)):
        frames = {
            "signatures": {"body_hash": ["b", "b"], "band_no": [0, 1], "band_hash": [1, 2**64 - 1]},
            "similar_pairs": {
                "body_hash": ["b"],
                "other_body_hash": ["c"],
                "kind": ["near"],
                "similarity": [similarity],
            },
            "story_keys": {"article_id": [key], "key_hash": [count]},
            "story_pairs": {"article_id": ["a"], "other_article_id": [run_id], "similarity": [similarity]},
            "article_lines": {
                "article_id": [key, key],
                "site_hash": [1, 1],
                "story_hash": [count, count],
                "other_story_hash": [2, 2],
                "line_hash": [2**64 - 1, 7],
                "is_sentence": [True, False],
            },
            "line_changes": {"site_hash": [0, 1], "line_hash": [5, 5], "is_repeated": [count == 3, count == 4]},
            "story_changes": {"old_story_id": ["s1"], "story_id": ["s2"], "reason": ["merged"]},
            "remote_files": {"file_uri": ["s3://b/a.txt"], "version": [key], "extractor_version": ["2"]},
        }
        files = write_parts(tmp_path, ARTICLES[0], run_id)
        for table, columns in frames.items():
            files[table] = [tmp_path / f"{run_id}-{table}.parquet"]
            pl.DataFrame(columns, schema=SCHEMAS[table]).write_parquet(files[table][0])
        publish_run(published, run_id, files)
    assert query(published, "select band_no, band_hash from ops.signatures order by 1") == [(0, 1), (1, 2**64 - 1)]
    assert query(published, "select similarity from ops.similar_pairs") == [(0.9,)]
    assert query(published, "select key_hash from ops.story_keys") == [(4,)]
    assert query(published, "select other_article_id from ops.story_pairs order by 1") == [("one",), ("two",)]
    assert query(published, "select story_hash, line_hash from ops.article_lines order by all") == [
        (4, 7),
        (4, 2**64 - 1),
    ]
    assert query(published, "from ops.repeated_lines") == [(1, 5)]
    assert query(published, "select run_id from ops.story_changes order by 1") == [("one",), ("two",)]
    assert query(published, "select run_id from ops.remote_files") == [("two",)]


TYPES = {
    "String": "VARCHAR",
    "Int64": "BIGINT",
    "UInt64": "UBIGINT",
    "Float64": "DOUBLE",
    "Date": "DATE",
    "Boolean": "BOOLEAN",
}
OPS = ("article_lines", "remote_files", "signatures", "similar_pairs", "story_keys", "story_pairs", "story_changes")
NOT_LOADED_AS_THEY_ARE = ("rejects", "entities", "article_links", "line_changes")


@pytest.mark.parametrize("table", [name for name in SCHEMAS if name not in NOT_LOADED_AS_THEY_ARE])
def test_the_tables_have_the_columns_and_types_of_the_frames(tmp_path, table):
    schema = "raw" if table in ("sources", "documents") else "ops" if table in OPS else "main"
    (tmp_path / "x.duckdb").write_bytes(empty_warehouse())
    with open_reader(tmp_path / "x.duckdb") as connection:
        found = {name: kind for name, kind, *_ in connection.execute(f"describe {schema}.{table}").fetchall()}
    expected = {name: TYPES.get(str(kind), "VARCHAR[]") for name, kind in SCHEMAS[table].items()}
    if table == "documents":
        expected["declared"] = "JSON"
    for extra in ("run_id", "seen_at"):
        found.pop(extra, None)
    assert found == expected


@pytest.mark.parametrize(("tables", "is_made_anew"), [({"sources", "documents"}, False), (set(SCHEMAS), True)])
def test_stored_tables_are_made_anew_only_where_facts_came(tmp_path, tables, is_made_anew):
    published = build(tmp_path, [[0]])
    files = write_parts(tmp_path, ARTICLES[1], "second")
    with open_writer(published) as connection:
        connection.execute("delete from stored.distinct_events")
        load_run(connection, "run-2", {table: paths for table, paths in files.items() if table in tables})
        reports, events = connection.execute(
            "select count(*), (select count(*) from mart.distinct_events) from main.events"
        ).fetchone()
    assert reports
    assert bool(events) == is_made_anew
