"""One row per statement, counted at its first piece, with who said it where."""

from tests.sql.case import insert, rows_of

ARTICLES = [{"article_id": "a1", "title": "Ships leave", "publisher": "The Quay", "published_on": "2024-05-01"}]
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
]


def test_who_said_what(warehouse):
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.entities", ENTITIES)
    insert(warehouse, "main.quotes", QUOTES)
    columns = "quote_id, speaker_name, speaker_country_code, speaker_text, further_piece_count, publisher"
    assert rows_of(warehouse, "mart.who_said_what", columns) == [
        ("q1", "Ada Bright", "NLD", None, 2, "The Quay"),
        ("q4", None, None, "an official", 0, "The Quay"),
    ]
