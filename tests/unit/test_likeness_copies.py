"""Which texts are copies, and which of many is kept."""

from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.likeness.copies import Pair, Rank, choose_originals, compare
from newstext.likeness.passages import shared_passages
from newstext.likeness.shingles import shingle_sets, word_hashes
from newstext.likeness.signatures import LEAST_WORDS, RUN_BAND, sign

WORDS = [f"word{number}" for number in range(400)]
LATER, EARLIER = date(2024, 5, 2), date(2024, 5, 1)


def text(*spans):
    return " ".join(word for start, end in spans for word in WORDS[start:end])


def likeness(one, other):
    return compare(*shingle_sets(word_hashes([one, other]), 5))


def python_jaccard(one, other):
    sets = [{tuple(words[n : n + 5]) for n in range(len(words) - 4)} for words in (one.split(), other.split())]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (text((0, 100)), text((0, 95)), "near"),
        (text((0, 100)), text((10, 100), (200, 205)), "near"),
        (text((0, 100)), text((0, 300)), "contained"),
        (text((0, 20)), text((0, 300)), None),  # a flash is no copy of the report it opens
        (text((0, 100)), text((60, 160)), None),
        (text((0, 100)), text((200, 300)), None),
        ("", text((0, 100)), None),
    ],
)
def test_kind_of_copy(one, other, kind):
    found = likeness(one, other)
    assert (found and found[0]) == kind
    assert likeness(other, one) == found


def test_similarity_is_the_exact_jaccard():
    one, other = text((0, 100)), text((0, 40), (45, 100))
    assert likeness(one, other) == ("near", python_jaccard(one, other))


@pytest.mark.parametrize(
    ("best", "worse"),
    [
        (Rank.of("b", EARLIER, 5), Rank.of("a", LATER, 500)),
        (Rank.of("b", LATER, 5), Rank.of("a", None, 500)),
        (Rank.of("b", LATER, 6), Rank.of("a", LATER, 5)),
        (Rank.of("a", None, 5), Rank.of("b", None, 5)),
    ],
)
def test_keep_rule_goes_by_day_then_length_then_id(best, worse):
    (copy,) = choose_originals({"x": [worse], "y": [best]}, [Pair("x", "y", "near", 0.8)])
    assert (copy.article_id, copy.of_article_id) == (worse.article_id, best.article_id)


def test_a_copy_of_a_copy_is_kept_when_it_is_not_like_the_original():
    articles = {name: [Rank.of(name, EARLIER, words)] for name, words in (("a", 9), ("b", 8), ("c", 7))}
    pairs = [Pair("a", "b", "near", 0.8), Pair("b", "c", "near", 0.8)]
    assert [copy.article_id for copy in choose_originals(articles, pairs)] == ["b"]


def test_order_of_articles_and_pairs_does_not_matter():
    articles = {name: [Rank.of(name, None, 9), Rank.of(name + "2", None, 9)] for name in "abcd"}
    pairs = [Pair("a", "b", "near", 0.8), Pair("b", "c", "near", 0.9), Pair("c", "d", "contained", 0.95)]
    expected = choose_originals(articles, pairs)
    for order in permutations(pairs):
        assert choose_originals(dict(reversed(articles.items())), order) == expected


def test_equal_words_have_one_body_hash():
    signed = sign(["Rain fell, he said.", "RAIN fell he said", "Rain fell she said", "…", ""])
    assert signed.body_hashes[0] == signed.body_hashes[1] != signed.body_hashes[2]
    assert signed.body_hashes[3:] == [None, None]


def test_signatures_do_not_depend_on_the_other_texts():
    texts = [text((start, start + 60)) for start in range(0, 300, 7)]
    together = sign(texts)
    for place, alone in enumerate(sign([one]) for one in texts):
        mine = together.text_nos == place
        assert sorted(together.band_hashes[mine].tolist()) == sorted(alone.band_hashes.tolist())
        assert together.body_hashes[place] == alone.body_hashes[0]


def test_short_texts_are_only_compared_as_a_whole():
    assert not len(sign([text((0, LEAST_WORDS - 1))]).text_nos)
    assert len(sign([text((0, LEAST_WORDS))]).text_nos)


def test_an_embedded_copy_shares_runs():
    signed = sign([text((0, 100)), text((150, 400), (0, 100))])
    runs = [set(signed.band_hashes[(signed.text_nos == n) & (signed.band_nos == RUN_BAND)].tolist()) for n in (0, 1)]
    assert len(runs[0] & runs[1]) >= 0.8 * len(runs[0]) > 0


@given(st.lists(st.text(max_size=40), max_size=8))
def test_words_are_hashed_alike_alone_and_together(texts):
    together = word_hashes(texts)
    assert [words.tolist() for words in together] == [word_hashes([one])[0].tolist() for one in texts]


@given(st.lists(st.sampled_from("abc"), max_size=30), st.lists(st.sampled_from("abc"), max_size=30))
def test_shared_passages_hold_only_shared_runs(one, other):
    mine, theirs = shared_passages(" ".join(one), " ".join(other), 2)
    assert bool(mine) == bool(theirs)
    for start, end in mine:
        words = " ".join(one)[start:end].split()
        assert all(pair in list(pairwise(other)) for pair in pairwise(words))
