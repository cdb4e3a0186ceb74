"""One row per person, office and stretch of articles that give the same status."""

from datetime import date

from tests.sql.case import insert, rows_of


def role(key, day, status, **more):
    office = {"person_id": "person:ada", "title": "harbour master", "country_code": "NLD"}
    return office | {"role_id": key, "article_id": f"a-{key}", "as_of": day, "status": status} | more


ROLES = [
    # two articles as acting: one stretch from the first to the second
    role("r1", "2024-01-01", "acting"),
    role("r2", "2024-02-01", "acting", organization_id="organization:port"),
    # then in office: a change of status
    role("r3", "2024-03-01", "current"),
    # acting again: a stretch of its own, not one with the first
    role("r4", "2024-04-01", "acting"),
    # an undated article: a row without days, outside the order
    role("r5", None, "former"),
    # the same title of another country: another office
    role("r6", "2024-02-15", "current", country_code="BEL"),
    # country unknown: an office apart, never joined by guess
    role("r7", "2024-02-16", "current", country_code=None),
]


def test_role_timeline(warehouse):
    insert(
        warehouse,
        "main.entities",
        [
            {"entity_id": "person:ada", "kind": "person", "name": "Ada Bright"},
            {"entity_id": "organization:port", "kind": "organization", "name": "Port of Delft"},
        ],
    )
    insert(warehouse, "main.roles", ROLES)
    columns = "country_code, first_seen_on, last_seen_on, status, previous_status, organization_name, article_count"
    assert rows_of(warehouse, "mart.role_timeline", columns) == [
        ("BEL", date(2024, 2, 15), date(2024, 2, 15), "current", None, None, 1),
        ("NLD", date(2024, 1, 1), date(2024, 2, 1), "acting", None, "Port of Delft", 2),
        ("NLD", date(2024, 3, 1), date(2024, 3, 1), "current", "acting", None, 1),
        ("NLD", date(2024, 4, 1), date(2024, 4, 1), "acting", "current", None, 1),
        ("NLD", None, None, "former", None, None, 1),
        (None, date(2024, 2, 16), date(2024, 2, 16), "current", None, None, 1),
    ]
    assert rows_of(warehouse, "mart.role_timeline", "distinct person_name") == [("Ada Bright",)]


CONTRADICTED = [
    # president for three articles, then another for the rest: no day is shared
    role("r1", "2024-01-01", "current", title="president"),
    role("r2", "2024-02-01", "current", title="president"),
    role("r3", "2024-02-02", "current", title="president", person_id="person:bo"),
    role("r4", "2024-09-02", "current", title="president", person_id="person:bo"),
    # within the second's days a third person of that office and country
    role("r5", "2024-05-05", "current", title="president", person_id="person:cy"),
    # of another country, or acting in his place: nothing contradicts
    role("r6", "2024-05-05", "current", title="president", person_id="person:di", country_code="BEL"),
    role("r7", "2024-05-05", "acting", title="president", person_id="person:el"),
    # senators are many
    role("r8", "2024-05-05", "current", title="senator", person_id="person:fay"),
    role("r9", "2024-05-05", "current", title="senator", person_id="person:gil"),
    # former, then in office again: elected again, or one article is wrong
    role("s1", "2024-01-01", "former", title="senator", person_id="person:hal"),
    role("s2", "2024-02-01", "current", title="senator", person_id="person:hal"),
]


def test_what_contradicts_a_period(warehouse):
    insert(warehouse, "main.roles", CONTRADICTED)
    told = {
        (row[0], row[1]): row[2:]
        for row in rows_of(warehouse, "mart.role_timeline", "person_id, status, contradiction, other_holder_id")
        if row[2]
    }
    assert told == {
        ("person:bo", "current"): ("other_holder", "person:cy"),
        ("person:cy", "current"): ("other_holder", "person:bo"),
        ("person:hal", "current"): ("held_again", None),
    }
