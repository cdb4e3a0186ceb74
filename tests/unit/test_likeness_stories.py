"""Which articles tell of one happening."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from newstext.likeness.copies import Rank
from newstext.likeness.stories import (
    ALIKE,
    ALIKE_IN_SETTING,
    Bond,
    Setting,
    group_stories,
    is_one_story,
    likeness,
    story_vector,
)

DAY = date(2024, 5, 1)
NAMES = frozenset(f"person:{number}" for number in range(5))
FLOOD = "Tariff floods Corvale harbour. Mayor Ilse Brandt ordered pumps to the Corvale docks, engineers measured silt."
PUMPS = (
    "Corvale mayor Brandt orders pumps. Silt fills the harbour of Corvale and engineers hurry to the docks with pumps."
)
OTHER = "Parliament of Zembra rejects the sugar levy. Growers cheered, and the minister Okoro withdrew his bill."


def zipf(word):
    return 7.0 if word in {"the", "of", "to", "and", "a", "his", "with"} else 3.5


def alike(one, other):
    return likeness(story_vector(one, zipf), story_vector(other, zipf))


def test_same_words_are_wholly_alike():
    assert alike(FLOOD, FLOOD) == pytest.approx(1.0, abs=1e-6)


def test_one_happening_is_more_alike_than_two():
    assert alike(FLOOD, PUMPS) > ALIKE_IN_SETTING > alike(FLOOD, OTHER)
    assert alike(FLOOD, PUMPS) == alike(PUMPS, FLOOD)


@pytest.mark.parametrize("text", ["", "the of a", "..."])
def test_texts_without_telling_words_are_like_nothing(text):
    assert alike(text, text) == 0.0
    assert story_vector(text, zipf).keys == ()


@pytest.mark.parametrize(
    ("words_alike", "days", "names", "expected"),
    [
        (ALIKE, None, frozenset(), True),
        (ALIKE - 0.01, None, NAMES, False),  # without days only words count
        (ALIKE - 0.01, 1, NAMES, True),
        (ALIKE - 0.01, 2, NAMES, False),
        (ALIKE - 0.01, 0, frozenset(list(NAMES)[:2]), False),
        (ALIKE_IN_SETTING - 0.01, 0, NAMES, False),
    ],
)
def test_setting_lowers_the_bar(words_alike, days, names, expected):
    other = Setting(None if days is None else DAY + timedelta(days=days), names)
    assert is_one_story(words_alike, Setting(DAY, NAMES), other) is expected


def test_an_article_joins_the_first_report_it_is_most_like():
    ranks = {name: Rank.of(name, DAY + timedelta(days=day), 9) for day, name in enumerate("abcd")}
    bonds = [Bond("a", "c", 0.5), Bond("b", "c", 0.6), Bond("c", "d", 0.9)]
    expected = {"a": "a", "b": "b", "c": "b", "d": "d"}
    for order in permutations(bonds):
        assert group_stories(ranks, order) == expected
