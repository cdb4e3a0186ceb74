"""A transcript: one row per statement, counted at its first piece, with who said it, as what, where."""

from datetime import date

from tests.sql.case import insert, rows_of

ARTICLES = [
    {"article_id": "a1", "title": "Ships leave", "publisher": "The Quay", "published_on": "2024-05-01"},
    {"article_id": "a2", "title": "Ships wait", "publisher": "The Quay", "published_on": "2024-05-10"},
    {"article_id": "a3", "title": "Ships sink", "publisher": "The Quay", "published_on": "2024-06-30"},
    {"article_id": "a4", "title": "Ships return", "publisher": "The Quay"},
]
ENTITIES = [{"entity_id": "person:ada", "kind": "person", "name": "Ada Bright", "country_code": "NLD"}]
QUOTES = [
    # the first piece of a broken quotation: one statement with two further pieces
    {"quote_id": "q1", "article_id": "a1", "speaker_id": "person:ada", "cue": "said"},
    # its second piece: no row of its own
    {"quote_id": "q2", "article_id": "a1", "speaker_id": "person:ada", "part_of": "q1"},
    # a marked part of it: no row of its own
    {"quote_id": "q3", "article_id": "a1", "kind": "mixed", "speaker_id": "person:ada", "part_of": "q1"},
    # nobody can be named: a row without speaker, not with the nearest name
    {"quote_id": "q4", "article_id": "a1", "speaker_text": "an official"},
    # of an article that is not there: no row
    {"quote_id": "q5", "article_id": "a9", "speaker_id": "person:ada"},
    # in an article that gives no office
    {"quote_id": "q6", "article_id": "a2", "speaker_id": "person:ada"},
    # the same, after the last day on which any article gave an office
    {"quote_id": "q7", "article_id": "a3", "speaker_id": "person:ada"},
    # the same, of an article without a day
    {"quote_id": "q8", "article_id": "a4", "speaker_id": "person:ada"},
]


def role(key, article, day, title, status, place=0):
    office = {"person_id": "person:ada", "article_id": article, "as_of": day, "title": title, "status": status}
    return office | {"role_id": key, "country_code": "NLD", "char_start": place}


def told(warehouse, *roles):
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.entities", ENTITIES)
    insert(warehouse, "main.quotes", QUOTES)
    insert(warehouse, "main.roles", roles)


def test_who_said_what(warehouse):
    told(warehouse)
    columns = "quote_id, speaker_name, speaker_country_code, speaker_text, further_piece_count, publisher"
    assert rows_of(warehouse, "mart.who_said_what", f"{columns}, speaker_role") == [
        ("q1", "Ada Bright", "NLD", None, 2, "The Quay", None),
        ("q4", None, None, "an official", 0, "The Quay", None),
        ("q6", "Ada Bright", "NLD", None, 0, "The Quay", None),
        ("q7", "Ada Bright", "NLD", None, 0, "The Quay", None),
        ("q8", "Ada Bright", "NLD", None, 0, "The Quay", None),
    ]


def test_the_office_on_that_day(warehouse):
    told(
        warehouse,
        # of two in one article the one held now, though the other comes first in the text
        role("r1", "a1", "2024-05-01", "mayor", "former", 10),
        role("r2", "a1", "2024-05-01", "harbour master", "acting", 90),
        # of two alike the first in the text
        role("r3", "a1", "2024-05-01", "pilot", "acting", 95),
        # another article of a later day: so the day between has the same office
        role("r4", "b1", "2024-05-20", "harbour master", "acting"),
        # an office that is over says nothing about a day in between
        role("r5", "b2", "2024-07-20", "mayor", "former"),
    )
    rows = "published_on, quote_id, speaker_role, speaker_role_country_code, speaker_role_basis"
    assert rows_of(warehouse, "mart.who_said_what", f"{rows}") == [
        (date(2024, 5, 1), "q1", "acting harbour master", "NLD", "article"),
        (date(2024, 5, 1), "q4", None, None, None),
        (date(2024, 5, 10), "q6", "acting harbour master", "NLD", "timeline"),
        (date(2024, 6, 30), "q7", None, None, None),
        (None, "q8", None, None, None),
    ]


def test_words_of_status(warehouse):
    told(
        warehouse,
        role("r1", "a1", "2024-05-01", "president", "elect"),
        role("r2", "a2", "2024-05-10", "mayor", "former"),
        role("r3", "a3", "2024-06-30", "mayor", "current"),
    )
    assert rows_of(warehouse, "mart.who_said_what", "quote_id, speaker_role") == [
        ("q1", "president-elect"),
        ("q4", None),
        ("q6", "former mayor"),
        ("q7", "mayor"),
        ("q8", None),
    ]


def test_a_word_of_status_says_more_than_its_absence(warehouse):
    told(
        warehouse,
        # the article calls her president here and former president there: she is a former one
        role("r1", "a1", "2024-05-01", "president", "current", 5),
        role("r2", "a1", "2024-05-01", "president", "former", 50),
        # another office of the same article stays what it is
        role("r3", "a1", "2024-05-01", "mayor", "current", 90),
        role("r4", "a2", "2024-05-10", "president", "current"),
        role("r5", "a2", "2024-05-10", "president", "acting"),
    )
    assert rows_of(warehouse, "mart.who_said_what", "quote_id, speaker_role")[:3] == [
        ("q1", "mayor"),
        ("q4", None),
        ("q6", "acting president"),
    ]
    periods = rows_of(warehouse, "mart.role_timeline", "title, status, first_seen_on")
    assert periods == [
        ("mayor", "current", date(2024, 5, 1)),
        ("president", "acting", date(2024, 5, 10)),
        ("president", "former", date(2024, 5, 1)),
    ]


def test_it_begins_like_a_transcript(warehouse):
    columns = [row[0] for row in warehouse.execute("describe mart.who_said_what").fetchall()]
    assert columns[:3] + columns[5:7] == ["published_on", "speaker_name", "speaker_role", "words", "article_title"]
