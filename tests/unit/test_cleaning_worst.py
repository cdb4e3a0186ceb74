"""Texts made to be slow: cleaning them ends, takes time in proportion to their length, and covers every character."""

import time

import pytest

from newstext.cleaning import cleaner as cleaning
from newstext.cleaning.cleaner import Cleaner
from newstext.cleaning.document import _prints
from newstext.cleaning.html import MOST_TAGS
from newstext.records import Declared
from newstext.splitting import ArticleSplitter

SIZE = 100_000
SECONDS = 10
"""Many times what a slow machine needs: the slowest case takes about a second; what grows with the square, minutes."""

PROSE = "The harbour will be closed for a year while workers repair the walls, officials said. "
PLAIN = {
    "one character": "a",
    "one word of capitals": "A",
    "blanks": " ",
    "no-break blanks": "\u00a0",
    "line feeds": "\n",
    "carriage returns": "\r",
    "lines of a letter": "x\n",
    "lines of a word": "word\n",
    "lines of a blank": " \n",
    "digits": "1",
    "digits and dashes": "1-",
    "dots": ".",
    "dashes": "-",
    "opening marks": "“",
    "graves": "`",
    "apostrophes": "'",
    "brackets": "(",
    "soft hyphens": "\u00ad",
    "zero width and line feeds": "\u200b\n",
    "ligatures": "ﬁ",
    "surrogates": "\ud800",
    "astral": "\U0001f600",
    "combining": "e\u0301",
    "ampersands": "&",
    "half entities": "&#1",
    "misread once": "Ã©",
    "misread marks": "â€™",
    "misread twice": "Ã¢â‚¬â„¢",
    "first bytes only": "Â",
    "bylines": "By Ana Lima\n",
    "one endless byline": "By Ana ",
    "headlines": "A fine title for this\n",
    "captions": "A man walks (Reuters)\n",
    "comments": "Bob says:\n",
    "bullets": "* item\n",
    "months": "May May ",
    "days": "5 days ago ",
    "datelines": "SEOUL-",
    "glued words": "said.Then he",
    "glued labels": "KimPublished",
    "half a credit": "(photo ",
    "prose without a break": PROSE,
    "prose in lines": PROSE + "\n",
    "wrapped lines": "The harbour will be closed for a year while workers go\n",
    "lines that run on": "the harbour will be closed for a year while workers go\n",
}
START = f"<html><body><article><h1>Harbour closes</h1><p>{PROSE * 3}</p>"
HTML = {
    "less-than": "<",
    "half tags": "<p",
    "open attributes": '<a "',
    "open values": '<a x="',
    "open comments": "<!--",
    "open scripts": "<script>",
    "open svg": "<svg ",
    "declarations": "<!",
    "deep divisions": "<div>",
    "deep lists": "<ul><li>",
    "deep tables": "<table><tr><td>",
    "deep quotations": "<blockquote>",
    "deep spans": "<b><i>",
    "cells of one row": "<td>x</td>",
    "rows": "<tr><td>one</td><td>two</td></tr>",
    "headings": "<h1>Head</h1>",
    "paragraphs": "<p>It rained.</p>",
    "breaks": "<br>",
    "words and breaks": "word<br>",
    "links": '<a href="/x">link</a> ',
    "entities": "&amp;",
    "NULs": "\x00",
    "options": "<select><option>a",
    "own elements": "<x-y>",
}


LABELS = {
    "separators": "-----\n",
    "counters": "Document 3 of 40\n",
    "labels": "BYLINE: x\n",
    "ends": "End of Document\n",
    "separators and prose": "-----\n" + PROSE + "\n",
}


@pytest.fixture(scope="module")
def cleaner(tables):
    return Cleaner(tables)


@pytest.fixture(scope="module")
def splitter(tables):
    return ArticleSplitter(tables)


def clean_in_time(cleaner, text, text_format):
    begun = time.process_time()
    document = cleaner.clean(text, text_format, Declared())
    blocks = document.raw_blocks()
    assert time.process_time() - begun < SECONDS
    covered = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(filter(_prints, covered)) == "".join(filter(_prints, text))
    return document


@pytest.mark.parametrize("case", PLAIN)
def test_plain_text(cleaner, case):
    clean_in_time(cleaner, PLAIN[case] * (SIZE // len(PLAIN[case])) + "x", "text")


@pytest.mark.parametrize("case", LABELS)
def test_telling_articles_apart(splitter, case):
    begun = time.process_time()
    splitter.split(LABELS[case] * (5 * SIZE // len(LABELS[case])))
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("case", HTML)
def test_html(cleaner, case):
    clean_in_time(cleaner, START + HTML[case] * (SIZE // len(HTML[case])), "html")


@pytest.mark.slow
@pytest.mark.parametrize("case", PLAIN)
def test_ten_megabytes_of_plain_text(cleaner, case, monkeypatch):
    monkeypatch.setattr("tests.unit.test_cleaning_worst.SECONDS", 100)
    clean_in_time(cleaner, PLAIN[case] * (100 * SIZE // len(PLAIN[case])) + "x", "text")


@pytest.mark.slow
@pytest.mark.parametrize("case", HTML)
def test_two_megabytes_of_html(cleaner, case):
    clean_in_time(cleaner, START + HTML[case] * (20 * SIZE // len(HTML[case])), "html")


def test_a_list_without_end_is_one_block(cleaner):
    document = clean_in_time(cleaner, "x\n" * (cleaning.MOST_LINES + 1), "text")
    assert [(block.kind, block.rule) for block in document.blocks] == [("other", "more than 200000 lines")]
    assert document.warnings == ("no_body",)


def test_a_page_of_too_many_tags_is_read_as_plain_text(cleaner):
    document = clean_in_time(cleaner, START + "<b>x</b> " * (MOST_TAGS // 2), "html")
    assert PROSE.strip() in document.body
