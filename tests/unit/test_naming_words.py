"""Words, folding and ids of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.naming.words import fold, slug, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S.-South Korea pact", ["the", "U.S.", "-", "South", "Korea", "pact"]),
        ("in the U.S and", ["in", "the", "U.S", "and"]),
        ("Korea‘s leader", ["Korea", "‘", "s", "leader"]),
        ("O'Brien's aide", ["O'Brien", "'", "s", "aide"]),
        ("Choi Min-ah", ["Choi", "Min", "-", "ah"]),
        ("Baldor BEZ.N rose", ["Baldor", "BEZ.N", "rose"]),
        ("J.K. Rowling", ["J.K.", "Rowling"]),
        ("Gen. Brown spoke.", ["Gen.", "Brown", "spoke", "."]),
    ],
)
def test_words(text, words):
    assert split_words(text).texts == words


@given(st.text(max_size=80))
def test_words_are_slices_of_the_text_and_miss_nothing(text):
    words = split_words(text)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == list(words.texts)
    assert "".join("".join(words.texts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong Un", "Kim Jong-un"),
        ("Katrin Göring-Eckardt", "Katrin Goring Eckardt"),
        ("John O’Neill", "John O'Neill"),
        ("George W. Bush", "George W Bush"),
    ],
)
def test_spellings_of_one_name_share_the_slug(one, other):
    assert slug(one) == slug(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "at", "after"), [("Korea's army", 1, 3), ("allies' army", 1, 2), ("Korea army", 1, 1), ("Korea", 1, 1)]
)
def test_possessive_endings(text, at, after):
    assert split_words(text).after_possessive(at) == after


@pytest.mark.parametrize(
    ("text", "at", "before"), [("Korea's army", 3, 1), ("allies' army", 2, 1), ("Korea army", 1, 1), ("army", 0, 0)]
)
def test_possessive_endings_read_backwards(text, at, before):
    assert split_words(text).before_possessive(at) == before
