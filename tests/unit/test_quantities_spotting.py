"""The words that are spotted in a line of text, and where."""

import pytest

from newstext.quantities.spotting import WordSpotter


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        (" One and two.", {"one", "two"}, [1, 9]),
        (" twenty-one", {"one"}, [8]),
        (" one one", {"one"}, [1, 5]),
        (" stone ones", set(), []),
        (" “one” – two", {"one", "two"}, [2, 9]),
        (" 🙂 one", {"one"}, [3]),
        (" ONE", {"one"}, [1]),
        (" ", set(), []),
    ],
)
def test_words_are_spotted_whole_in_any_case_at_the_places_of_the_text(text, words, places):
    spots = WordSpotter({"one", "two"}).spot(text)
    assert spots.words == words
    assert spots.places(frozenset({"one", "two"})) == places


def test_only_the_words_asked_for_have_places():
    spots = WordSpotter({"one", "two"}).spot(" two ones and one")
    assert spots.places(frozenset({"one"})) == [14]
    assert spots.has_any(frozenset({"two"}))
    assert not spots.has_any(frozenset({"three"}))
