"""Which line of a page names its article, among the many that stand above it."""

import pytest

from newstext.cleaning.cleaner import Cleaner
from newstext.records import Declared

TITLE = "Storm closes northern harbour for a year"
SUBTITLE = "Fishermen say the closure comes at the worst time and ask the state for help."
BYLINE = ["By Ana Lima", "May 3, 2021"]
PROSE = [
    "The harbour authority said on Monday it will close the northern basin for a year after the storm of last month.",
    "Workers found the damage at low tide, and engineers warned that a second storm could bring the walls down.",
    "“We cannot wait for winter,” said Ana Ferro, who leads the works, at a meeting with fishermen in town.",
    "The repairs will cost about 40 million euros, most of it paid by the state, the ministry of transport said.",
]
OTHERS = [
    "Ten dishes you must try this winter",
    "Stock market closes higher after the vote",
    "Mayor opens a new school",
]
FORM = [
    "The coast in your inbox",
    "Leave an address for our weekly letter",
    "That is no address",
    "It did not work, try once more",
]
MENU = ["News", "Sport", "Weather of the coast", "The Shore Gazette online"]

PAGES = {
    "a menu above": [*MENU, TITLE, *BYLINE],
    "other stories above": [*MENU, *OTHERS, TITLE, *BYLINE],
    "other stories between title and text": [TITLE, *BYLINE, "Read also these stories", *OTHERS],
    "a long form between title and text": [*MENU, TITLE, *BYLINE, *FORM * 9],
    "a note to the reader before the title": [
        "Analysis is based on facts, but holds the views of its writer.",
        TITLE,
        *BYLINE,
    ],
    "a name and a date before the text": [*MENU, TITLE, "Ana Lima Gazette 03/05/2021 Northern harbour"],
    "the site's name first": ["The Shore Gazette of the north coast", "May 3, 2021", TITLE],
}


@pytest.fixture(scope="module")
def cleaner(tables):
    return Cleaner(tables)


@pytest.mark.parametrize("name", PAGES)
def test_the_headline_is_the_line_whose_words_the_article_uses(cleaner, name):
    document = cleaner.clean("\n\n".join([*PAGES[name], *PROSE]), "text", Declared())
    assert document.title == TITLE
    assert document.body.endswith("\n\n".join(PROSE))


def test_a_sentence_under_the_headline_is_the_subtitle(cleaner):
    document = cleaner.clean("\n\n".join([*MENU, TITLE, SUBTITLE, *BYLINE, *PROSE]), "text", Declared())
    assert (document.title, document.subtitle) == (TITLE, SUBTITLE)


def test_the_sentence_of_a_brief_signed_at_its_end_is_its_body(cleaner):
    document = cleaner.clean(f"{TITLE}\n\n{SUBTITLE}\n\nBy Ana Lima\n\nMay 3, 2021", "text", Declared())
    assert (document.title, document.body) == (TITLE, SUBTITLE)


def test_the_address_spells_the_headline(cleaner):
    lines = [*MENU, "The tide has turned for our fishermen", "Northern harbour works to cost 40 million", *PROSE]
    plain = cleaner.clean("\n\n".join(lines), "text", Declared())
    known = cleaner.clean(
        "\n\n".join(lines), "text", Declared(url="https://shore.example/news/2021/05/03/tide-turned-our-fishermen-1234")
    )
    assert (plain.title, known.title) == (lines[5], lines[4])


@pytest.mark.parametrize("opening", [[], ["LISBON (AP) —"], [*BYLINE]])
def test_an_article_without_headline_has_none(cleaner, opening):
    assert cleaner.clean("\n\n".join([*opening, *PROSE]), "text", Declared()).title is None
