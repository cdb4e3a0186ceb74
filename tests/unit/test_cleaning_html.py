"""HTML pages: what is shown, where it stands in the source, and which of it is the article."""

import pytest

from newstext.cleaning.cleaner import Cleaner
from newstext.cleaning.html import render
from newstext.records import Declared

PARAGRAPHS = [
    "Ministers of forty countries met on Tuesday to discuss rules for trade in services, officials said after talks.",
    "The chair asked delegates to bring new offers by the end of the month, when a first draft of the text is due.",
    "Several countries have asked for more time, and others want to vote on the draft before the summer break in July.",
]
PAGE = f"""<!DOCTYPE html><html lang=en><head><title>Ministers meet - The Example</title>
<meta property="og:site_name" content="The Example"><meta name=author content="Jane Doe">
<meta property="article:published_time" content="2024-03-05T10:00:00Z"><script>var a = "<p>no</p>";</script></head>
<body><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>
<article><h1>Ministers meet to discuss new &amp; old trade rules</h1><p>By <b>Jane</b> Doe</p>
<p>GENEVA (AP) &mdash; {PARAGRAPHS[0].replace("to discuss", "to <i>discuss</i>")}</p>
<div>Advertisement</div><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p></article>
<aside><h3>Most read</h3><ul><li><a>Storm hits coast and thousands are left without power</a></li></ul></aside>
<footer>© 2024 The Example. All rights reserved.</footer></body></html>"""


@pytest.fixture(scope="module")
def page(tables):
    return Cleaner(tables).clean(PAGE, "html", Declared())


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<b>o</b>n<i>e</i>", "one"),
        ("<span>one</span> <span>two</span>", "one two"),
        ("one\n   two", "one two"),
        ("<ul><li>one</li><li>two</li></ul>", "* one\n* two"),
        ("a<!-- <p>not</p> -->b", "ab"),
        ("<style>p {}</style>a<script>if (a < b) { c }</script>b", "ab"),
        ("&lt;a&gt; &amp; &eacute;&#233; &unknown;", "<a> & éé &unknown;"),
        ('<a title="a > b">one</a>', "one"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<script>never closed", ""),
    ],
)
def test_renders(source, shown):
    assert render(source).text.strip() == shown


def test_every_shown_character_stands_in_the_source():
    view = render(PAGE)
    for i, character in enumerate(view.text):
        start, end = view.raw_span(i, i + 1)
        assert start < end
        if character.isalnum():
            assert PAGE[start:end] == character or PAGE[start] == "&"


def test_the_article_and_what_the_page_declares(page):
    assert page.title == "Ministers meet to discuss new & old trade rules"
    assert page.bylines == ("Jane Doe",)
    assert page.publisher == "The Example"
    assert page.declared.published_at == "2024-03-05"
    assert page.body == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Home", "navigation"),
        ("GENEVA (AP) —", "dateline"),
        ("Advertisement", "ad"),
        ("Most read", "promo"),
        ("All rights reserved", "navigation"),
    ],
)
def test_block_kinds(page, words, kind):
    assert next(block.kind for block in page.blocks if words in page.text_of(block)) == kind


def test_list_items_lead_to_the_source_without_the_mark(page):
    home = next(block for block in page.blocks if "Home" in page.text_of(block))
    assert PAGE[slice(*page.view.raw_span(home.start, home.end))] == "Home"


def test_what_the_record_declares_goes_first(tables):
    document = Cleaner(tables).clean(PAGE, "html", Declared(title="Trade talks", url="https://example.org/x"))
    assert document.declared.title == "Trade talks"
    assert document.url == "https://example.org/x"


@pytest.mark.parametrize(
    "source", ["", "<", "<p", "<html></html>", "<!DOCTYPE", "<p>It rained.", "\x00<p>\x00</p>", "&#0;&#1114112;"]
)
def test_broken_pages_are_read_as_far_as_they_go(tables, source):
    document = Cleaner(tables).clean(source, "html", Declared())
    assert "".join(document.body.split()) in {"", "Itrained.", "<", "\ufffd\ufffd"}
