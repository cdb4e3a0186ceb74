"""Rows of results are read for names though cleaning takes them for furniture; menus and teasers are not."""

import pytest

from newstext.naming.rankings import rows_of_results
from newstext.records import Block, Passage

RESULTS = [
    "1. Ida Carver ( Norway ) 19.32",
    "2. Ovanna Wick ( Peru ) 19.68",
    "Tidewater 2 Redhill 0",
    "REDHILL 75 59 .560",
]


def passages(lines, kind="promo"):
    return [
        Passage(Block(number, kind, "test", number * 100, number * 100 + 99), line, ())
        for number, line in enumerate(lines)
    ]


CASES = [
    ("results", RESULTS, "promo", 4),
    ("results with their headings", [*RESULTS, "Division A", "Men's 200 metres"], "navigation", 6),
    ("too few", RESULTS[:3], "promo", 0),
    ("a menu", ["Home", "World", "Sport", "Most read", "Contact us", "Top 10", "Live 24"], "navigation", 0),
    (
        "teasers",
        ["Read more: 5 ways to save on your heating", "Subscribe for 2 dollars now", "Watch 3 films"] * 3,
        "promo",
        0,
    ),
    ("what is part of the article anyway", RESULTS, "body", 0),
]


@pytest.mark.parametrize(("lines", "kind", "count"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_rows_of_results(lines, kind, count):
    assert len(rows_of_results(passages(lines, kind))) == count
