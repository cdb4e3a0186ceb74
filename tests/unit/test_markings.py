"""Segments of a text under facts that hold one another, cross and share characters; passages; what text may show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.markings import Mark, cut_into_segments, passage_around, printable

TEXT = "Mayor Ada Bright said 5 ships left."


def mark(start, end, key):
    return Mark(start, end, "kind", key)


def cut(marks, text=TEXT, **stretch):
    return [
        (segment.text, "".join(mark.key for mark in segment.marks))
        for segment in cut_into_segments(text, marks, **stretch)
    ]


@pytest.mark.parametrize(
    ("why", "marks", "segments"),
    [
        ("nothing is marked", [], [(TEXT, "")]),
        (
            "one mark",
            [mark(6, 16, "a")],
            [("Mayor ", ""), ("Ada Bright", "a"), (" said 5 ships left.", "")],
        ),
        (
            "the longer one is outside",
            [mark(6, 16, "a"), mark(0, 16, "b")],
            [("Mayor ", "b"), ("Ada Bright", "ba"), (" said 5 ships left.", "")],
        ),
        (
            "marks that cross are cut where they cross",
            [mark(0, 10, "a"), mark(6, 16, "b")],
            [("Mayor ", "a"), ("Ada ", "ab"), ("Bright", "b"), (" said 5 ships left.", "")],
        ),
        (
            "equal ones stand in the order of their keys",
            [mark(0, 16, "b"), mark(0, 16, "a")],
            [("Mayor Ada Bright", "ab"), (" said 5 ships left.", "")],
        ),
        (
            "neighbours do not mix",
            [mark(0, 6, "a"), mark(6, 16, "b")],
            [("Mayor ", "a"), ("Ada Bright", "b"), (" said 5 ships left.", "")],
        ),
        ("the whole text", [mark(0, len(TEXT), "a")], [(TEXT, "a")]),
        ("a mark of no characters is nowhere", [mark(6, 6, "a")], [(TEXT, "")]),
        ("a mark beyond the end is nowhere", [mark(90, 99, "a")], [(TEXT, "")]),
    ],
)
def test_segments_lie_under_the_same_marks(why, marks, segments):
    assert cut(marks) == segments, why


def test_of_a_stretch_only_what_lies_inside_is_given():
    assert cut([mark(0, 16, "a"), mark(22, 40, "b")], start=6, end=24) == [
        ("Ada Bright", "a"),
        (" said ", ""),
        ("5 ", "b"),
    ]


def test_a_mark_begins_and_ends_once():
    inside, around = mark(6, 9, "a"), mark(0, 16, "b")
    segments = list(cut_into_segments(TEXT, [inside, around]))
    assert [segment.begins(around) for segment in segments[:3]] == [True, False, False]
    assert [segment.ends(around) for segment in segments[:3]] == [False, False, True]
    assert segments[1].begins(inside)
    assert segments[1].ends(inside)


def test_an_empty_text_has_no_segments():
    assert cut([mark(0, 5, "a")], text="") == []


marks = st.lists(st.builds(mark, st.integers(0, 30), st.integers(0, 40), st.text("abc", max_size=2)), max_size=12)


@given(st.text(max_size=30), marks)
def test_segments_are_the_text_and_each_character_lies_under_its_marks(text, marks):
    segments = list(cut_into_segments(text, marks))
    assert "".join(segment.text for segment in segments) == text
    for segment in segments:
        for place in range(segment.start, segment.end):
            assert sorted(map(id, segment.marks)) == sorted(id(m) for m in marks if m.start <= place < m.end)


@given(st.text(max_size=30), marks, st.randoms())
def test_the_order_of_marks_does_not_matter(text, marks, random):
    mixed = random.sample(marks, len(marks))
    assert list(cut_into_segments(text, marks)) == list(cut_into_segments(text, mixed))


@pytest.mark.parametrize(
    ("start", "end", "around", "passage"),
    [
        (6, 16, 4, ("…yor ", "Ada Bright", " sai…")),
        (0, 5, 4, ("", "Mayor", " Ada…")),
        (30, 35, 6, ("…ships ", "left.", "")),
        (6, 16, 100, ("Mayor ", "Ada Bright", " said 5 ships left.")),
    ],
)
def test_a_passage_says_where_text_was_left_out(start, end, around, passage):
    found = passage_around(TEXT, start, end, around)
    assert (found.before, found.words, found.after) == passage


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, tab\tand\nline", "plain, tab\tand\nline"),
        ("nul \0", "nul \u2400"),
        ("escape \x1b[31m", "escape \u241b[31m"),
        ("c1 \x9b31m", "c1 \ufffd31m"),
        ("override \u202egpj.exe", "override \ufffdgpj.exe"),
        ("isolate \u2066x\u2069", "isolate \ufffdx\ufffd"),
        ("right-to-left words stay: \u05d0", "right-to-left words stay: \u05d0"),
        (5, "5"),
    ],
)
def test_text_from_outside_steers_nothing(text, shown):
    assert printable(text) == shown
