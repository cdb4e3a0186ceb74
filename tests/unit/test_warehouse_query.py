"""Ad-hoc queries read the warehouse and nothing else, within limits."""

import time

import pytest

from tests.unit.warehouse_corpus import article_rows, publish_run, write_parts
from warehouse.connect import WarehouseMissingError, open_reader, open_writer
from warehouse.fulltext import prepare_index
from warehouse.query import QueryError, QueryTimeoutError, run_sql


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("query")
    path = folder / "news.duckdb"
    publish_run(path, "run-1", write_parts(folder, article_rows(1)))
    return path


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("select title from articles", [("Item 1",)]),
        ("with a as (from articles) select count(*) from a;", [(1,)]),
        ("from stories select headline", [("Ships leave",)]),
        ("values (1, 'a')", [(1, "a")]),
        ("select count(*) from mart.who_said_what", [(1,)]),
        ("select 1 where false", []),
    ],
)
def test_reading_statements_are_answered(published, sql, rows):
    assert run_sql(published, sql).rows() == rows


@pytest.mark.parametrize("sql", ["describe articles", "show all tables", "explain select 1", "summarize articles"])
def test_questions_about_the_warehouse_are_answered(published, sql):
    assert run_sql(published, sql).height > 0


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select content from read_text('/etc/passwd')",
        "select * from read_blob('/etc/*')",
        "select * from glob('/etc/*')",
        "select * from read_parquet('https://example.org/x.parquet')",
        "select * from sniff_csv('/etc/passwd')",
        "select * from read_duckdb('/tmp/other.duckdb', table_name = 'x')",
        "select getenv('HOME')",
        "select * from read_ndjson('/etc/passwd')",
        "select * from read_json_auto('/etc/*')",
        "select * from parquet_metadata('/etc/passwd')",
        "select * from read_csv_auto('http://127.0.0.1:1/x')",
        "from '/etc/hostname'",
        "select * from query('attach ''/tmp/x.db''')",
        "select * from query_table('/etc/passwd')",
        "select * from duckdb_secrets()",
        "create secret s (type s3)",
        "copy articles from '/etc/passwd'",
        "import database '/tmp/x'",
        "prepare p as select 1",
        "execute p",
        "use ops",
        "vacuum",
        "detach news",
        "comment on table articles is 'x'",
        "alter table articles add column x int",
        "merge into articles using (select 1) x on true when matched then delete",
        "set variable x = 1",
        "reset all",
        "attach '/tmp/other.duckdb'",
        "copy articles to '/tmp/articles.csv'",
        "copy (select 1) to '/dev/stdout'",
        "export database '/tmp/export'",
        "install httpfs",
        "load '/tmp/x.duckdb_extension'",
        "set memory_limit = '100GB'",
        "set lock_configuration = false",
        "reset memory_limit",
        "pragma enable_external_access",
        "insert into articles select * from articles",
        "delete from articles",
        "update articles set title = ''",
        "create table x as select 1",
        "create temp table x as select 1",
        "create view x as select 1",
        "drop table articles",
        "explain analyze delete from articles",
        "begin",
        "checkpoint",
        "call force_checkpoint()",
        "select 1; select 2",
        "select 1; attach '/tmp/other.duckdb'",
        "",
        "-- nothing",
        "selec 1",
        "select * from no_such_table",
    ],
)
def test_everything_else_is_refused(published, sql):
    before = published.read_bytes()
    with pytest.raises(QueryError):
        run_sql(published, sql)
    assert published.read_bytes() == before


@pytest.mark.parametrize(
    "sql",
    [
        "insert into articles select * from articles",
        "copy articles to '/tmp/newsledger-must-not-exist.csv'",
        "attach '/tmp/newsledger-must-not-exist.duckdb'",
        "set lock_configuration = false",
        "install httpfs",
        "from read_csv('/etc/passwd')",
    ],
)
def test_the_reading_connection_itself_refuses_harm(published, sql):
    import duckdb

    with open_reader(published) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select sum(a.range * b.range) from range(10000000) a, range(1000000) b",
        "with recursive r as (select 1 as n union all select n + 1 from r) select count(*) from r",
    ],
)
def test_a_query_that_takes_too_long_is_stopped(published, sql):
    begun = time.perf_counter()
    with pytest.raises(QueryTimeoutError, match=r"after 0\.5 seconds"):
        run_sql(published, sql, seconds=0.5)
    assert time.perf_counter() - begun < 10


def test_a_query_that_needs_too_much_memory_fails_and_writes_nothing(published):
    with pytest.raises(QueryError, match="Out of Memory"):
        run_sql(published, "select * from range(20000000) order by hash(range)", memory="50MB")
    assert not list(published.parent.glob("*.tmp"))


def test_an_answer_with_too_many_rows_is_refused(published):
    with pytest.raises(QueryError, match="more than 1000 rows"):
        run_sql(published, "from range(1000000000)", most_rows=1000)


def test_text_in_the_warehouse_stays_text(published):
    hostile = "'; drop table articles; --"
    assert run_sql(published, f"select '{hostile.replace(chr(39), chr(39) * 2)}' as words").rows() == [(hostile,)]


def test_the_full_text_index_can_be_asked(tmp_path):
    path = tmp_path / "news.duckdb"
    publish_run(path, "run-1", write_parts(tmp_path, article_rows(1)))
    with open_writer(path) as connection:
        prepare_index(connection)
    sql = "select title from articles where fts_main_articles.match_bm25(article_id, 'shipping') is not null"
    assert run_sql(path, sql).rows() == [("Item 1",)]


def test_without_a_file_there_is_no_answer(tmp_path):
    with pytest.raises(WarehouseMissingError, match=r"no warehouse at .*none\.duckdb"):
        run_sql(tmp_path / "none.duckdb", "select 1")
