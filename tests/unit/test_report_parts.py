"""The report's words and drawings by table of cases."""

from datetime import date, datetime

import pytest

from flows.reporting.receipts import host_of, web_address
from flows.reporting.sections.coverage import end_of_stretch, name_stretch
from flows.reporting.svg import DrawingError, inline_svg
from flows.reporting.wording import (
    say_basis,
    say_count,
    say_day,
    say_days,
    say_event,
    say_figure,
    say_role,
    say_share,
    say_time,
    say_value,
    shorten,
)


@pytest.mark.parametrize(
    ("value", "kind", "unit", "said"),
    [
        (28_500, "count", "troops", "28,500 troops"),
        (5e9, "money", "USD", "$5bn"),
        (5.25e9, "money", "EUR", "€5.25bn"),
        (24.3e12, "money", "KRW", "₩24.3tn"),
        (1.5186e12, "money", "KRW", "₩1.5186tn"),
        (1_234_567, "count", "people", "1,234,567 people"),  # nothing is rounded
        (1_234_500, "count", "people", "1.2345m people"),
        (0.55, "money", "USD", "$0.55"),
        (3e6, "money", "KPW", "KPW 3m"),  # no sign of its own
        (-60e9, "money", "USD", "−$60bn"),
        (3.5, "percent", "percent", "3.5%"),
        (-0.25, "percent", "percent", "−0.25%"),
        (2, "ratio", "times", "2 times"),
        (0, "count", "deaths", "0 deaths"),
        (1e6, "count", "people", "1m people"),
        (999_999, "count", "people", "999,999 people"),
    ],
)
def test_a_value_is_said_with_its_unit(value, kind, unit, said):
    assert say_value(value, kind, unit) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"approximation": "about", "value": 5e9, "per": "year"}, "about $5bn a year"),
        ({"approximation": "at_least", "value": 2e6}, "at least $2m"),
        ({"approximation": "between", "value": 4.5e9, "value_low": 4e9, "value_high": 5e9}, "$4bn–$5bn"),
        ({"approximation": "between", "value": 4, "value_low": 3, "value_high": 5, "kind": "percent"}, "3–5%"),
        (
            {"approximation": "between", "value": 4, "value_low": 3, "value_high": 5, "kind": "count", "unit": "ships"},
            "3–5 ships",
        ),
        ({"approximation": "between", "value": 4e6}, "$4m"),  # an open range
    ],
)
def test_a_figure_is_said_with_hedge_range_and_rate(row, said):
    known = {"kind": "money", "unit": "USD", "per": None, "value_low": None, "value_high": None}
    assert say_figure(known | row) == said


def test_a_figure_is_said_shorter_where_the_list_has_its_unit():
    row = {
        "kind": "count",
        "unit": "ships",
        "per": None,
        "approximation": "between",
        "value": 4,
        "value_low": 3,
        "value_high": 5,
    }
    assert say_figure(row, is_listed=True) == "3–5"
    assert say_figure(row | {"approximation": "over", "per": "year"}, is_listed=True) == "over 4"
    assert (
        say_figure(row | {"approximation": "over", "per": "year", "kind": "money", "unit": "USD"}, is_listed=True)
        == "over $4"
    )


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (999, "999"), (28_500, "28,500"), (-1_200, "−1,200")])
def test_a_count_has_separators(number, said):
    assert say_count(number) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "0%"), (0, 9, "0%"), (1, 1000, "<1%"), (1, 3, "33%"), (999, 1000, ">99%"), (9, 9, "100%")],
)
def test_a_share_never_says_none_or_all_for_some(part, whole, said):
    assert say_share(part, whole) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, "day unknown"),
        (date(2024, 12, 20), date(2024, 12, 20), "20 Dec 2024"),
        (date(2024, 12, 1), date(2024, 12, 20), "1 – 20 Dec 2024"),
        (date(2024, 3, 3), date(2024, 12, 20), "3 Mar – 20 Dec 2024"),
        (date(2019, 11, 22), date(2025, 3, 24), "22 Nov 2019 – 24 Mar 2025"),
        (date(987, 1, 2), None, "2 Jan 987"),
    ],
)
def test_days_are_said_shortly(first, last, said):
    assert say_days(first, last) == said


def test_times_and_days_that_are_not_known_are_said_to_be_unknown():
    assert say_day(None) == "day unknown"
    assert say_time(None) == "time unknown"
    assert say_time(datetime(2024, 4, 2, 9, 5, 59)) == "2 Apr 2024, 09:05 UTC"  # noqa: DTZ001 - ops has UTC without zone


@pytest.mark.parametrize(
    ("basis", "evidence", "said"),
    [
        ("declared", "2024-12-20", "day given by its source: “2024-12-20”"),
        ("byline", "Dec. 20,\n 2024", "day read from its byline: “Dec. 20, 2024”"),
        ("dateline", None, "day read from its dateline"),
        ("unknown", None, "nothing tells its day"),
        ("unknown", "words", "nothing tells its day"),
    ],
)
def test_it_is_said_what_a_day_rests_on(basis, evidence, said):
    assert say_basis(basis, evidence) == said


@pytest.mark.parametrize(
    ("title", "status", "said"),
    [
        (None, None, None),
        ("president", "current", "president"),
        ("president", "elect", "president-elect"),
        ("defense minister", "former", "former defense minister"),
        ("defense minister", "acting", "acting defense minister"),
    ],
)
def test_an_office_is_said_with_its_status(title, status, said):
    assert say_role(title, status) == said


def test_an_event_is_said_with_parties_mode_day_and_reports():
    row = {"actor_name": "A", "recipient_name": None, "event_type": "CONSULT", "mode": "phone", "is_mutual": True}
    assert say_event(row | {"starts_on": None, "report_count": 1}) == "A ↔ unknown: consult (phone)"
    row |= {"is_mutual": False, "mode": None}
    assert (
        say_event(row | {"starts_on": date(2024, 5, 1), "report_count": 3})
        == "A → unknown: consult, 1 May 2024, 3 reports"
    )


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("as it is", 10, "as it is"),
        ("two\n  lines", 10, "two lines"),
        ("cut at a word", 9, "cut at a\N{NO-BREAK SPACE}…"),
        ("unbreakable", 5, "unbre\N{NO-BREAK SPACE}…"),
    ],
)
def test_long_text_is_cut_at_a_word(text, most, short):
    assert shorten(text, most) == short


@pytest.mark.parametrize(
    ("starts_on", "grain", "name", "end"),
    [
        (date(2024, 12, 31), "day", "31 Dec 2024", date(2025, 1, 1)),
        (date(2024, 12, 30), "week", "week of 30 Dec 2024", date(2025, 1, 6)),
        (date(2024, 12, 1), "month", "Dec 2024", date(2025, 1, 1)),
        (date(2024, 10, 1), "quarter", "Q4 2024", date(2025, 1, 1)),
        (date(2024, 1, 1), "year", "2024", date(2025, 1, 1)),
    ],
)
def test_a_stretch_has_a_name_and_an_end(starts_on, grain, name, end):
    assert name_stretch(starts_on, grain) == name
    assert end_of_stretch(starts_on, grain) == end


@pytest.mark.parametrize(
    ("url", "address", "host"),
    [
        ("https://www.news.example/a?b=c#d", "https://www.news.example/a?b=c#d", "news.example"),
        (" http://news.example/ ", "http://news.example/", "news.example"),
        ("HTTPS://News.Example/", "HTTPS://News.Example/", "news.example"),
        ("javascript:alert(1)", None, None),
        ("JaVaScRiPt:alert(1)//http://x", None, None),
        ("data:text/html,<script>", None, None),
        ("//news.example/a", None, None),
        ("news.example/a", None, None),
        ("file:///etc/passwd", None, None),
        ("http://", None, None),
        ("http://[broken", None, None),
        ("https://news.example/a\nb", None, None),
        ("https://news.example/a b", None, None),
        (None, None, None),
    ],
)
def test_only_addresses_of_the_web_become_links(url, address, host):
    assert web_address(url) == address
    assert host_of(url) == host


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{}</svg>'


@pytest.mark.parametrize(
    "drawn",
    [
        "<script>x</script>",
        '<image href="http://x/"/>',
        "<foreignObject/>",
        '<a href="javascript:x"><path d="M0,0"/></a>',
        "<style>x</style>",
        '<use href="#x"/>',
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(drawn):
    with pytest.raises(DrawingError):
        inline_svg(SVG.format(drawn), "label")


def test_a_drawing_with_a_declaration_is_refused():
    with pytest.raises(DrawingError):
        inline_svg("<!DOCTYPE svg>" + SVG.format('<path d="M0,0h1"/>'), "label")


def test_a_drawing_keeps_what_draws_and_is_named():
    drawn = '<g onclick="y"><path d="M0,0h1" fill="#fff" style="z"/><g><text>a &lt;b&gt;</text></g><path d=""/></g>'
    assert inline_svg(SVG.format(drawn), 'label "<x>') == (
        '<svg width="10" height="10" role="img" aria-label="label &quot;&lt;x&gt;">'
        '<g><path d="M0,0h1" fill="#fff" /><text>a &lt;b&gt;</text></g></svg>'
    )
