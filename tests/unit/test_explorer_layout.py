"""An article set for reading: blocks in order, mended text, facts in place; excerpts around the words looked for."""

import pytest

from flows.explorer.layout import MOST_CHARACTERS, as_received, excerpt, lay_out
from warehouse.articles import Fact, ReadArticle


def article(text, blocks, facts=(), form="text"):
    spans = [
        {"kind": kind, "rule": None, "char_start": text.index(words), "char_end": text.index(words) + len(words)}
        for kind, words in blocks
    ]
    marks = [fact(text, words, kind) for words, kind in facts]
    return ReadArticle({"text": text, "format": form}, spans, marks, [], [])


def fact(text, words, kind):
    start = text.index(words)
    return Fact(f"key:{words}", "mentions", kind, words, start, start + len(words))


def read(sections):
    return [
        (section.is_folded, [(p.kind, "".join(segment.text for segment in p.segments)) for p in section.paragraphs])
        for section in sections
    ]


def marked(segments):
    return [(segment.text, [mark.kind for mark in segment.marks]) for segment in segments if segment.marks]


def test_blocks_that_are_no_part_of_the_article_are_folded_together():
    text = "Home\nNews\nTitle\nBody words.\nAdvert\n"
    blocks = [("navigation", "Home"), ("other", "News"), ("title", "Title"), ("body", "Body words."), ("ad", "Advert")]
    assert read(lay_out(article(text, blocks))) == [
        (True, [("navigation", "Home"), ("other", "News")]),
        (False, [("title", "Title"), ("body", "Body words.")]),
        (True, [("ad", "Advert")]),
    ]


def test_marks_follow_the_text_when_it_is_mended():
    text = "It isn&rsquo;t over &amp; done, Ada Bright said."
    laid = lay_out(article(text, [("body", text)], [("Ada Bright", "person"), ("isn&rsquo;t over", "quote")]))
    assert read(laid) == [(False, [("body", "It isn’t over & done, Ada Bright said.")])]
    assert marked(laid[0].paragraphs[0].segments) == [("isn’t over", ["quote"]), ("Ada Bright", ["person"])]


def test_markup_of_a_page_is_not_shown():
    text = "<html><body><h1>Title</h1><p>Mayor <a href='x'>Ada <i>Bright</i></a> left.</p></body></html>"
    page = article(
        text, [("body", "Mayor <a href='x'>Ada <i>Bright</i></a> left.")], [("Ada <i>Bright", "person")], "html"
    )
    [section] = lay_out(page)
    assert read([section]) == [(False, [("body", "Mayor Ada Bright left.")])]
    assert marked(section.paragraphs[0].segments) == [("Ada Bright", ["person"])]


def test_facts_that_hold_one_another_keep_their_order_and_a_fact_over_two_blocks_is_in_both():
    text = "Mayor Ada Bright left.\n\nShe came back."
    facts = [("Ada Bright", "person"), ("Mayor Ada Bright", "role"), ("left.\n\nShe", "event")]
    [section] = lay_out(article(text, [("body", "Mayor Ada Bright left."), ("body", "She came back.")], facts))
    first, second = (marked(paragraph.segments) for paragraph in section.paragraphs)
    assert first == [("Mayor ", ["role"]), ("Ada Bright", ["role", "person"]), ("left.", ["event"])]
    assert second == [("She", ["event"])]


@pytest.mark.parametrize(
    ("kind", "style"),
    [("country", "place"), ("group", "organization"), ("agreement", "organization"), ("unheard-of", "organization")],
)
def test_every_kind_of_fact_has_a_look(kind, style):
    assert marked(as_received(article("Oslo", [], [("Oslo", kind)]))) == [("Oslo", [style])]


def test_the_text_as_received_is_untouched():
    text = "Ada\n Bright &amp; \0 co"
    segments = as_received(article(text, [], [("Ada\n Bright", "person")]))
    assert "".join(segment.text for segment in segments) == text
    assert marked(segments) == [("Ada\n Bright", ["person"])]


def test_a_text_that_is_too_long_is_cut_and_its_facts_with_it():
    text = "a" * MOST_CHARACTERS + " Oslo"
    long = article(text, [("body", "a"), ("body", text)], [("Oslo", "place"), ("a", "date")])
    assert read(lay_out(long)) == [(False, [("body", "a")])]
    assert marked(as_received(long)) == [("a", ["date"])]


@pytest.mark.parametrize(
    ("why", "text", "forms", "length", "shown"),
    [
        ("a short text is shown whole", "Ferries left.", set(), 50, "Ferries left."),
        ("without words from the beginning", "Ferries left Oslo today.", set(), 16, "Ferries left …"),
        (
            "around the first word",
            "One two three four ferries left Oslo today.",
            {"ferries"},
            24,
            "… four [ferries] left Oslo …",
        ),
        ("accents and case as the index has them", "Élan is back", {"elan"}, 50, "[Élan] is back"),
        ("parts of words are not marked", "the ferryman", {"ferry"}, 50, "the ferryman"),
        ("a word without end", "x" * 100, set(), 10, " …"),
        ("nothing", "", {"ferry"}, 10, ""),
    ],
)
def test_an_excerpt_shows_the_words_that_were_looked_for(why, text, forms, length, shown):
    segments = excerpt(text, frozenset(forms), length)
    assert "".join(f"[{s.text}]" if s.marks else s.text for s in segments) == shown, why
