"""The readable view: what is mended, and that the map back is exact."""

from itertools import pairwise

import pytest
from hypothesis import example, find, given, settings
from hypothesis import strategies as st

from newstext.mending.encoding import to_plain_characters, unusual_characters
from newstext.view import HTML_TEXT, MISREAD, PLAIN_TEXT, Layer, View

ODD = "\u00a0\u200b\u00ad\ufeff\r\n\t ‘’“”`´'\"&amp;é-ﬁ\x93\x00"
PIECES = st.sampled_from(
    [
        *ODD,
        "â€™",
        "Ã©",
        "Â£",
        "&quot;",
        "&#8217;",
        "``",
        "''",
        "\n\n",
        "  ",
        "said.Then he",
        "KimUpdated : 3",
        "word ",
        "Long ",
        "Ã¢â‚¬â„¢",
        "‚Äôs ",
        "â€ ",
        "Â £",
        "ﬃ",
        "\u2028",
        "\ufffd",
        "\ud83d",
        "\udc80",
        "the harbour will be closed for a year while the workers\n",
        "repair the walls that the storm of last Monday broke, a\n",
        "long-\n",
    ]
)
ANY = st.text(st.characters(codec=None), max_size=80)
"""Any code points, lone surrogates too: what a decoder keeps of invalid bytes."""
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), ANY)


@pytest.mark.parametrize(
    ("raw", "readable"),
    [
        ("caf\u00c3\u00a9 at the port", "café at the port"),
        ("the mayor\u00e2\u20ac\u2122s plan", "the mayor’s plan"),
        ("the mayor\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s plan", "the mayor’s plan"),
        ("the mayor\u00e2\x80\x99s plan", "the mayor’s plan"),
        ("the mayor‚Äôs plan", "the mayor’s plan"),
        ("a fee of Â£5", "a fee of £5"),
        ("the \x93old\x94 port", "the “old” port"),
        ("co\u00adoperation", "cooperation"),
        ("\ufeffHarbour opens", "Harbour opens"),
        ("ﬁnal oﬀer", "final offer"),
        ("one\u00a0two   three", "one two three"),
        ("fish &amp; chips &#8212; again", "fish & chips — again"),
        ("By Ana LimaPublished : May 3, 2021", "By Ana Lima Published : May 3, 2021"),
        ("before the vote.The house rose", "before the vote. The house rose"),
        ("the port‘s owner", "the port’s owner"),
        ("the port`s owner", "the port’s owner"),
        ("he said ”no more“.", "he said “no more”."),
        ("``No,'' he said", "“No,” he said"),
        ('he said "no"', 'he said "no"'),
        ("first line\r\nSecond line", "first line\nSecond line"),
    ],
)
def test_mends(raw, readable):
    assert View.of(raw).text == readable


@pytest.mark.parametrize(
    "untouched",
    [
        "São Paulo, Zürich, Łódź and Ångström",
        "‘Rock ’n’ roll’, she said",
        "Version 2.Beta was called Booking.com",
        "Menu\nHome\nWorld news\nSign in",
        "* first item\n* second item\n* third item",
        "A headline of some length about the harbour\nBy Ana Lima\nMay 3, 2021",
        "A first paragraph that ends here.\nA second paragraph that ends here too.\nAnd a third one, also short.",
    ],
)
def test_leaves_alone(untouched):
    assert View.of(untouched).text == untouched


def test_joins_lines_set_to_a_width():
    raw = (
        "The harbour will be closed for a year while workers\n"
        "repair the walls that Monday's storm broke, the port\n"
        "authority said. Ships must use the northern basin in\n"
        "the meantime.\n\nFishermen protested outside the town hall against a\nclosure they call needless."
    )
    first, second = View.of(raw).text.split("\n\n")
    assert "\n" not in first + second
    assert first.endswith("basin in the meantime.")


def test_joins_a_sentence_broken_before_a_small_letter():
    assert View.of("The minister opened the long awaited\nbridge on Friday.").text == (
        "The minister opened the long awaited bridge on Friday."
    )


def test_keeps_the_hyphen_of_a_broken_word():
    assert "long-awaited" in View.of("On Friday the minister opened the long-\nawaited bridge.").text


@given(st.text(st.characters(codec=None)))
def test_unusual_characters_are_all_but_printable_ascii_and_line_feeds(text):
    assert unusual_characters(text) == {c for c in text if c != "\n" and not (c.isascii() and c.isprintable())}


@given(TEXTS)
@example("a\u00ad")
@example("\u200b\n\u200b")
@example("x\u00c3\u00a9\u00a0 \n")
def test_every_character_of_the_view_leads_to_raw_text(raw):
    view = View.of(raw)
    spans = [view.raw_span(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(spans))
    if spans:
        assert view.raw_span(0, len(view.text)) == (spans[0][0], spans[-1][1])


@given(TEXTS)
def test_every_raw_character_is_led_to_and_back(raw):
    view = View.of(raw)
    for place in range(len(raw)):
        start, end = view.span_of_raw(place, place + 1)
        assert start < end
        low, high = view.raw_span(start, end)
        assert low <= place < high


@given(TEXTS)
def test_what_was_not_mended_is_the_same_character(raw):
    view = View.of(raw)
    widths = [view.raw_span(i, i + 1) for i in range(len(view.text))]
    repaired = {"\n", " ", "-", "“", "”", "’", '"'}
    for shown, (start, end) in zip(view.text, widths, strict=True):
        if end - start == 1 and shown not in repaired and raw[start].isascii():
            assert raw[start] == shown or len([w for w in widths if w == (start, end)]) > 1


@given(TEXTS)
def test_reading_twice_changes_nothing(raw):
    assert View.of(raw) == View.of(raw)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 99)])
def test_refuses_a_stretch_outside(start, end):
    with pytest.raises(ValueError, match="no stretch"):
        View.of("harbour").raw_span(start, end)


def test_empty_stretches_stay_empty():
    view = View.of("a\u00adb")
    assert [view.raw_span(i, i) for i in range(3)] == [(0, 0), (2, 2), (3, 3)]


def test_a_layer_refuses_an_edit_of_nothing():
    with pytest.raises(ValueError, match="must replace something"):
        Layer.apply("harbour", [(2, 2, "x")])


def test_deleted_markup_leads_to_its_place():
    html = View("a<b>c</b>d", "a<b>c</b>d", ()).mended([lambda _: [(1, 4, ""), (5, 9, "")], *HTML_TEXT])
    assert html.text == "acd"
    assert [html.raw_span(i, i + 1) for i in range(3)] == [(0, 1), (4, 5), (9, 10)]
    assert html.span_of_raw(1, 4) == (1, 1)
    assert html.span_of_raw(4, 10) == (1, 3)


@pytest.mark.parametrize("finder", [*MISREAD, *PLAIN_TEXT], ids=lambda finder: finder.__name__)
def test_the_random_texts_reach_every_mending(finder):
    """The properties above say something of a layer only where texts reach it."""

    def reaches(raw):
        return bool(list(finder(raw if finder in MISREAD else to_plain_characters(raw))))

    assert find(TEXTS, reaches, settings=settings(max_examples=5000, database=None))
