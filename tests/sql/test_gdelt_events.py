"""A query written for GDELT's event table runs, and gives what happened, each event once."""

import csv

import pytest

from tests.sql.case import insert, rows_of
from warehouse import migrate
from warehouse.connect import open_writer
from warehouse.stored import store_views

URL = "https://echo.example/1"
ARTICLES = [
    {"article_id": "a1", "published_on": "2024-05-02", "story_id": "s1", "publisher": "Echo", "url": URL},
    {"article_id": "a2", "published_on": "2024-05-03", "story_id": "s1", "publisher": "Bote"},
    {"article_id": "a3"},
]
ENTITIES = [
    {"entity_id": "country:BEL", "kind": "country", "name": "Belgium"},
    {"entity_id": "person:ada", "kind": "person", "name": "Ada Moor"},
]
TEXT = {"text": "", "char_start": 0, "char_end": 0}
BLOCKS = [
    {"article_id": "a1", "block_no": number, "kind": kind} | TEXT
    for number, kind in enumerate(("title", "body", "body"))
]
SENTENCES = [{"article_id": "a1", "sentence_no": number, "block_no": number} | TEXT for number in range(3)]

ADA_TO_BELGIUM = {
    "actor_id": "person:ada",
    "actor_country": "NLD",
    "recipient_id": "country:BEL",
    "recipient_country": "BEL",
}
BELGIUM_TO_ADA = {
    "actor_id": "country:BEL",
    "actor_country": "BEL",
    "recipient_id": "person:ada",
    "recipient_country": "NLD",
}
MAY_DAY = {"starts_on": "2024-05-01", "ends_on": "2024-05-01"}
EVENTS = [
    # a blockade in two articles, first told in the first paragraph
    {"event_id": "e1", "article_id": "a1", "sentence_no": 1, "event_type": "COERCE", "mode": "blockade"}
    | ADA_TO_BELGIUM
    | MAY_DAY,
    {"event_id": "e2", "article_id": "a2", "event_type": "COERCE", "mode": "blockade"} | ADA_TO_BELGIUM | MAY_DAY,
    # talks of unknown day, told both ways by the same words further down: one row, day of the article
    {"event_id": "e3", "article_id": "a1", "sentence_no": 2, "event_type": "CONSULT", "pair_id": "p1"} | ADA_TO_BELGIUM,
    {"event_id": "e4", "article_id": "a1", "sentence_no": 2, "event_type": "CONSULT", "pair_id": "p1"} | BELGIUM_TO_ADA,
    # a mode without a code has its type's; neither day nor publisher is known
    {"event_id": "e5", "article_id": "a3", "event_type": "AID", "mode": "unheard-of", "actor_country": "NLD"},
    # what did not happen is not there
    {"event_id": "e6", "article_id": "a1", "event_type": "ASSAULT", "status": "planned"} | ADA_TO_BELGIUM,
    {"event_id": "e7", "article_id": "a1", "event_type": "ASSAULT", "status": "possible"} | BELGIUM_TO_ADA,
    {"event_id": "e8", "article_id": "a1", "event_type": "THREATEN", "status": "denied"} | ADA_TO_BELGIUM,
]


@pytest.fixture
def gdelt(warehouse):
    """A warehouse with the events of three articles."""
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.entities", ENTITIES)
    insert(warehouse, "main.blocks", BLOCKS)
    insert(warehouse, "main.sentences", SENTENCES)
    insert(warehouse, "main.events", EVENTS)
    store_views(warehouse)
    return warehouse


COLUMNS = [
    (
        "who",
        (
            "Actor1Code, Actor1Name, Actor1CountryCode, Actor1Type1Code, "
            "Actor2Code, Actor2Name, Actor2CountryCode, Actor2Type1Code"
        ),
        {
            "e1": ("NLD", "Ada Moor", "NLD", None, "BEL", "Belgium", "BEL", None),
            "e3": ("BEL", "Belgium", "BEL", None, "NLD", "Ada Moor", "NLD", None),
            "e5": ("NLD", None, "NLD", None, None, None, None, None),
        },
    ),
    (
        "what",
        "EventCode, EventBaseCode, EventRootCode, QuadClass, GoldsteinScale, IsRootEvent",
        {
            "e1": ("191", "191", "19", 4, -9.5, 1),
            "e3": ("040", "040", "04", 1, 1.0, 0),
            "e5": ("070", "070", "07", 2, 7.0, 0),
        },
    ),
    (
        "when",
        "SQLDATE, MonthYear, Year, DATEADDED",
        {
            "e1": (20240501, 202405, 2024, 20240502),
            "e3": (20240502, 202405, 2024, 20240502),
            "e5": (None, None, None, None),
        },
    ),
    (
        "how often told",
        "NumMentions, NumSources, NumArticles, AvgTone, ActionGeo_CountryCode, SOURCEURL",
        {
            "e1": (2, 2, 2, None, None, URL),
            "e3": (1, 1, 1, None, None, URL),
            "e5": (1, None, 1, None, None, None),
        },
    ),
]


@pytest.mark.parametrize(("columns", "expected"), [case[1:] for case in COLUMNS], ids=[case[0] for case in COLUMNS])
def test_gdelt_events(gdelt, columns, expected):
    rows = rows_of(gdelt, "mart.gdelt_events", f"GLOBALEVENTID, {columns}")
    assert {row[0]: row[1:] for row in rows} == expected


QUERIES = [
    (
        "conflict by year and month",
        (
            "SELECT Year, MonthYear, COUNT(*), AVG(GoldsteinScale) FROM mart.gdelt_events WHERE QuadClass IN (3, 4) "
            "GROUP BY Year, MonthYear ORDER BY MonthYear"
        ),
        [(2024, 202405, 1, -9.5)],
    ),
    (
        "what one country does to another in a stretch of days",
        (
            "SELECT SQLDATE, EventCode, SOURCEURL FROM mart.gdelt_events WHERE Actor1CountryCode = 'NLD' "
            "AND Actor2CountryCode = 'BEL' AND SQLDATE BETWEEN 20240401 AND 20240531 AND IsRootEvent = 1"
        ),
        [(20240501, "191", URL)],
    ),
    (
        "most told classes of events",
        (
            "SELECT EventRootCode, SUM(NumMentions) AS mentions FROM mart.gdelt_events WHERE EventRootCode <> '07' "
            "GROUP BY 1 ORDER BY mentions DESC LIMIT 2"
        ),
        [("19", 2), ("04", 1)],
    ),
    (
        "consultations whatever the case of the names",
        "select globaleventid from mart.gdelt_events where eventbasecode like '04%' and sqldate // 100 = monthyear",
        [("e3",)],
    ),
]


@pytest.mark.parametrize(("query", "expected"), [case[1:] for case in QUERIES], ids=[case[0] for case in QUERIES])
def test_queries_written_for_gdelt_run(gdelt, query, expected):
    assert gdelt.execute(query).fetchall() == expected


def test_the_codes_are_those_of_the_reference_table(warehouse):
    with migrate.VOCABULARIES["event_codes"].file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {"mode": row["mode"] or None, "quad_class": int(row["quad_class"]), "goldstein": float(row["goldstein"])}
    stored = warehouse.execute(f"select {', '.join(rows[0])} from ops.event_codes").fetchall()
    assert sorted(stored, key=str) == sorted((tuple(row.values()) for row in rows), key=str)


def test_a_changed_reference_table_changes_the_codes_of_an_older_file(tmp_path, monkeypatch):
    with open_writer(tmp_path / "old.duckdb") as connection:
        migrate.apply_schema(connection)
        changed = tmp_path / "codes.csv"
        header = "event_type,mode,cameo_code,cameo_root,quad_class,goldstein,note"
        changed.write_text(f"{header}\nAID,,071,07,2,7.4,economic aid\n", encoding="utf-8")
        monkeypatch.setitem(migrate.VOCABULARIES, "event_codes", migrate.Vocabulary(changed))
        for _ in range(2):
            migrate.apply_schema(connection)
        assert rows_of(connection, "ops.event_codes", "event_type, mode, cameo_code") == [("AID", None, "071")]
