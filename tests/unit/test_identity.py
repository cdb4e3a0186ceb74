"""Namesakes are told apart where articles contradict each other, and a user's decisions go first."""

import random
from datetime import date

import pytest

from newstext.identity import Decision, DecisionError, Decisions, Sighting, resolve

KIM = "person:kim-do-hyun"
NONE = Decisions()


def seen(article, country=None, *titles, on="2024-05-01", entity=KIM):
    return Sighting(article, entity, country, titles, date.fromisoformat(on) if on else None)


def decide(*rows):
    return Decisions(Decision(one, other, word == "same", line) for line, (one, other, word) in enumerate(rows, 2))


def told(sightings, decisions=NONE):
    return {article: entity for article, _, entity in resolve(sightings, decisions)}


APART = [
    ("ministers of two states at one time", [seen("a", "KOR", "foreign minister"), seen("b", "PRK", "premier")], {"b"}),
    ("a soldier and a nation's actor", [seen("a", "GBR", "actor"), seen("b", "USA", "general")], {"b"}),
    ("a day unknown", [seen("a", "KOR", "foreign minister", on=None), seen("b", "PRK", "premier")], {"b"}),
    (
        "the same office under another country: a slip",
        [seen("a", "KOR", "premier"), seen("b", "PRK", "premier")],
        set(),
    ),
    ("one office in common", [seen("a", "USA", "senator", "envoy"), seen("b", "IRQ", "envoy")], set()),
    ("offices of one country", [seen("a", "KOR", "mayor"), seen("b", "KOR", "foreign minister")], set()),
    ("no country", [seen("a", None, "mayor"), seen("b", "KOR", "foreign minister")], set()),
    ("a country without a present title", [seen("a", "GEO"), seen("b", "UKR", "governor")], set()),
    (
        "a career that goes on elsewhere",
        [seen("a", "GEO", "president", on="2013-11-01"), seen("b", "UKR", "governor", on="2015-06-01")],
        set(),
    ),
]


@pytest.mark.parametrize(("sightings", "apart"), [case[1:] for case in APART], ids=[case[0] for case in APART])
def test_namesakes(sightings, apart):
    assert set(told(sightings)) == apart


def test_ids_are_readable_and_the_one_of_most_articles_keeps_the_plain_one():
    sightings = [seen("a", "PRK", "premier"), seen("b", "KOR", "foreign minister"), seen("c", "PRK", "premier")]
    assert told(sightings) == {"b": "person:kim-do-hyun.kor"}


MAIN = [seen(f"m{number}", "KOR", "foreign minister") for number in range(6)]
OTHER = [seen("o1", "PRK", "premier"), seen("o2", "PRK", "marshal")]
SILENT = [
    ("tells nothing: whom most articles mean", MAIN + OTHER, seen("x"), None),
    ("tells nothing, and neither is meant by most", MAIN[:3] + OTHER, seen("x"), "person:kim-do-hyun@x"),
    ("a title that only one has", MAIN[:3] + OTHER, seen("x", None, "premier"), "person:kim-do-hyun.prk"),
    ("the country, though the title is over", MAIN + OTHER, seen("x", "PRK"), "person:kim-do-hyun.prk"),
]


@pytest.mark.parametrize(("sightings", "silent", "expected"), [c[1:] for c in SILENT], ids=[c[0] for c in SILENT])
def test_an_article_that_tells_little(sightings, silent, expected):
    assert told([*sightings, silent]).get("x") == expected


@pytest.mark.parametrize("seed", range(5))
def test_order_does_not_matter(seed):
    sightings = [*MAIN[:3], *OTHER, seen("x"), seen("y", None, "premier"), seen("z", "USA", "senator")]
    shuffled = random.Random(seed).sample(sightings, len(sightings))
    assert told(shuffled) == told(sightings)


def test_two_spellings_become_one():
    decisions = decide(
        ("person:ala-petrov", "person:alla-petrov", "same"), ("person:alla-petrov", "person:a-petrov", "same")
    )
    sightings = [seen("a", entity="person:alla-petrov"), seen("b", entity="person:a-petrov")]
    assert told(sightings, decisions) == {"a": "person:ala-petrov", "b": "person:ala-petrov"}


def test_a_class_is_called_by_its_first_line_however_it_grows():
    decisions = decide(
        ("person:a", "person:b", "same"), ("person:c", "person:d", "same"), ("person:d", "person:b", "same")
    )
    assert {decisions.canonical(f"person:{letter}") for letter in "abcd"} == {"person:c"}


def test_namesakes_that_the_rules_part_are_kept_together():
    assert told([*MAIN, *OTHER], decide((KIM, f"{KIM}.prk", "same"))) == {}


def test_namesakes_that_the_rules_do_not_part_are_parted():
    sightings = [*MAIN, seen("o", "KOR", "mayor"), seen("p", "JPN", "foreign minister")]
    assert told(sightings) == {}
    assert told(sightings, decide((KIM, f"{KIM}.jpn", "different"))) == {"p": f"{KIM}.jpn"}
    one_article = decide((KIM, f"{KIM}@o", "different"))
    assert told(sightings, one_article) == {"o": f"{KIM}@o"}


WRONG = [
    ("no id", [("Kim", KIM, "same")], "line 2: 'Kim' is not the id"),
    ("a country", [("country:KOR", "country:PRK", "same")], "line 2: 'country:KOR' is not"),
    ("itself", [(KIM, KIM, "same")], "line 2: .* on both sides"),
    ("a person and a body", [(KIM, "organization:kim", "same")], "line 2: .* only a person"),
    (
        "a contradiction by way of others",
        [("person:a", "person:b", "same"), ("person:b", "person:c", "same"), ("person:c", "person:a", "different")],
        r"line 4: .* called different, but other lines make them the same \(line 2, 3\)",
    ),
]


@pytest.mark.parametrize(("rows", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_decisions_that_cannot_be_obeyed(rows, message):
    with pytest.raises(DecisionError, match=message):
        decide(*rows)


def test_one_and_different_are_no_contradiction_of_ids_that_are_only_alike():
    decisions = decide(("person:a", "person:b", "same"), ("person:b", "person:c", "different"))
    assert decisions.are_different("person:a", "person:c")
    assert not decisions.are_different("person:a", "person:d")
