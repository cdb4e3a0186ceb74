"""Time expressions: one case a reason, sentences written for the test."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.records import Block, Passage
from newstext.timex import TimeFinder

FRIDAY = date(2024, 12, 20)


@pytest.fixture(scope="session")
def finder(tables):
    return TimeFinder(tables)


def found(finder, text, published=FRIDAY):
    return finder.find([Passage(Block(0, "body", "test", 0, len(text)), text, ())], published)


def only(finder, text, published=FRIDAY):
    times = found(finder, text, published)
    assert len(times) == 1, [(text[t.start : t.end], t.timex) for t in times]
    return times[0]


@pytest.mark.parametrize(
    ("text", "words", "timex", "days"),
    [
        # outright dates
        ("The pact was signed on Dec. 3, 2019.", "Dec. 3, 2019", "2019-12-03", "2019-12-03"),
        ("The pact was signed on 3 December 2019.", "3 December 2019", "2019-12-03", "2019-12-03"),
        ("The pact was signed on the 3rd of December, 2019.", "the 3rd of December, 2019", "2019-12-03", "2019-12-03"),
        ("Filed 2019-12-03 in Oslo.", "2019-12-03", "2019-12-03", "2019-12-03"),
        ("Filed 23-Sep-2019 in Oslo.", "23-Sep-2019", "2019-09-23", "2019-09-23"),
        ("The talks failed in June 1998.", "June 1998", "1998-06", "1998-06-01..1998-06-30"),
        ("The party was founded in 1987.", "1987", "1987", "1987-01-01..1987-12-31"),
        ("It was a hit in the 1990s.", "the 1990s", "199X", "1990-01-01..1999-12-31"),
        ("It was a hit in the early 1990s.", "the early 1990s", "199X", "1990-01-01..1993-12-31"),
        ("Sales rose in the third quarter of 2023.", "the third quarter of 2023", "2023-Q3", "2023-07-01..2023-09-30"),
        ("It opens in the first half of 2025.", "the first half of 2025", "2025-H1", "2025-01-01..2025-06-30"),
        ("Fires raged in the summer of 2019.", "the summer of 2019", "2019-SU", "2019-06-01..2019-08-31"),
        ("They met on Dec. 3-4, 2019, in Oslo.", "Dec. 3-4, 2019", "2019-12-03/2019-12-04", "2019-12-03..2019-12-04"),
        ("The deal ran out at the start of 2020.", "the start of 2020", "2020", "2020-01-01..2020-01-31"),
        ("The firm collapsed in early 2019.", "early 2019", "2019", "2019-01-01..2019-04-30"),
        # weekdays by the tense of the clause
        ("The ministry said Thursday it had no plans.", "Thursday", "2024-12-19", "2024-12-19"),
        ("The ministry said Friday it had no plans.", "Friday", "2024-12-20", "2024-12-20"),
        ("The envoys will meet on Thursday in Oslo.", "Thursday", "2024-12-26", "2024-12-26"),
        ("The vote is scheduled to be held Monday.", "Monday", "2024-12-23", "2024-12-23"),
        ("The strike was called off until Monday.", "Monday", "2024-12-23", "2024-12-23"),
        ("The motion passed last Saturday.", "last Saturday", "2024-12-14", "2024-12-14"),
        ("The court will sit next Tuesday.", "next Tuesday", "2024-12-24", "2024-12-24"),
        ("They met on Tuesday of last week.", "Tuesday of last week", "2024-12-10", "2024-12-10"),
        ("The aid was blocked by rebels on Monday.", "Monday", "2024-12-16", "2024-12-16"),
        ("The aid must arrive by Monday.", "Monday", "2024-12-23", "2024-12-23"),
        ("Half the members had answered by Monday.", "Monday", "2024-12-16", "2024-12-16"),
        ("The union called a rally for Monday.", "Monday", "2024-12-23", "2024-12-23"),
        ("The appeal is heard in March.", "March", "2025-03", "2025-03-01..2025-03-31"),
        ("It was cited by the police in October.", "October", "2024-10", "2024-10-01..2024-10-31"),
        ("Prices fell Wednesday, the third drop in a row.", "Wednesday", "2024-12-18", "2024-12-18"),
        ("Trading stopped at 1430 GMT.", "1430 GMT", "2024-12-20T14:30", "2024-12-20"),
        ("Trading opens on Monday at 0930 GMT.", "Monday at 0930 GMT", "2024-12-23T09:30", "2024-12-23"),
        # days, weeks, months and years beside publication
        ("The mayor resigned yesterday.", "yesterday", "2024-12-19", "2024-12-19"),
        ("The mayor will resign tomorrow.", "tomorrow", "2024-12-21", "2024-12-21"),
        ("The mayor resigned last week.", "last week", "2024-W50", "2024-12-09..2024-12-15"),
        ("The mayor resigned last month.", "last month", "2024-11", "2024-11-01..2024-11-30"),
        ("The mayor will resign next year.", "next year", "2025", "2025-01-01..2025-12-31"),
        ("The mayor resigned earlier this month.", "earlier this month", "2024-12", "2024-12-01..2024-12-20"),
        ("The mayor will resign later this month.", "later this month", "2024-12", "2024-12-20..2024-12-31"),
        ("The mayor resigned early in October.", "early in October", "2024-10", "2024-10-01..2024-10-10"),
        ("The mayor resigned in October.", "October", "2024-10", "2024-10-01..2024-10-31"),
        ("The mayor resigned on Nov. 5.", "Nov. 5", "2024-11-05", "2024-11-05"),
        ("The mayor will resign on Jan. 5.", "Jan. 5", "2025-01-05", "2025-01-05"),
        ("The mayor resigned last spring.", "last spring", "2024-SP", "2024-03-01..2024-05-31"),
        ("The mayor resigned a year ago.", "a year ago", "2023", "2023-01-01..2023-12-31"),
        ("The mayor resigned three months ago.", "three months ago", "2024-09", "2024-09-01..2024-09-30"),
        ("The mayor resigned 11 days ago.", "11 days ago", "2024-12-09", "2024-12-09"),
        ("Han became mayor two and a half years ago.", "two and a half years ago", "2022-06", "2022-05-01..2022-07-31"),
        ("The mayor will be back in two weeks.", "two weeks", "2025-01-03", "2025-01-03"),
        ("The mayor resigned at the end of the month.", "the end of the month", "2024-12", "2024-12-21..2024-12-31"),
        # parts of the day and the clock keep their day
        ("Shots were heard Monday night in Lyon.", "Monday night", "2024-12-16TNI", "2024-12-16"),
        ("The cabinet met this morning.", "this morning", "2024-12-20TMO", "2024-12-20"),
        ("The blast occurred last night.", "last night", "2024-12-19TNI", "2024-12-19"),
        ("The race began at 9:30 a.m. EST on Tuesday.", "9:30 a.m. EST on Tuesday", "2024-12-17T09:30", "2024-12-17"),
        ("Posted Dec. 3, 2019 at 4 p.m. by staff", "Dec. 3, 2019 at 4 p.m.", "2019-12-03T16:00", "2019-12-03"),
        # days with names
        ("Crowds will gather on Christmas Eve.", "Christmas Eve", "2024-12-24", "2024-12-24"),
        ("The polls opened on Easter 2018.", "Easter 2018", "2018-04-01", "2018-04-01"),
        ("They met two weeks before Jan. 15, 2021.", "two weeks before Jan. 15, 2021", "2021-01-01", "2021-01-01"),
    ],
)
def test_days(finder, text, words, timex, days):
    time = only(finder, text)
    first, _, last = days.partition("..")
    assert (text[time.start : time.end], time.timex) == (words, timex)
    assert (time.starts_on, time.ends_on) == (date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "kind", "timex"),
    [
        ("They struck a five-year deal.", "duration", "P5Y"),
        ("The seven-decade-long alliance held.", "duration", "P70Y"),
        ("The decades-long feud ended.", "duration", "PXY"),
        ("Guards waited for several days.", "duration", "PXD"),
        ("The film lasts a minute and a half.", "duration", "PT1M30S"),
        ("He served two and a half years.", "duration", "P2Y6M"),
        ("Prices rose over the past two months.", "duration", "P2M"),
        ("It takes two to three weeks.", "duration", "P3W"),
        ("It takes six to eight months.", "duration", "P8M"),
        ("The lake freezes every summer.", "set", "XXXX-SU"),
        ("The council meets each Thursday.", "set", "XXXX-WXX-4"),
        ("The rent is reviewed annually.", "set", "P1Y"),
        ("It costs $5 billion a year.", "set", "P1Y"),
        ("The bridge is now closed.", "date", "PRESENT_REF"),
        ("The bridge was recently closed.", "date", "PAST_REF"),
        ("Nobody can see the future.", "date", "FUTURE_REF"),
    ],
)
def test_lengths_repeats_and_vague_times_have_no_days(finder, text, kind, timex):
    time = only(finder, text)
    assert (time.kind, time.timex, time.starts_on, time.ends_on) == (kind, timex, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Officials may march on the capital.",  # a verb and a modal, not months
        "April Jones scored twice.",  # a given name
        "Some 2000 troops crossed the river.",  # a count
        "The 18-year-old striker scored.",  # an age
        "It was a second chance for the team.",  # an ordinal
        "He gave a quarter of his land away.",  # a fraction
        "Sales fell 3.5 percent to 1,998 units.",  # amounts
    ],
)
def test_what_is_no_time(finder, text):
    assert found(finder, text) == []


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Riots broke out on May 3, 2019. The following day, troops arrived.", "2019-05-04"),
        ("Riots broke out in May 2019. That month, troops arrived.", "2019-05"),
        ("Riots broke out on May 3, 2019. Two days later, troops arrived.", "2019-05-05"),
        ("Riots broke out in 2019. A year earlier, troops arrived.", "2018"),
        ("Riots broke out on May 3, 2019. Later in the day, troops arrived.", "2019-05-03"),
        ("Shares rose on Monday, and fell from the level of the previous Monday.", "2024-12-09"),
    ],
)
def test_times_that_hang_on_another_date_in_the_text(finder, text, timex):
    assert [time.timex for time in found(finder, text)][1] == timex


def test_a_year_ago_beside_a_quarter_is_the_same_quarter(finder):
    times = found(finder, "In the third quarter of 2024 profit fell from $3 million a year ago.")
    assert [time.timex for time in times] == ["2024-Q3", "2023-Q3"]


def test_a_year_before_a_quarter_is_no_number_of_quarters(finder):
    times = found(finder, "In the third quarter of 2024 profit fell from $3 million in the 2022 quarter.")
    assert [time.timex for time in times] == ["2024-Q3", "2022-Q3"]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("The ministry said Thursday it had no plans.", "XXXX-WXX-4"),
        ("The mayor resigned on Nov. 5.", "XXXX-11-05"),
        ("The mayor resigned in October.", "XXXX-10"),
        ("The mayor resigned last week.", "XXXX-WXX"),
        ("The mayor resigned yesterday.", "XXXX-XX-XX"),
        ("The mayor resigned last year.", "XXXX"),
    ],
)
def test_without_a_date_of_publication_unknown_parts_stay_unknown(finder, text, timex):
    time = only(finder, text, None)
    assert (time.timex, time.starts_on, time.ends_on, time.basis) == (timex, None, None, "relative")


def test_offsets_are_those_of_the_view(finder):
    text = "The deal was signed on Dec. 3, 2019."
    shifted = Passage(Block(4, "body", "test", 100, 100 + len(text)), text, ())
    time = finder.find([shifted], FRIDAY)[0]
    assert text[time.start - 100 : time.end - 100] == "Dec. 3, 2019"


def test_the_day_comes_first_where_the_month_could_not(finder):
    assert only(finder, "Filed 23/04/2019 in Oslo.").timex == "2019-04-23"
    assert only(finder, "Filed 04/23/2019 in Oslo.").timex == "2019-04-23"


DATES = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(day=DATES)
def test_every_full_date_in_words_is_read_back(finder, day):
    text = f"The hearing was held on {day:%B} {day.day}, {day.year}, in Oslo."
    time = only(finder, text, None)
    assert (time.starts_on, time.ends_on, time.timex) == (day, day, day.isoformat())


@given(published=DATES, back=st.integers(0, 6))
def test_a_reported_weekday_is_the_last_one(finder, published, back):
    day = published - timedelta(days=back)
    assert only(finder, f"The minister said {day:%A} that talks had failed.", published).starts_on == day


@given(published=DATES, text=st.text(alphabet=st.sampled_from("aeinst ,.-3179/'JMayFriday’"), max_size=60))
def test_any_text_gives_spans_in_order_inside_it(finder, published, text):
    times = found(finder, text, published)
    bounds = [place for time in times for place in (time.start, time.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= time.start < time.end <= len(text) for time in times)
    assert all(time.starts_on <= time.ends_on for time in times if time.starts_on)


def test_reading_twice_gives_the_same(finder):
    text = "Last month, on Thursday, Nov. 7, and a year ago the two sides met; they will meet next week."
    assert found(finder, text) == found(finder, text)
