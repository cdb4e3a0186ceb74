"""Which articles tell of one happening: weighted words, compared exactly, grouped around the earliest report.

A word weighs by how rare it is in English at large (the word frequencies of the wordfreq package), not in the corpus:
so the likeness of two articles is theirs alone and does not change as others arrive.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from math import log1p

import numpy as np
import numpy.typing as npt

from newstext.likeness.copies import Rank
from newstext.likeness.shingles import Hashes

ALIKE = 0.41
"""Cosine from which two articles tell of one happening; on revisions of agency stories best between 0.38 and 0.44."""
WINDOW_DAYS = 4
"""Days between two reports of one happening at the most; later ones report what came of it."""
KEYS, SHARED_KEYS = 16, 3
"""The heaviest words an article is found by, and how many two articles must share to be compared."""
RAREST, COMMONEST = 1.0, 6.0
"""Zipf frequencies (log10 of uses in a billion words) between which words weigh; above are only function words."""
CAPITAL = 1.5
"""How much more a capitalised word weighs: names of people and places tell happenings apart."""
WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")

type Zipf = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class StoryVector:
    """Weighted words and word pairs of an article; `hashes` are sorted, `weights` have length 1 (L2)."""

    hashes: Hashes
    weights: npt.NDArray[np.float64]
    keys: tuple[int, ...]


def story_vector(text: str, zipf: Zipf) -> StoryVector:
    """Weigh the words of an article's title and body."""
    words = WORD.findall(text)
    rarity = {word: _rarity(word.lower(), zipf) for word in set(words)}
    single: Counter[str] = Counter()
    double: Counter[str] = Counter()
    for word in words:
        if rarity[word]:
            single[word.lower()] += rarity[word] ** 1.5 * (CAPITAL if word[0].isupper() else 1.0)
    for one, other in pairwise(words):
        if rarity[one] and rarity[other]:
            double[f"{one.lower()} {other.lower()}"] += rarity[one] + rarity[other]
    keys = sorted(single, key=lambda word: (-single[word], word))[:KEYS]
    return _vector(single + double, tuple(_hash(word) for word in keys))


def likeness(one: StoryVector, other: StoryVector) -> float:
    """Return the cosine of two articles' weighted words, 0 to 1, rounded so that it is the same on every machine."""
    _, mine, theirs = np.intersect1d(one.hashes, other.hashes, assume_unique=True, return_indices=True)
    return round(float(one.weights[mine] @ other.weights[theirs]), 6)


def _rarity(word: str, zipf: Zipf) -> float:
    frequency = max(zipf(word), RAREST)
    return 7.5 - frequency if frequency <= COMMONEST else 0.0


def _vector(counts: Counter[str], keys: tuple[int, ...]) -> StoryVector:
    hashes = np.array([_hash(word) for word in counts], dtype=np.uint64)
    weights = np.array([log1p(count) for count in counts.values()])
    order = np.argsort(hashes)
    length = np.sqrt(weights @ weights) if len(weights) else 1.0
    return StoryVector(hashes[order], weights[order] / length, keys)


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())


@dataclass(frozen=True, slots=True)
class Bond:
    """Two articles that tell of one happening, by article id."""

    one: str
    other: str
    similarity: float


def group_stories(articles: Mapping[str, Rank], bonds: Iterable[Bond]) -> dict[str, str]:
    """Return the first report that each article's story is gathered around.

    Articles are gone through from earliest to latest: one is joined to the most alike of the first reports so far,
    else it is a first report itself. The result depends on the set of articles and bonds alone.
    """
    neighbours: dict[str, list[tuple[float, str]]] = {}
    for bond in bonds:
        neighbours.setdefault(bond.one, []).append((bond.similarity, bond.other))
        neighbours.setdefault(bond.other, []).append((bond.similarity, bond.one))
    first: dict[str, str] = {}
    for article_id in sorted(articles, key=lambda article_id: articles[article_id]):
        leads = [
            (-alike, articles[other], other)
            for alike, other in neighbours.get(article_id, ())
            if first.get(other) == other
        ]
        first[article_id] = min(leads)[2] if leads else article_id
    return first
