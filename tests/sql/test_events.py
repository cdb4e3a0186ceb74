"""Many reports of one event are one row; pairs of countries are counted in events, not in reports."""

from datetime import date

import pytest

from tests.sql.case import insert, rows_of

ARTICLES = [
    {"article_id": "a1", "published_on": "2024-05-02", "story_id": "s1"},
    {"article_id": "a2", "published_on": "2024-05-03", "story_id": "s1"},
    {"article_id": "a3", "published_on": "2024-05-04", "story_id": "s2"},
    {"article_id": "a4"},
]


def report(key, article, days=("2024-05-01", "2024-05-01"), **more):
    parties = {
        "actor_id": "country:NLD",
        "recipient_id": "country:BEL",
        "actor_country": "NLD",
        "recipient_country": "BEL",
    }
    facts = {"event_id": key, "article_id": article, "event_type": "SANCTION", "starts_on": days[0], "ends_on": days[1]}
    return parties | facts | {"char_start": int(key[1:])} | more


def turned(row, key):
    """The same report in the other direction, resting on the same words."""
    actor, recipient = row["actor_id"], row["recipient_id"]
    countries = {"actor_country": row["recipient_country"], "recipient_country": row["actor_country"]}
    return row | {"event_id": key, "actor_id": recipient, "recipient_id": actor} | countries


NO_DAY = (None, None)
TALKS = report("e1", "a1", event_type="CONSULT", pair_id="p1")
CLASH = report("e1", "a1", event_type="ASSAULT", pair_id="p1")
CASES = [
    ("two articles report one day: one event", [report("e1", "a1"), report("e2", "a3")], [("e1", 2, 2)]),
    (
        "days that overlap: one event",
        [report("e1", "a1"), report("e2", "a2", ("2024-04-29", "2024-05-03"))],
        [("e1", 2, 1)],
    ),
    (
        "overlap is followed from report to report",
        [
            report("e1", "a1", ("2024-05-01", "2024-05-03")),
            report("e2", "a2", ("2024-05-03", "2024-05-05")),
            report("e3", "a3", ("2024-05-05", "2024-05-06")),
        ],
        [("e1", 3, 2)],
    ),
    (
        "the next day is another event",
        [report("e1", "a1"), report("e2", "a2", ("2024-05-02", "2024-05-02"))],
        [("e1", 1, 1), ("e2", 1, 1)],
    ),
    (
        "another type is another event",
        [report("e1", "a1"), report("e2", "a2", event_type="AID")],
        [("e1", 1, 1), ("e2", 1, 1)],
    ),
    (
        "the other way round is another event where a type has a direction",
        [report("e1", "a1"), turned(report("e2", "a2"), "e2")],
        [("e1", 1, 1), ("e2", 1, 1)],
    ),
    ("talks told in both directions are one event, told once", [TALKS, turned(TALKS, "e2")], [("e1", 1, 1)]),
    (
        "a clash told both ways by other words each is two events",
        [report("e1", "a1", event_type="ASSAULT"), turned(report("e2", "a1", event_type="ASSAULT"), "e2")],
        [("e1", 1, 1), ("e2", 1, 1)],
    ),
    (
        "talks told by one article this way, by another that way are one event",
        [report("e1", "a1", event_type="CONSULT"), turned(report("e2", "a2", event_type="CONSULT"), "e2")],
        [("e1", 2, 1)],
    ),
    ("a clash that the same words tell both ways is one event", [CLASH, turned(CLASH, "e2")], [("e1", 1, 1)]),
    (
        "who is not named stands for the country",
        [report("e1", "a1"), report("e2", "a2", actor_id=None)],
        [("e1", 2, 1)],
    ),
    (
        "a named person is not the country",
        [report("e1", "a1"), report("e2", "a2", actor_id="person:ada")],
        [("e1", 1, 1), ("e2", 1, 1)],
    ),
    (
        "undated reports are one event within a story",
        [report("e1", "a1", NO_DAY), report("e2", "a2", NO_DAY), report("e3", "a3", NO_DAY)],
        [("e1", 2, 1), ("e3", 1, 1)],
    ),
    (
        "a report that may mean any day of a month joins none of that month's events",
        [report("e1", "a1"), report("e2", "a2", ("2024-05-01", "2024-05-31"))],
        [("e1", 1, 1), ("e2", 1, 1)],
    ),
    (
        "without any party nothing says that two articles mean one event",
        [
            report(key, article, actor_id=None, recipient_id=None, actor_country=None, recipient_country=None)
            for key, article in (("e1", "a1"), ("e2", "a2"))
        ],
        [("e1", 1, 1), ("e2", 1, 1)],
    ),
    (
        "a denial is not the event",
        [report("e1", "a1"), report("e2", "a2", status="denied")],
        [("e1", 1, 1), ("e2", 1, 1)],
    ),
    (
        "an article without story is an article all the same",
        [report("e1", "a4")],
        [("e1", 1, 0)],
    ),
]


@pytest.mark.parametrize(("reports", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_distinct_events(warehouse, reports, expected):
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.events", reports)
    assert rows_of(warehouse, "mart.distinct_events", "event_id, report_count, story_count") == expected


def test_an_event_has_the_days_its_reports_share_and_the_firmest_status(warehouse):
    insert(warehouse, "main.articles", ARTICLES)
    insert(
        warehouse,
        "main.events",
        [
            report("e1", "a1", ("2024-05-01", "2024-05-04"), status="planned"),
            report("e2", "a2", ("2024-05-03", "2024-05-06"), status="actual"),
        ],
    )
    columns = "starts_on, ends_on, status, first_published_on, last_published_on"
    assert rows_of(warehouse, "mart.distinct_events", columns) == [
        (date(2024, 5, 3), date(2024, 5, 4), "actual", date(2024, 5, 2), date(2024, 5, 3))
    ]


def test_publishers_are_counted_where_known(warehouse):
    publishers = ("Echo", "Echo", "Bote", None)
    insert(warehouse, "main.articles", [a | {"publisher": p} for a, p in zip(ARTICLES, publishers, strict=True)])
    insert(warehouse, "main.events", [report(f"e{n}", f"a{n}") for n in (1, 2, 3, 4)])
    assert rows_of(warehouse, "mart.distinct_events", "article_count, publisher_count") == [(4, 2)]


def test_the_parties_of_talks_keep_their_own_countries(warehouse):
    insert(warehouse, "main.articles", ARTICLES)
    ada = {"actor_id": "person:ada", "recipient_id": "country:BEL"}
    talks = report("e1", "a1", event_type="CONSULT", pair_id="p1", **ada)
    insert(warehouse, "main.events", [talks, turned(talks, "e2")])
    columns = "actor_id, actor_country, recipient_id, recipient_country, is_mutual"
    assert rows_of(warehouse, "mart.distinct_events", columns) == [("country:BEL", "BEL", "person:ada", "NLD", True)]


def test_country_pairs_by_month(warehouse):
    insert(warehouse, "main.articles", ARTICLES)
    insert(warehouse, "main.entities", [{"entity_id": "country:BEL", "kind": "country", "name": "Belgium"}])
    insert(
        warehouse,
        "main.events",
        [
            # two reports of one event: counted once as conflict, twice as report
            report("e1", "a1"),
            report("e2", "a2"),
            # the other direction counts for the same pair
            turned(report("e3", "a3", ("2024-05-20", "2024-05-20"), event_type="AID"), "e3"),
            # the next month
            report("e4", "a3", ("2024-06-01", "2024-06-01"), event_type="AGREE"),
            # only planned, only denied: did not happen
            report("e5", "a3", ("2024-05-10", "2024-05-10"), status="planned"),
            report("e6", "a3", ("2024-05-11", "2024-05-11"), status="denied"),
            # within one country, or one side unknown: no pair
            report("e7", "a3", ("2024-05-12", "2024-05-12"), recipient_country="NLD"),
            report("e8", "a3", ("2024-05-13", "2024-05-13"), recipient_country=None),
            # day unknown: a row without month
            report("e9", "a3", NO_DAY, event_type="THREATEN"),
        ],
    )
    columns = (
        "month, country_a, country_a_name, country_b, country_b_name, cooperation_count, conflict_count, "
        "verbal_cooperation_count, material_cooperation_count, verbal_conflict_count, material_conflict_count, "
        "report_count"
    )
    assert rows_of(warehouse, "mart.country_pairs_by_month", columns) == [
        (date(2024, 5, 1), "BEL", "Belgium", "NLD", None, 1, 1, 0, 1, 0, 1, 3),
        (date(2024, 6, 1), "BEL", "Belgium", "NLD", None, 1, 0, 1, 0, 0, 0, 1),
        (None, "BEL", "Belgium", "NLD", None, 0, 1, 0, 0, 1, 0, 1),
    ]
