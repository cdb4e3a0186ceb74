"""Where a warehouse is: what the address of a lake says, and what must not stand in it."""

from pathlib import Path

import pytest

from flows.settings import Settings
from warehouse.definitions import declared_key
from warehouse.place import Lake, LakeAddressError, read_lake, read_place
from warehouse.quoting import quote_text

POSTGRES = "ducklake:postgres:"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("dbname=news host=db.example port=5432", "dbname=news host=db.example port=5432"),
        ("  dbname = news   user=loader ", "dbname=news user=loader"),
        ("", ""),
        ("dbname='my news'", "dbname='my news'"),
        (r"application_name='it\'s \\ mine'", r"application_name='it\'s \\ mine'"),
        (r"dbname=my\ news", "dbname='my news'"),
        ("dbname=''", "dbname=''"),
        ("options='-c search_path=a' host=/var/run", "options='-c search_path=a' host=/var/run"),
        (
            "postgresql://loader@db.example:5433/news?sslmode=require",
            "user=loader host=db.example port=5433 dbname=news sslmode=require",
        ),
        ("postgres://db.example/my%20news", "host=db.example dbname='my news'"),
    ],
)
def test_an_address_is_read_and_written_so_that_reading_it_again_changes_nothing(address, words):
    lake = read_lake(POSTGRES + address)
    assert lake.words == words
    assert read_lake(str(lake)) == lake


@pytest.mark.parametrize(
    "address",
    [
        "ducklake:news.duckdb",
        "ducklake:",
        POSTGRES + "news",
        POSTGRES + "dbname=news; drop table x",
        POSTGRES + "dbname='news",
        POSTGRES + "dbname=it's",
        POSTGRES + "dbname=a\0b",
        POSTGRES + "postgresql://db.example:not-a-port/news",
    ],
)
def test_what_is_no_address_of_a_lake_is_refused(address):
    with pytest.raises(LakeAddressError):
        read_lake(address)


@pytest.mark.parametrize(
    "words",
    [
        "dbname=news password=hush",
        "dbname=news sslpassword = 'hush'",
        "postgresql://loader:hush@db.example/news",
        "postgresql://db.example/news?password=hush",
        "postgresql://loader:hush@db.example:not-a-port/news",
        "dbname=news 'password=hush'",
    ],
)
def test_a_password_is_refused_and_not_repeated(words):
    with pytest.raises(LakeAddressError) as refused:
        read_lake(POSTGRES + words)
    assert "hush" not in str(refused.value)


def test_a_value_stays_one_value_in_sql():
    lake = read_lake(POSTGRES + r"dbname='a\' (read_only); drop table x; --'")
    assert lake.words == r"dbname='a\' (read_only); drop table x; --'"
    assert quote_text(str(lake)).count("'") == 2 + 2 * str(lake).count("'")


def test_all_else_is_a_file():
    assert read_place("data/news.duckdb") == Path("data/news.duckdb")
    assert read_place(Path("ducklake:x")) == Path("ducklake:x")


@pytest.mark.parametrize(
    ("environment", "data"),
    [
        ({}, Path("data/lake")),
        ({"NEWSLEDGER_RUN_FOLDER": "/srv/runs"}, Path("/srv/runs/lake")),
        ({"NEWSLEDGER_RUN_FOLDER": "/srv/runs", "NEWSLEDGER_LAKE_DATA": "/shared"}, Path("/shared")),
    ],
)
def test_a_lake_knows_where_it_would_be_made(environment, data):
    settings = Settings.from_environment(environment | {"NEWSLEDGER_WAREHOUSE": POSTGRES + "dbname=news"})
    assert settings.warehouse == Lake("dbname=news", data)


def test_runs_into_a_lake_stand_in_the_folder_of_data():
    assert Settings.from_environment({}, warehouse=POSTGRES).folder == Path("data")


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("main.articles", ("article_id",)),
        ("main.blocks", ("article_id", "block_no")),
        ("ops.run_stages", ("run_id", "stage")),
        ("ops.article_lines", ()),
        ("ops.event_codes", ()),
    ],
)
def test_keys_are_known_from_the_files_that_declare_them(table, key):
    assert declared_key(*table.split(".")) == key
