"""What one document gives to the counting of lines, and what the counts mean for its labels."""

import pytest

from newstext.cleaning.cleaner import Cleaner
from newstext.cleaning.lines import split_lines
from newstext.cleaning.repetition import find_repeated, hash_line, survey_document
from newstext.records import Declared

PROSE = [
    "The harbour authority said on Monday it will close the northern basin for a year while its walls are rebuilt.",
    "Workers found the damage after last month's storm, and engineers warned that a second one could bring them down.",
    "The repairs will cost about 40 million euros, most of it paid by the state, the ministry of transport said.",
    "Fishermen say that the closure comes at the worst time of the year, and that they were told of it only last week.",
]
PLEA = "The Example lives from its readers alone, and every gift keeps our reporters on the coast at work."


def hashes_of(*lines):
    return frozenset(number for line in split_lines("\n".join(lines)) if (number := hash_line(line)) is not None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Most Read:", "» most read", True),
        ("Give to The Example today.", "GIVE TO “THE EXAMPLE” TODAY!", True),
        ("Give to The Example", "Give to The Example.", False),  # a sentence needs more to be furniture than a label
    ],
)
def test_case_and_marks_do_not_tell_lines_apart(one, other, same):
    assert (hashes_of(one) == hashes_of(other)) is same


@pytest.mark.parametrize("line", ["Yes", "—", "word " * 200])
def test_what_says_too_little_or_too_much_is_not_counted(line):
    assert not hashes_of(line)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Declared(publisher="The Example"), Declared(publisher="THE EXAMPLE", url="https://other.example/1")),
        (Declared(url="https://www.example.com/a"), Declared(url="http://m.example.com/b?c")),
        (Declared(), Declared(url="http://[broken")),
    ],
)
def test_a_site_is_its_publisher_or_its_host(one, other):
    assert survey_document("Text.", "text", one).site == survey_document("Other text.", "text", other).site


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://www.example.com/news/1">',
        '<meta property="og:url" content="https://example.com/news/1"/>',
        "<meta content='example.com' property='og:site_name'>",
    ],
)
def test_a_page_says_itself_whose_it_is(head):
    page = f"<html><head><title>x</title>{head}</head><body><p>Text.</p></body></html>"
    assert (
        survey_document(page, "html", Declared()).site
        == survey_document("x", "text", Declared(publisher="example.com")).site
    )


def test_versions_of_a_story_share_one_of_its_hashes():
    whole = survey_document("\n\n".join([*PROSE, PLEA]), "text", Declared()).stories
    cut = survey_document("\n\n".join(["Port to close", *PROSE[:3], "Read more"]), "text", Declared()).stories
    other = survey_document(f"{PLEA}\n\nIt rained on nine islands for all of the week.", "text", Declared()).stories
    assert set(whole) & set(cut)
    assert not set(cut) & set(other)


def test_a_repeated_sentence_is_not_body(tables):
    document = Cleaner(tables).clean("\n\n".join([PROSE[0], PLEA, *PROSE[1:]]), "text", Declared(), hashes_of(PLEA))
    labels = {document.text_of(block): (block.kind, block.rule) for block in document.blocks}
    assert labels.pop(PLEA) == ("promo", "repeated: in many articles")
    assert {kind for kind, _ in labels.values()} == {"body"}


def test_a_text_that_is_repeated_as_a_whole_keeps_its_sentences_but_not_its_labels():
    lines = split_lines("\n".join(["Top of the page", *PROSE, PLEA]))
    everywhere = hashes_of("Top of the page", *PROSE)
    assert find_repeated(lines, everywhere, None) == [0]
    assert find_repeated(lines, hashes_of("Top of the page", PLEA), None) == [0, 5]


def test_the_declared_title_is_the_texts_own():
    lines = split_lines("\n".join(["The week in pictures", *PROSE]))
    assert find_repeated(lines, hashes_of("The week in pictures"), None) == [0]
    assert find_repeated(lines, hashes_of("The week in pictures"), "The Week in Pictures") == []
