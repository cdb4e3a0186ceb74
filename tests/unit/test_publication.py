"""The day of publication: where it is said, and what is inferred where it is not."""

from datetime import date

import pytest

from newstext.publication import PublicationDater
from newstext.publication.clues import Clue, supported
from newstext.records import Declared
from newstext.timex import TimeFinder

PROSE = (
    "The harbour board approved the plan after a long debate, and its members praised the engineers who drew it up, "
    "saying that the old quay could not have lasted another winter of storms."
)


@pytest.fixture(scope="session")
def dater(tables):
    return PublicationDater(tables, TimeFinder(tables))


def dated(dater, *blocks, declared=None, url=None):
    numbered = [(kind, text, 0) for kind, text in blocks]
    return dater.date(Declared(published_at=declared), numbered, url)


@pytest.mark.parametrize(
    ("declared", "day"),
    [
        ("2024-12-20", date(2024, 12, 20)),
        ("2024-12-20T23:30:00+09:00", date(2024, 12, 20)),
        ("20241220", date(2024, 12, 20)),
        ("Fri, 20 Dec 2024 10:28:00 GMT", date(2024, 12, 20)),
        ("December 20, 2024", date(2024, 12, 20)),
        ("20 December 2024", date(2024, 12, 20)),
        ("1734690480", date(2024, 12, 20)),
    ],
)
def test_declared_dates_of_many_forms(dater, declared, day):
    publication = dated(dater, ("body", PROSE), declared=declared).publication
    assert (publication.published_on, publication.basis, publication.evidence) == (day, "declared", declared)


@pytest.mark.parametrize("declared", ["soon", "9999-12-31", "1970-01-01", "0001-01-01", "2024-13-45"])
def test_a_declared_date_that_cannot_be_is_passed_over_with_a_warning(dater, declared):
    result = dated(dater, ("byline", "Published Dec. 20, 2024"), ("body", PROSE), declared=declared)
    assert result.publication.published_on == date(2024, 12, 20)
    assert declared in result.warnings[0]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2024/12/20/harbour", date(2024, 12, 20)),
        ("https://example.org/news/20241220-harbour", date(2024, 12, 20)),
        ("https://example.org/world/2024/dec/20/harbour", date(2024, 12, 20)),
        ("https://example.org/news/harbour-2024", None),
        ("https://example.org/id/120241220", None),
        ("https://example.org/2024/12/20/as-in-2023/11/02", None),
    ],
)
def test_dates_in_the_address(dater, url, day):
    assert dated(dater, ("body", PROSE), url=url).publication.published_on == day


def test_the_declaration_goes_before_the_address_and_the_text(dater):
    result = dated(
        dater,
        ("byline", "Published Dec. 22, 2024"),
        ("body", PROSE),
        declared="2024-12-20",
        url="https://example.org/2024/12/21/harbour",
    )
    assert result.publication.published_on == date(2024, 12, 20)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["By Ana Sol", "Dec. 20, 2024"], date(2024, 12, 20)),
        (["By Ana SolPublished : Dec. 20, 2024 - 10:28"], date(2024, 12, 20)),
        (["Published 20th Dec 2024, 18:58 GMT", "Updated 21st Dec 2024, 20:14 GMT"], date(2024, 12, 20)),
        (["Updated: Dec 21, 2024", "First published Dec 20, 2024"], date(2024, 12, 20)),
        (["Dec. 20, 2024 9:49 am EST / Updated: Dec. 28, 2024 4:17 pm EST"], date(2024, 12, 20)),
        (["Posted on", "20 December 2024"], date(2024, 12, 20)),
        (["Ana Sol | TNN | Dec 20, 2024, 15:43 IST"], date(2024, 12, 20)),
        (["Last modified on 2024-12-20"], date(2024, 12, 20)),
    ],
)
def test_lines_that_state_the_date(dater, lines, day):
    blocks = [("other", "Harbour board votes for new quay"), *(("other", line) for line in lines), ("other", PROSE)]
    assert dated(dater, *blocks).publication.published_on == day


def test_day_and_month_follow_the_page(dater):
    british = dated(dater, ("other", "Published 02/11/2023 14:00 GMT"), ("other", PROSE))
    american = dated(dater, ("other", "Published 02/11/2023 2:00 PM"), ("other", PROSE))
    assert british.publication.published_on == date(2023, 11, 2)
    assert american.publication.published_on == date(2023, 2, 11)
    assert "exchanged" in american.warnings[0]


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 Harbour News",  # the year of rights
        "Copyright 1999-2024 Harbour News, all rights reserved Dec. 20, 2024",
        "The old quay was opened on December 20, 1924, when steamers still carried the mail to the islands.",  # a story
    ],
)
def test_dates_of_other_things_are_not_taken(dater, line):
    assert dated(dater, ("body", PROSE), ("body", line)).publication.published_on is None


def test_a_list_of_other_stories_does_not_date_the_page(dater):
    items = [("other", f"Other story {n}\nDec. {n}, 2024 at 9:00 a.m.") for n in range(10, 18)]
    blocks = [("other", "By Ana Sol"), ("other", "November 30, 2024"), ("other", PROSE), ("other", PROSE), *items]
    assert dated(dater, *blocks).publication.published_on == date(2024, 11, 30)


def test_nothing_said_is_unknown(dater):
    publication = dated(dater, ("body", PROSE)).publication
    assert (publication.published_on, publication.earliest, publication.latest) == (None, None, None)
    assert publication.basis == "unknown"


def test_offices_held_bound_the_interval(dater):
    text = "President Joe Biden received British Prime Minister Liz Truss for talks about the harbour treaty."
    publication = dated(dater, ("body", text)).publication
    assert (publication.earliest, publication.latest) == (date(2022, 9, 6), date(2022, 10, 24))
    assert publication.published_on is None
    assert "Liz Truss" in publication.evidence


def test_a_former_holder_bounds_from_below(dater):
    text = "Former British Prime Minister Liz Truss met President Joe Biden in the harbour."
    publication = dated(dater, ("body", text)).publication
    assert publication.earliest == date(2022, 10, 25)


def test_the_weekday_fixes_the_day_after_a_picture_of_another_event(dater):
    blocks = [
        ("title", "Harbour treaty backed by allies"),
        ("caption", "British Prime Minister Liz Truss visits a school in Leeds, Tuesday, Sept. 20, 2022. (AP Photo)"),
        ("body", "British Prime Minister Liz Truss said Tuesday that she and President Joe Biden backed the treaty."),
    ]
    publication = dated(dater, *blocks).publication
    assert publication.published_on == date(2022, 9, 27)
    assert publication.earliest == date(2022, 9, 21)


def test_a_deadline_ahead_bounds_from_above(dater):
    text = (
        "British Prime Minister Liz Truss said Monday that she and President Joe Biden would act before the "
        "harbour treaty expires on October 14."
    )
    publication = dated(dater, ("body", text)).publication
    assert publication.published_on == date(2022, 10, 3)
    assert publication.basis == "inferred"


def test_a_weekday_beside_a_date_tells_the_year(dater):
    text = (
        "President Barack Obama and German Chancellor Angela Merkel said Thursday that talks had failed on "
        "Wednesday, March 14, in the harbour."
    )
    publication = dated(dater, ("body", text)).publication
    assert publication.earliest == date(2012, 3, 14)
    assert publication.published_on == date(2012, 3, 15)


def test_a_weekday_fixes_no_day_in_a_wide_interval(dater):
    text = "President Barack Obama and German Chancellor Angela Merkel said Tuesday that talks had failed in March."
    publication = dated(dater, ("body", text)).publication
    assert (publication.published_on, publication.basis) == (None, "inferred")


def test_clues_that_no_day_agrees_with_are_told(dater):
    text = (
        "President Joe Biden received British Prime Minister Liz Truss and German Chancellor Olaf Scholz. "
        "Russian President Boris Yeltsin sent a message."
    )
    result = dated(dater, ("body", text))
    assert result.publication.earliest == date(2022, 9, 6)
    assert any("Yeltsin" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("byline", "warned"),
    [("Published Dec. 24, 2024", True), ("Updated Dec. 24, 2024", False), ("Published Dec. 20, 2024", False)],
)
def test_a_later_day_in_the_byline_than_declared_is_told(dater, byline, warned):
    result = dated(dater, ("byline", byline), ("body", PROSE), declared="2024-12-20")
    assert result.publication.published_on == date(2024, 12, 20)
    assert any("later day" in warning for warning in result.warnings) is warned


def test_the_days_most_clues_allow():
    year = Clue(((date(2020, 1, 1), date(2020, 12, 31)),), 1.0, "year")
    spring = Clue(((date(2020, 3, 1), date(2020, 5, 31)), (date(2021, 3, 1), date(2021, 5, 31))), 1.0, "spring")
    spans, weight = supported([year, spring])
    assert (spans, weight) == ([(date(2020, 3, 1), date(2020, 5, 31))], 2.0)
    wide, _ = supported([year, spring], tolerance=1.0)
    assert wide == [(date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 3, 1), date(2021, 5, 31))]


def test_terms_of_office_are_in_order(tables):
    for row in tables["office_holders"]:
        assert row["status"] in {"current", "acting", "elect"}, row
        assert not row["ended_on"] or row["started_on"] < row["ended_on"], row
        assert row["title"] == row["title"].strip(), row
