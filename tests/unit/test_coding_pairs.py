"""The two directions of one event share a `pair_id`; an event with one direction has none."""

import polars as pl
import pytest

from expectations import judge
from expectations.suites import SUITES
from flows.frames import SCHEMAS, make_frame
from newstext.understanding import Analyst, Readable
from newstext.view import View
from tests.unit.coding_cases import MONDAY, paragraphs, who
from tests.unit.expectations_frames import valid_frames

ARTICLE = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def events_of(nlp, tables):
    analyst = Analyst(tables, nlp)

    def read(text):
        view = View.of(text)
        (parsed,) = analyst.parse([Readable(ARTICLE, text, view, paragraphs(view.text), MONDAY, MONDAY)])
        return analyst.read(parsed)["events"]

    return read


ONE_PAIR = [
    ("talks", "Peru held talks with Chile."),
    ("a deal", "Laos and Thailand agreed to share a dam."),
    ("a drill", "Uganda and Kenya held joint military drills."),
]


@pytest.mark.parametrize("text", [case[1] for case in ONE_PAIR], ids=[case[0] for case in ONE_PAIR])
def test_both_directions_share_a_pair(events_of, text):
    first, second = events_of(text)
    assert first["pair_id"] == second["pair_id"]
    assert first["pair_id"].startswith(f"pair:{ARTICLE[:16]}-")
    assert (first["actor_id"], first["recipient_id"]) == (second["recipient_id"], second["actor_id"])


def test_each_two_of_several_parties_are_a_pair_of_their_own(events_of):
    rows = events_of("Peru, Chile and Bolivia held talks.")
    by_pair = {}
    for row in rows:
        by_pair.setdefault(row["pair_id"], []).append({who(row["actor_id"]), who(row["recipient_id"])})
    assert [len(parties) for parties in by_pair.values()] == [2, 2, 2]
    assert all(first == second for first, second in by_pair.values())


ALONE = [
    ("one direction", "Norway accused Sudan of theft."),
    ("one party", "Two Danish editors were arrested on Monday."),
    ("each blames the other in words of its own", "Norway accused Sudan of theft, and Sudan condemned Norway."),
]


@pytest.mark.parametrize("text", [case[1] for case in ALONE], ids=[case[0] for case in ALONE])
def test_an_event_with_one_direction_has_no_pair(events_of, text):
    rows = events_of(text)
    assert rows
    assert {row["pair_id"] for row in rows} == {None}


def test_the_same_parties_at_another_place_are_another_pair(events_of):
    rows = events_of("Peru held talks with Chile.\n\nPeru held talks with Chile.")
    assert len(rows) == 4
    assert len({row["pair_id"] for row in rows}) == 2


def test_the_pair_stands_last_in_the_frame(events_of):
    frame = make_frame("events", events_of("Peru held talks with Chile."))
    assert frame.columns[-1] == "pair_id"
    assert frame["pair_id"].null_count() == 0


PAIRS = [
    ("two rows of one article", ["a", "a"], ["p", "p"], 0),
    ("no pair at all", ["a", "a"], [None, None], 0),
    ("one row alone", ["a", "a"], ["p", None], 1),
    ("three rows", ["a", "a", "a"], ["p", "p", "p"], 3),
    ("two articles", ["a", "b"], ["p", "p"], 2),
]


@pytest.mark.parametrize(("articles", "pairs", "broken"), [c[1:] for c in PAIRS], ids=[c[0] for c in PAIRS])
def test_a_pair_that_is_not_two_rows_of_one_article_is_warned_of(articles, pairs, broken):
    rule = next(rule for rule in SUITES["events"] if rule.name == "pair_is_whole")
    event = valid_frames()["events"].head(1)
    columns = [pl.Series("article_id", articles), pl.Series("pair_id", pairs, SCHEMAS["events"]["pair_id"])]
    frame = pl.concat([event] * len(articles)).with_columns(columns)
    verdict = judge({"events": frame}, suites={"events": [rule]})
    assert [r.unexpected_count for r in verdict.results if r.expectation == "pair_is_whole"] == [broken]
    assert verdict.rejected == {}
