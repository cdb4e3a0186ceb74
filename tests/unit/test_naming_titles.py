"""Titles of people: normal form, status, extent."""

import pytest

from newstext.naming.titles import TitleReader
from newstext.naming.words import split_words


@pytest.fixture(scope="module")
def reader(tables):
    return TitleReader(tables)


@pytest.mark.parametrize(
    ("text", "normal", "status"),
    [
        ("President", "president", "current"),
        ("acting Defence Minister", "defense minister", "acting"),
        ("former Minister of Finance", "finance minister", "former"),
        ("Vice Foreign Minister", "vice foreign minister", "current"),
        ("Deputy Secretary of State", "deputy secretary of state", "current"),
        ("president-elect", "president", "elect"),
        ("Minister for Agriculture and Fisheries", "agriculture minister", "current"),
        ("Foreign Ministry spokeswoman", "foreign ministry spokesman", "current"),
        ("ex-chancellor", "chancellor", "former"),
        ("then-Prime Minister", "prime minister", "former"),
        ("Lt. Gen.", "lieutenant general", "current"),
        ("interim leader", "leader", "acting"),
    ],
)
def test_title(reader, text, normal, status):
    words = split_words(text)
    (title,) = reader.read(words)
    assert (title.normal, title.status, title.start, title.end) == (normal, status, 0, len(words))


@pytest.mark.parametrize("text", ["the defense budget", "a former ally", "the new trade deal", "foreign policy"])
def test_parts_of_titles_alone_are_none(reader, text):
    assert reader.read(split_words(text)) == []


@pytest.mark.parametrize(
    ("text", "status", "start"),
    [
        ("the former U.S.", None, 3),
        ("the former", "former", 1),
        ("then-", "former", 0),
        ("the new acting", "acting", 1),
    ],
)
def test_words_of_status_before_a_place(reader, text, status, start):
    words = split_words(text)
    assert reader.status_before(words, len(words)) == (status, start)
