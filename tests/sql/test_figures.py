"""Figures for one subject: which contradict each other, and how they follow each other."""

from datetime import date

import pytest

from tests.sql.case import insert, rows_of

ARTICLES = [
    {"article_id": "a1", "published_on": "2024-05-01", "story_id": "s1"},
    {"article_id": "a2", "published_on": "2024-05-03", "story_id": "s1"},
    {"article_id": "a3", "published_on": "2024-06-01", "story_id": "s2"},
    {"article_id": "a4"},
]


def ships(key, article, value, **more):
    subject = {"kind": "count", "unit": "ships", "subject": "Dutch ships"}
    return subject | {"quantity_id": key, "article_id": article, "value": value} | more


CONFLICTS = [
    (
        "two articles give different numbers: both are in conflict",
        [ships("n1", "a1", 5.0), ships("n2", "a2", 7.0)],
        ["n1", "n2"],
    ),
    (
        "the third agrees with one of them: it stands beside them all the same",
        [ships("n1", "a1", 5.0), ships("n2", "a2", 7.0), ships("n3", "a3", 7.0)],
        ["n1", "n2", "n3"],
    ),
    (
        "a word of article before the subject and capitals make no other subject",
        [ships("n1", "a1", 5.0, subject="the Dutch ships"), ships("n2", "a2", 7.0, subject="dutch ships")],
        ["n1", "n2"],
    ),
    ("the same number twice is no conflict", [ships("n1", "a1", 5.0), ships("n2", "a2", 5.0)], []),
    (
        "one voice giving two numbers speaks of two things",
        [ships("n1", "a1", 5.0), ships("n2", "a1", 7.0)],
        [],
    ),
    (
        "someone cited against the article itself is another voice",
        [ships("n1", "a1", 5.0), ships("n2", "a1", 7.0, claimant_id="person:ada")],
        ["n1", "n2"],
    ),
    (
        "more than five admits seven",
        [ships("n1", "a1", 5.0, approximation="over"), ships("n2", "a2", 7.0)],
        [],
    ),
    (
        "more than nine does not admit seven",
        [ships("n1", "a1", 9.0, approximation="over"), ships("n2", "a2", 7.0)],
        ["n1", "n2"],
    ),
    (
        "up to five does not admit seven",
        [ships("n1", "a1", 5.0, approximation="up_to"), ships("n2", "a2", 7.0)],
        ["n1", "n2"],
    ),
    (
        "about a hundred admits 104",
        [ships("n1", "a1", 100.0, approximation="about"), ships("n2", "a2", 104.0)],
        [],
    ),
    (
        "five to eight admits seven",
        [ships("n1", "a1", 6.5, value_low=5.0, value_high=8.0, approximation="between"), ships("n2", "a2", 7.0)],
        [],
    ),
    (
        "another unit is another figure",
        [ships("n1", "a1", 5.0), ships("n2", "a2", 7.0, unit="tonnes")],
        [],
    ),
    (
        "a rate is another figure",
        [ships("n1", "a1", 5.0), ships("n2", "a2", 7.0, per="year")],
        [],
    ),
    (
        "a subject of one word names one thing within a story",
        [ships("n1", "a1", 5.0, subject="ships"), ships("n2", "a2", 7.0, subject="ships")],
        ["n1", "n2"],
    ),
    (
        "but not across stories, nor for an article without one",
        [ships(f"n{n}", f"a{n}", float(n), subject="ships") for n in (1, 3, 4)],
        [],
    ),
    (
        "durations are not compared",
        [ships("n1", "a1", 5.0, kind="duration"), ships("n2", "a2", 7.0, kind="duration")],
        [],
    ),
    (
        "without subject nothing is compared",
        [ships("n1", "a1", 5.0, subject=None), ships("n2", "a2", 7.0, subject=None)],
        [],
    ),
]


@pytest.mark.parametrize(("figures", "expected"), [case[1:] for case in CONFLICTS], ids=[case[0] for case in CONFLICTS])
def test_figures_in_conflict(warehouse, figures, expected):
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.quantities", figures)
    assert [key for (key,) in rows_of(warehouse, "mart.figures_in_conflict", "quantity_id")] == expected


def test_a_conflict_tells_its_range_voices_and_words(warehouse):
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.entities", [{"entity_id": "person:ada", "kind": "person", "name": "Ada Bright"}])
    insert(
        warehouse,
        "main.quantities",
        [ships("n1", "a1", 5.0, text="five"), ships("n2", "a2", 7.0, text="7", claimant_id="person:ada")],
    )
    columns = "words, claimant_name, lowest_value, highest_value, figure_count, voice_count"
    assert rows_of(warehouse, "mart.figures_in_conflict", columns) == [
        ("7", "Ada Bright", 5.0, 7.0, 2, 2),
        ("five", None, 5.0, 7.0, 2, 2),
    ]
    assert len(set(rows_of(warehouse, "mart.figures_in_conflict", "conflict_id"))) == 1


def test_figures_over_time(warehouse):
    insert(warehouse, "main.articles", ARTICLES)
    insert(
        warehouse,
        "main.quantities",
        [
            # the first: nothing before it
            ships("n1", "a1", 5.0),
            # two days later, another wording of the same subject: two more
            ships("n2", "a2", 7.0, subject="The Dutch ships"),
            # a month later: one less
            ships("n3", "a3", 6.0),
            # another unit: a series of its own
            ships("n4", "a3", 1.0, unit="boats"),
            # of an undated article: cannot be placed
            ships("n5", "a4", 9.0),
        ],
    )
    columns = "quantity_id, published_on, value, previous_value, change"
    assert rows_of(warehouse, "mart.figures_over_time", columns) == [
        ("n1", date(2024, 5, 1), 5.0, None, None),
        ("n2", date(2024, 5, 3), 7.0, 5.0, 2.0),
        ("n3", date(2024, 6, 1), 6.0, 7.0, -1.0),
        ("n4", date(2024, 6, 1), 1.0, None, None),
    ]
