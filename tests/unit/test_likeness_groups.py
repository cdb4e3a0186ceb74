"""Groups of made copies against their known truth, and the pairs found against a comparison of all with all."""

from collections import Counter, defaultdict
from itertools import combinations
from math import comb

import pytest

from flows.steps.clean import _signature_frame
from flows.steps.deduplicate import LEAST
from newstext.likeness.copies import NEAR, Pair, Rank, choose_originals, compare
from newstext.likeness.shingles import shingle_sets, word_hashes
from newstext.likeness.signatures import sign
from tests.golden.make_copies import made_copies
from warehouse.likeness import open_history, pairs_to_compare

LEAST_AGREEMENT = 0.95
"""Adjusted Rand index; of the published methods on the real set the best has 0.937."""


@pytest.fixture(scope="module")
def records():
    return list(made_copies(250))


@pytest.fixture(scope="module")
def signed(records):
    return sign([record["text"] for record in records])


@pytest.fixture(scope="module")
def sets(records, signed):
    texts = [record["text"] for record in records]
    return dict(zip(signed.body_hashes, shingle_sets(word_hashes(texts), 5), strict=True))


@pytest.fixture(scope="module")
def candidates(signed, tmp_path_factory):
    path = tmp_path_factory.mktemp("signatures") / "signatures.parquet"
    _signature_frame(signed).write_parquet(path)
    with open_history(path.with_name("none.duckdb")) as history:
        return pairs_to_compare(history, [path], LEAST)


def adjusted_rand_index(truth, found):
    """Hubert and Arabie 1985, from the counts of the table of both groupings."""
    pairs = [sum(comb(n, 2) for n in Counter(x).values()) for x in (zip(truth, found, strict=True), truth, found)]
    expected = pairs[1] * pairs[2] / comb(len(truth), 2)
    return (pairs[0] - expected) / ((pairs[1] + pairs[2]) / 2 - expected)


def test_groups_agree_with_the_truth(records, signed, sets, candidates):
    found = [(one, other, compare(sets[one], sets[other])) for one, other in candidates.iter_rows()]
    pairs = [Pair(one, other, *likeness) for one, other, likeness in found if likeness]
    articles = defaultdict(list)
    for number, (record, body_hash) in enumerate(zip(records, signed.body_hashes, strict=True)):
        articles[body_hash].append(Rank.of(f"{number:06d}", None, len(record["text"].split())))
    original = {copy.article_id: copy.of_article_id for copy in choose_originals(articles, pairs)}
    groups = [original.get(f"{number:06d}", f"{number:06d}") for number in range(len(records))]
    assert adjusted_rand_index([record["group"] for record in records], groups) >= LEAST_AGREEMENT


def test_pairs_found_are_those_of_a_comparison_of_all(sets, candidates):
    everywhere = {pair for pair in combinations(sorted(sets), 2) if _is_near(sets[pair[0]], sets[pair[1]])}
    found = {pair for pair in candidates.iter_rows() if _is_near(sets[pair[0]], sets[pair[1]])}
    assert len(everywhere) > 100
    assert len(found) >= 0.99 * len(everywhere)


def test_few_pairs_are_compared_in_vain(sets, candidates):
    assert candidates.height < len(sets) * 3


def test_a_shared_disclaimer_brings_nothing_together(tmp_path):
    closing = " ".join(f"term{number}" for number in range(60))
    bodies = [" ".join(f"w{number}x{place}" for place in range(300)) + " " + closing for number in range(30)]
    _signature_frame(sign(bodies)).write_parquet(tmp_path / "signatures.parquet")
    with open_history(tmp_path / "none.duckdb") as history:
        assert pairs_to_compare(history, [tmp_path / "signatures.parquet"], LEAST).height < 9


def _is_near(one, other):
    likeness = compare(one, other)
    return likeness is not None and likeness[0] == "near" and likeness[1] >= NEAR
