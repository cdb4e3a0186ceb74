"""What lines show: the names that the weight table knows."""

import pytest

from newstext.cleaning.features import ShapeReader
from newstext.cleaning.lines import normalise_line, split_lines
from newstext.cleaning.surroundings import Surroundings

PAGE = """* Home
* World news
Storm closes harbour for a week
By Ana Lima
The harbour was closed on Monday after a storm had broken two of its walls, the port authority said in a statement.

Ships must use the northern basin until the walls are repaired, which may take a week, it said.
Read more
Storm closes harbour for a week
© The Example | All rights reserved"""


@pytest.fixture(scope="module")
def shape(tables):
    return ShapeReader(tables)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Home", {"words: 1", "ends: letter"}),
        ("* World news", {"bullet", "bullet, no sentence"}),
        ("Sign up for OUR newsletter.", {"words: 5-7", "ends: sentence", "speaks to the reader, short"}),
        ("The port, he said today, is shut. It will open.", {"reports speech", "several sentences", "comma"}),
        ("“No,” he said. “Never.” She agreed.", {"starts with a quotation", "several sentences"}),
        ("read on…", {"starts small", "cut off"}),
        ("NEWS | SPORT", {"separators", "all capitals"}),
        ("12/03/2021 10:45", {"many digits", "ends: letter"}),
        ("Write to desk@news.example", {"link"}),
        ("Storm Hits The Northern Coast", {"capitals: most"}),
    ],
)
def test_shape(shape, text, shown):
    (line,) = split_lines(text)
    assert shown <= set(shape.features(line, None))


def test_the_wording_a_form_speaks_for_is_named(shape):
    (line,) = split_lines("Read more")
    assert "wording: promo" in shape.features(line, "promo")


@pytest.fixture(scope="module")
def around():
    lines = split_lines(PAGE)
    return Surroundings(lines, [None, None, None, "byline", None, None, "promo", None, None])


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (0, {"before: nothing", "after: bullet", "short, place: before all prose", "short, prose before: none"}),
        (2, {"after: byline", "short, dates near: 1", "short, prose after: 5", "said twice"}),
        (4, {"before: byline", "share of all prose: 2 fifths", "long, in mixed text", "long, in a group"}),
        (5, {"before: sentence, 17-24", "after: promo", "long, dates near: 1", "long, prose before: 4"}),
        (7, {"short, under: promo", "short, place: after all prose", "said twice"}),
        (8, {"after: nothing", "before: no sentence, 5-7"}),
    ],
)
def test_surroundings(around, place, shown):
    assert shown <= set(around.features(place))


def test_the_names_are_those_of_the_weight_table(tables, shape, around):
    known = {row["feature"] for row in tables["line_weights"]}
    lines = split_lines(PAGE)
    shown = {name for i, line in enumerate(lines) for name in (*shape.features(line, None), *around.features(i))}
    assert shown <= known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read More »", "read more"),
        ("* Read_more", "Read more"),
        ("Mehr über Straßen", "MEHR ÜBER STRASSEN"),
        ("|", ""),
    ],
)
def test_lines_are_the_same_without_case_marks_and_blanks(one, other):
    assert normalise_line(one) == normalise_line(other)
