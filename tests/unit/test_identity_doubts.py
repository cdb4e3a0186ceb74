"""Pairs that a reader might take for one another are listed, and no others."""

import pytest

from flows.reference import load_tables
from newstext.identity.doubts import NAMESAKE, Doubt, Profile, SpellingDoubts, edits, namesake_doubts

DOUBTS = SpellingDoubts(load_tables())


def found(one, other, **more):
    """Return why two ids are a pair; None where they are none."""
    pairs = list(DOUBTS.find([Profile(one, one, 5), Profile(other, other, 2, **more)]))
    return pairs[0].why if pairs else None


PAIRS = [
    ("person:olga-lukashenko", "person:olga-lukashenka", "one letter differs"),
    ("person:yusuf-gaddafi", "person:yusuf-kadhafi", "the same sound"),
    ("person:moon-jae-in", "person:jae-in-moon", "the same words in another order"),
    ("person:moon-jae-in", "person:moon-jaein", "the same letters"),
    ("person:ida-carver", "person:ida-b-carver", "one has a middle name"),
    ("organization:tidewater-bank", "organization:bank-tidewater", "the same words in another order"),
    ("organization:tidewater", "organization:tidewater-inc", "the same words"),
    ("organization:tidewater", "organization:tidewaters", "one letter differs"),
]
NO_PAIRS = [
    ("other names of one letter", "person:dan-coles", "person:don-coles"),
    ("a family name of few letters", "person:david-cole", "person:david-cote"),
    ("other names of one sound", "person:john-parry", "person:john-poirier"),
    ("names that begin otherwise", "person:mary-erov", "person:umary-erov"),
    ("other people of one family", "person:anna-carver", "person:ida-carver"),
    ("short bodies", "organization:opec", "organization:apec"),
    ("other kinds", "person:tidewater-bank", "organization:tidewater-bank"),
    ("another order of other words", "person:moon-jae-in", "person:jae-in-park"),
]


@pytest.mark.parametrize(("one", "other", "why"), PAIRS, ids=[case[2] for case in PAIRS])
def test_pairs(one, other, why):
    assert found(one, other) == why == found(other, one)


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in NO_PAIRS], ids=[case[0] for case in NO_PAIRS])
def test_no_pairs(one, other):
    assert found(one, other) is None


def test_what_both_have_in_common_is_said_and_goes_first():
    treasurer = {"titles": frozenset({"treasurer"}), "countries": frozenset({"USA"})}
    one = Profile("person:david-cole", "", 5, **treasurer)
    pairs = list(DOUBTS.find([one, Profile("person:david-cote", "", 2, **treasurer)]))
    assert [(pair.why, pair.weight) for pair in pairs] == [("one letter differs; both treasurer, USA", (2, 2))]


def test_people_of_two_countries_are_no_pair():
    one = Profile("person:olga-lukashenko", "", 5, frozenset({"BLR"}))
    assert list(DOUBTS.find([one, Profile("person:olga-lukashenka", "", 2, frozenset({"UKR"}))])) == []


def test_a_pair_is_found_once_and_begins_with_the_one_of_more_articles():
    pairs = list(DOUBTS.find([Profile("person:jae-in-moon", "", 1), Profile("person:moon-jae-in", "", 9)]))
    assert [(pair.entity_id, pair.other_id) for pair in pairs] == [("person:moon-jae-in", "person:jae-in-moon")]


def test_one_name_in_two_countries():
    told = {"person:kim-do-hyun": {"KOR": frozenset({"mayor", "envoy"}), "USA": frozenset()}}
    why = "KOR: envoy, mayor; USA: no title"
    assert list(namesake_doubts(told)) == [Doubt(NAMESAKE, "person:kim-do-hyun", "person:kim-do-hyun.usa", why, (0, 0))]


@pytest.mark.parametrize(
    ("one", "other", "count"), [("", "ab", 2), ("abc", "abc", 0), ("abc", "adc", 1), ("kitten", "sitting", 3)]
)
def test_edits(one, other, count):
    assert edits(one, other) == edits(other, one) == count
