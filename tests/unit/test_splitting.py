"""Which texts hold several articles for sure, and where each begins; what is unsure stays whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reading import read_sources
from newstext.splitting import ArticleSplitter

BODIES = [
    (
        "The harbour authority said on Monday it will close the northern basin for a year while its walls are rebuilt. "
        "Workers found it after last month's storm, and engineers warned that a second one could bring it down. "
        "The repairs will cost about 40 million euros, most of it paid by the state, the ministry of transport said."
    ),
    (
        "The ferry line to the outer islands will stay open through the winter, its owner said after long talks. "
        "Islanders had feared that the last boat would sail in October, as it did before the war, and many had moved. "
        "A subsidy of two million euros a year, agreed late on Friday, is to pay for a second crew and for the fuel."
    ),
    (
        "Fishermen in the south landed more herring in March than in any month since records began, a report shows. "
        "Prices fell by a third in the same weeks, and several boats stayed in port because the catch did not pay. "
        "Scientists said that the shoals had moved closer to the coast, and that nobody knew how long they would stay."
    ),
]
TITLES = ["Port to close northern basin", "Ferry line to stay open", "Record month for herring fishers"]
NAMES = ["Ana Lima", "Tom Berg", "Ines Faro"]
DAYS = ["May 3, 2021", "October 9, 2021", "April 1, 2022"]
ARTICLES = [
    f"{title}\nBy {name}\n{day}\n\n{body}" for title, name, day, body in zip(TITLES, NAMES, DAYS, BODIES, strict=True)
]
LABELLED = [
    f"Title: {title}\nDate: {day}\nSource: The Example\n\n{body}"
    for title, day, body in zip(TITLES, DAYS, BODIES, strict=True)
]
CONTENTS = "Search for harbour, all sources, 3 results\n" + "\n".join(f"{n}. {t}" for n, t in enumerate(TITLES, 1))


@pytest.fixture(scope="module")
def splitter(tables):
    return ArticleSplitter(tables)


def counted(form, articles=ARTICLES, of=3):
    return "\n\n".join(f"{form.format(n, of)}\n\n{article}" for n, article in enumerate(articles, 1))


SEVERAL = {
    "equals signs": f"\n\n{'=' * 40}\n\n".join(ARTICLES),
    "stars with blanks": "\n* * * * * *\n".join(ARTICLES),
    "a rule over and under each": "".join(f"{'-' * 20}\n{article}\n{'-' * 20}\n" for article in ARTICLES),
    "a rule under each header": "\n======\n".join(part for a in ARTICLES for part in a.split("\n\n")),
    "datelines": "\n_____\n".join(f"{t}\n\nLISBON (AP) - {b}" for t, b in zip(TITLES, BODIES, strict=True)),
    "document 1 of 3": counted("Document {} of {}"),
    "1 of 3 DOCUMENTS": counted("                 {} of {} DOCUMENTS"),
    "counters and a list of contents": f"{CONTENTS}\n\n{counted('Document {} of {}')}",
    "end of document": "\n\nEnd of Document\n\n".join([*ARTICLES, ""]),
    "Factiva": "".join(f"{a}\n\nDocument EXAMPL00202105{n}0eh530000{n}\n\n" for n, a in enumerate(ARTICLES, 1)),
    "the same labels over each": "\n\n".join(LABELLED),
}
ONE = {
    "one article": ARTICLES[0],
    "rules between sections": f"{ARTICLES[0]}\n\n-----\n\n{BODIES[1]}\n\n-----\n\n{BODIES[2]}",
    "headed sections": "\n\n*****\n\n".join(
        [ARTICLES[0], *(f"{t}\n\n{b}" for t, b in zip(TITLES, BODIES, strict=True))]
    ),
    "a ruled-off note": f"{ARTICLES[0]}\n\n-----\nAbout the author\nBy The Example\nShe writes of ports.",
    "comments": f"{ARTICLES[0]}\n=====\nComments on this story\nMay 4, 2021\n{BODIES[1]}",
    "a gallery": "\n\n".join(f"{ARTICLES[0] if n == 1 else ''}\nImage {n} of 3\n{BODIES[n - 1]}" for n in (1, 2, 3)),
    "a counter in a sentence": f"{BODIES[0]}\n\nDocument 2 of 3 was missing, she said.\n\n{BODIES[1]}",
    "counters that do not count on": counted("Document {} of {}").replace("2 of 3", "3 of 4"),
    "one counter": f"Document 1 of 1\n\n{ARTICLES[0]}",
    "one end": f"{ARTICLES[0]}\n\nEnd of Document",
    "a list of events": f"{ARTICLES[0]}\n\n"
    + "\n\n".join(f"Title: {t}\nDate: {d}\nAt the port." for t, d in zip(TITLES, DAYS, strict=True)),
    "a rule and the next article's bare text": f"{ARTICLES[0]}\n{'=' * 30}\n{BODIES[1]}",
    "nothing but rules": "-----\n=====\n-----\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", SEVERAL)
def test_articles_are_told_apart(splitter, name):
    pieces = [piece for piece in splitter.split(SEVERAL[name]) if piece.number]
    texts = [SEVERAL[name][piece.start : piece.end] for piece in pieces]
    assert [piece.number for piece in pieces] == [1, 2, 3]
    for text, title, body in zip(texts, TITLES, BODIES, strict=True):
        assert (title in text, body in text) == (True, True)
        assert sum(other in text for other in BODIES) == 1


@pytest.mark.parametrize("name", ONE)
def test_what_is_one_text_or_unsure_stays_whole(splitter, name):
    assert splitter.split(ONE[name]) == ()


def test_what_precedes_the_first_article_is_a_piece_of_its_own(splitter):
    text = SEVERAL["counters and a list of contents"]
    first = splitter.split(text)[0]
    assert (first.number, text[first.start : first.end].strip()) == (0, CONTENTS)


def test_a_labelled_header_declares(splitter):
    declared = splitter.split("\n\n".join(LABELLED))[1].declared
    assert (declared.title, declared.published_at, declared.publisher) == (TITLES[1], DAYS[1], "The Example")


PARTS = st.sampled_from(
    [*ARTICLES, *BODIES, *LABELLED, "=====", "-----", "Document 1 of 2", "Document 2 of 2", "\n", "x"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PARTS, max_size=12).map("\n".join))
def test_pieces_cover_the_text_without_gap_or_overlap(splitter, text):
    pieces = splitter.split(text)
    assert len(pieces) != 1
    assert not pieces or "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(text[piece.start : piece.end].strip() for piece in pieces)


def test_a_file_of_several_gives_numbered_records_of_its_exact_text(tmp_path, splitter):
    path = tmp_path / "export.txt"
    path.write_text(SEVERAL["counters and a list of contents"], encoding="utf-8")
    (tmp_path / "one.txt").write_text(ONE["one article"], encoding="utf-8")
    records = list(read_sources([str(tmp_path)], splitter=splitter))
    assert [record.source_uri for record in records] == [*(f"{path}#{n}" for n in range(4)), str(tmp_path / "one.txt")]
    assert "".join(record.text for record in records[:4]) == path.read_text(encoding="utf-8")
    assert sum(record.byte_size for record in records[:4]) == path.stat().st_size


def test_a_record_of_a_container_stays_whole(tmp_path, splitter):
    (tmp_path / "a.csv").write_text('text\n"' + SEVERAL["equals signs"] + '"\n', encoding="utf-8")
    assert len(list(read_sources([str(tmp_path)], splitter=splitter))) == 1
