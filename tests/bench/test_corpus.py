"""The measuring corpus: the same for a seed, growing without changing, its articles unlike but for the copies."""

import importlib.util
import itertools
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("corpus", Path(__file__).with_name("corpus.py"))
corpus = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(corpus)

COUNT = 500


@pytest.fixture(scope="module")
def texts():
    return list(corpus.make_articles(COUNT, seed=3))


def shingles(text):
    words = text.split()
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def test_a_seed_gives_one_corpus_whatever_its_length(texts):
    assert list(corpus.make_articles(40, seed=3)) == texts[:40]
    assert list(corpus.make_articles(40, seed=4)) != texts[:40]


def test_articles_are_as_long_as_news(texts):
    lengths = [len(text.split()) for text in texts]
    assert min(lengths) > 250
    assert max(lengths) < 650


def test_only_copies_are_alike(texts):
    sets = [shingles(text) for text in texts]
    roots = [number if (first := corpus.original_of(number, 3)) is None else first for number in range(COUNT)]
    assert COUNT * 0.06 < sum(root != number for number, root in enumerate(roots)) < COUNT * 0.14
    holders = defaultdict(list)
    for number, held in enumerate(sets):
        for shingle in held:
            holders[shingle].append(number)
    shared = Counter(pair for numbers in holders.values() for pair in itertools.combinations(numbers, 2))
    for (one, other), count in shared.items():
        likeness = count / (len(sets[one]) + len(sets[other]) - count)
        assert likeness > 0.5 if roots[one] == roots[other] else likeness < 0.2


def test_both_forms_hold_the_same_texts(tmp_path):
    lines = corpus.write_corpus(tmp_path / "l", 5, seed=1).read_text(encoding="utf-8").splitlines()
    files = sorted(corpus.write_corpus(tmp_path / "t", 5, seed=1, form="txt").iterdir())
    assert [json.loads(line)["text"] for line in lines] == [file.read_text(encoding="utf-8") for file in files]
    with pytest.raises(ValueError, match="form must be"):
        corpus.write_corpus(tmp_path, 1, form="xml")
