"""What was published when, how a story was told, and what the latest validation found."""

from datetime import date

from tests.sql.case import insert, rows_of

QUAY, POST = {"publisher": "The Quay", "story_id": "s1"}, {"publisher": "Port Post", "story_id": "s1"}
ARTICLES = [
    # second of its story
    {
        "article_id": "a1",
        "title": "Ships gone",
        "publisher": "The Quay",
        "published_on": "2024-05-03",
        "story_id": "s1",
    },
    # first of its story
    {
        "article_id": "a2",
        "title": "Ships leave",
        "publisher": "Port Post",
        "published_on": "2024-05-01",
        "story_id": "s1",
    },
    # a copy on the same day: an article of the story, counted as copy
    {
        "article_id": "a3",
        "publisher": "Port Post",
        "published_on": "2024-05-01",
        "story_id": "s1",
        "duplicate_of": "a2",
    },
    # undated: last in its story, and in coverage a row without day
    {"article_id": "a4", "story_id": "s1"},
    # without story: in coverage only
    {"article_id": "a5", "published_on": "2024-05-03"},
]
QUOTES = [
    {"quote_id": "q1", "article_id": "a1"},
    # a further piece: not counted
    {"quote_id": "q2", "article_id": "a1", "part_of": "q1"},
]


def test_story_timeline(warehouse):
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.quotes", QUOTES)
    insert(warehouse, "main.stories", [{"story_id": "s1", "headline": "Ships", "first_published_on": "2024-05-01"}])
    columns = (
        "position, article_id, headline, days_since_first, duplicate_of, statement_count, figure_count, event_count"
    )
    assert rows_of(warehouse, "mart.story_timeline", columns) == [
        (1, "a2", "Ships", 0, None, 0, 0, 0),
        (2, "a3", "Ships", 0, "a2", 0, 0, 0),
        (3, "a1", "Ships", 2, None, 1, 0, 0),
        (4, "a4", "Ships", None, None, 0, 0, 0),
    ]


def test_coverage_by_day(warehouse):
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.quotes", QUOTES)
    columns = (
        "published_on, article_count, duplicate_count, publisher_count, story_count, word_count, statement_count, "
        "event_count"
    )
    assert rows_of(warehouse, "mart.coverage_by_day", columns) == [
        (date(2024, 5, 1), 2, 1, 1, 1, 200, 0, 0),
        (date(2024, 5, 3), 2, 0, 1, 1, 200, 1, 0),
        (None, 1, 0, 0, 1, 100, 0, 0),
    ]


def test_data_quality(warehouse):
    judged = {"suite": "quotes", "expectation": "expect_column_values_to_be_unique", "column": "quote_id"}
    insert(
        warehouse,
        "ops.validations",
        [
            # of an earlier run: not shown
            judged | {"run_id": "20240501-a", "severity": "fail", "success": False, "unexpected_count": 9},
            # holds
            judged | {"run_id": "20240502-b", "severity": "fail", "success": True, "unexpected_count": 0},
            # blocks
            judged
            | {"run_id": "20240502-b", "expectation": "receipt", "column": None, "severity": "fail", "success": False}
            | {"unexpected_count": 2},
            # is only recorded
            judged
            | {"run_id": "20240502-b", "column": "cue", "severity": "warn", "success": False, "unexpected_count": 1},
        ],
    )
    assert rows_of(warehouse, "mart.data_quality", "finding") == [
        ("quotes.cue: column values to be unique: broken, for the record (1 row)",),
        ("quotes.quote_id: column values to be unique: holds",),
        ("quotes: receipt: BROKEN (2 rows)",),
    ]
