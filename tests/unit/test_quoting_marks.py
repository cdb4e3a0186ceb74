"""Which words stand between quotation marks: one case a reason."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstext.quoting.marks import find_marked

ELISIONS = frozenset({"em", "cause", "n", "til"})

CASES = [
    pytest.param("“We won,” she said.", ["We won,"], id="typographic"),
    pytest.param('"We won," she said.', ["We won,"], id="straight"),
    pytest.param("”We won,” she said.", ["We won,"], id="closing mark opens"),
    pytest.param("“We won,“ she said.", ["We won,"], id="opening mark closes"),
    pytest.param("„Wir sind da“, sagte er.", ["Wir sind da"], id="low and high"),
    pytest.param("« Nous voilà », dit-elle.", ["Nous voilà"], id="guillemets with blanks"),
    pytest.param("»So ist es«, sagte er.", ["So ist es"], id="guillemets turned inwards"),
    pytest.param("``We won,'' she said.", ["We won,"], id="typewriter marks"),
    pytest.param("‘We won,’ she said.", ["We won,"], id="single marks"),
    pytest.param("'We won,' she said.", ["We won,"], id="straight single marks"),
    pytest.param("‘It’s the unions’ plan,’ he said.", ["It’s the unions’ plan,"], id="apostrophes inside single marks"),
    pytest.param("He called it a ‘farce’ and left.", ["farce"], id="one word in single marks"),
    pytest.param("“He said ‘never’ to me,” she said.", ["He said ‘never’ to me,"], id="single in double"),
    pytest.param('"He said "never" to me," she said.', ['He said "never" to me,'], id="double in double"),
    pytest.param('"One," he said. "Two."', ["One,", "Two."], id="broken by its cue"),
    pytest.param('He said,"Come in"and sat down.', ["Come in"], id="no blanks around marks"),
    pytest.param("“One, he said. “Two,” he added.", ["One, he said.", "Two,"], id="first mark never closed"),
    pytest.param("South Korea‘s army and Japan's navy", [], id="wrong mark as apostrophe"),
    pytest.param("the dogs' bowls and the cats' milk", [], id="plural possessives"),
    pytest.param("rock 'n' roll in the '90s, so tell 'em", [], id="elisions and decades"),
    pytest.param("no marks at all", [], id="none"),
    pytest.param('a 6-foot-2" centre', [], id="a lone closing mark"),
    pytest.param('<tweet id="77"> then "hello there"', ["hello there"], id="values of attributes"),
    pytest.param('""', [], id="nothing between the marks"),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_marked_words(text, words):
    assert [text[piece.start : piece.end] for piece in find_marked([text], ELISIONS)] == words


PARAGRAPHS = [
    pytest.param(
        ["“One.", "“Two,” he said."], [("One.", False, False), ("Two,", True, True)], id="a mark opens each paragraph"
    ),
    pytest.param(
        ["“One.", "Two,” he said."], [("One.", False, False), ("Two,", True, True)], id="only the first opens"
    ),
    pytest.param(["“One.", "No mark here."], [("One.", False, False)], id="never closed"),
    pytest.param(["“One.”", "“Two.”"], [("One.", True, False), ("Two.", True, False)], id="two quotations"),
]


@pytest.mark.parametrize(("texts", "expected"), PARAGRAPHS)
def test_quotations_over_paragraphs(texts, expected):
    found = find_marked(texts, ELISIONS)
    assert [(texts[p.passage_no][p.start : p.end], p.closed, p.continues) for p in found] == expected


SOUP = st.text(alphabet="ab ,.\n\"'“”‘’«»„`-—S1=", max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.lists(SOUP, max_size=4))
def test_pieces_lie_inside_their_passage_and_apart(texts):
    found = find_marked(texts, ELISIONS)
    for piece in found:
        text = texts[piece.passage_no]
        assert 0 <= piece.outer_start <= piece.start < piece.end <= piece.outer_end <= len(text)
        assert text[piece.start : piece.end].strip() == text[piece.start : piece.end]
    order = [(p.passage_no, p.outer_start) for p in found]
    assert order == sorted(order)
    pairs = pairwise(found)
    assert all(a.passage_no < b.passage_no or a.outer_end <= b.outer_start for a, b in pairs)
