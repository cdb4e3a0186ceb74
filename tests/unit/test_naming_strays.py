"""Lines outside an article are read for names where nothing shows a page around it, or where they are its table."""

import pytest

from newstext.naming.strays import stray_lines
from newstext.records import Block

LEFT = "line outside the article"
MENU = ("navigation", "whole: most read")
RESULTS = [
    "1. Ida Carver ( Norway ) 19.32",
    "2. Ovanna Wick ( Peru ) 19.68",
    "Tidewater 2 Redhill 0",
    "REDHILL 75 59 .560",
]
TEASERS = ["Read more: 5 ways to save on your heating", "Watch 3 films", "Our 10 best walks"] * 3


def document(lines, labels):
    named = [*(("body", "part of the article: +1.2") for _ in range(2)), *(("promo", LEFT) for _ in lines), *labels]
    texts = ["Ida Carver won.", "It rained.", *lines, *("Most read" for _ in labels)]
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(len(texts))]
    blocks = [
        Block(number, kind, rule, start, start + len(text))
        for number, ((kind, rule), start, text) in enumerate(zip(named, starts, texts, strict=True))
    ]
    return "\n".join(texts), blocks


CASES = [
    ("no page around", ["BOXING - CARVER DEFENDS TITLE", "DUBLIN 1996-08-31"], [], 2),
    ("a menu", ["Ida Carver in pictures", "Tom Frost: a life"], [MENU], 0),
    (
        "a line that many articles have is no sign of a page",
        ["DUBLIN 1996-08-31"],
        [("promo", "repeated: in many articles")],
        1,
    ),
    ("rows of results on a page", RESULTS, [MENU], 4),
    ("rows of results with their headings", [*RESULTS, "Division A", "Final placings"], [MENU], 6),
    ("too few rows", RESULTS[:3], [MENU], 0),
    ("teasers with figures", TEASERS, [MENU], 0),
    ("nothing outside", [], [], 0),
]


@pytest.mark.parametrize(("lines", "labels", "count"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_stray_lines(lines, labels, count):
    assert len(stray_lines(*document(lines, labels))) == count
