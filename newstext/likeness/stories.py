"""Which articles tell of one happening: weighted words, compared exactly, grouped around the earliest report.

A word weighs by how rare it is in English at large (the word frequencies of the wordfreq package), not in the corpus:
so the likeness of two articles is theirs alone and does not change as others arrive.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from newstext.likeness.copies import Rank
from newstext.likeness.shingles import Hashes, join_hashes, string_hashes

ALIKE = 0.45
"""Likeness from which two articles tell of one happening; on revisions of agency stories best between 0.44 and 0.48."""
ALIKE_IN_SETTING = 0.36
"""The same for two articles of one day, or of neighbouring days, that name the same people and bodies."""
SHARED_NAMES = 4
"""People, bodies and places, countries aside, that two articles must both name for the lower bar: two or three stand
in any two articles about one government."""
SAME_DAYS = 1
"""Days between two articles of one setting at the most: an evening's news is printed the next morning."""
WINDOW_DAYS = 4
"""Days between two reports of one happening at the most; later ones report what came of it."""
KEYS = 12
"""The heaviest words an article is found by; two articles that share three of them are compared."""
RAREST, COMMONEST = 1.0, 6.0
"""Zipf frequencies (log10 of uses in a billion words) between which words weigh; above are only function words."""
CAPITAL = 1.5
"""How much more a capitalised word weighs: names of people and places tell happenings apart."""
LEAD_WORDS, LEAD = 60, 2.0
"""How much more the first words weigh: title and lead say what happened, the rest is often background."""
SATURATION = 3.0
"""Weight of a word from which more uses of it count less and less."""
LENGTH_BIAS = 0.2
"""How much of a cosine's disadvantage for a short report beside a long one is taken back (pivoted normalisation,
Singhal, Buckley and Mitra 1996)."""
WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")

type Weights = npt.NDArray[np.float64]
type Zipf = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class StoryVector:
    """Weighted words and word pairs of an article; `hashes` are sorted, `length` is that of `weights` (L2).

    `keys` are hashes of the heaviest words.
    """

    hashes: Hashes
    weights: Weights
    length: float
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when an article's happening is set: its day, None where unknown, and the entities it names."""

    published_on: date | None
    names: frozenset[str]


def story_vector(text: str, zipf: Zipf) -> StoryVector:
    """Weigh the words of an article's title and body."""
    words = WORD.findall(text)
    numbers: dict[str, int] = {}
    used = np.array([numbers.setdefault(word.lower(), len(numbers)) for word in words], dtype=np.int64)
    hashes = string_hashes(list(numbers))
    rarity = np.array([_rarity(word, zipf) for word in numbers])
    lead = np.where(np.arange(len(words)) < LEAD_WORDS, LEAD, 1.0)
    capital = np.where([word[0].isupper() for word in words], CAPITAL, 1.0)
    single = np.bincount(used, lead * capital * rarity[used] ** 1.5, len(numbers))
    pairs, double = _word_pairs(hashes[used], rarity[used], lead)
    heaviest = np.lexsort((hashes, -np.round(single, 6)))[:KEYS]
    keys = tuple(int(key) for key in hashes[heaviest[single[heaviest] > 0]])
    return _vector(np.concatenate([hashes[single > 0], pairs]), np.concatenate([single[single > 0], double]), keys)


def _word_pairs(hashes: Hashes, rarity: Weights, lead: Weights) -> tuple[Hashes, Weights]:
    """Return the distinct pairs of telling words that follow each other, and their weights."""
    telling = (rarity[:-1] > 0) & (rarity[1:] > 0)
    pairs = join_hashes(hashes[:-1][telling], hashes[1:][telling])
    distinct_pairs, used = np.unique(pairs, return_inverse=True)
    weights = (lead[:-1] * (rarity[:-1] + rarity[1:]))[telling]
    return distinct_pairs, np.bincount(used, weights, len(distinct_pairs))


def likeness(one: StoryVector, other: StoryVector) -> float:
    """Return how alike the weighted words of two articles are, 0 to 1, rounded to be the same on every machine."""
    if len(one.hashes) > len(other.hashes):
        one, other = other, one
    if not len(one.hashes):
        return 0.0
    places = np.minimum(other.hashes.searchsorted(one.hashes), len(other.hashes) - 1)
    shared = other.hashes[places] == one.hashes
    cosine = float(one.weights[shared] @ other.weights[places[shared]]) / (one.length * other.length)
    longer, shorter = max(one.length, other.length), min(one.length, other.length)
    levelled: float = cosine * (longer / shorter) ** LENGTH_BIAS
    return round(min(levelled, 1.0), 6)


def is_one_story(alike: float, one: Setting, other: Setting) -> bool:
    """Whether two articles tell of one happening, by the likeness of their words and by their setting."""
    return alike >= ALIKE or (alike >= ALIKE_IN_SETTING and is_one_setting(one, other))


def is_one_setting(one: Setting, other: Setting) -> bool:
    """Whether two articles are of the same days and name the same people, bodies and places."""
    if one.published_on is None or other.published_on is None:
        return False
    apart = abs((one.published_on - other.published_on).days)
    return apart <= SAME_DAYS and len(one.names & other.names) >= SHARED_NAMES


def _rarity(word: str, zipf: Zipf) -> float:
    frequency: float = max(zipf(word), RAREST)
    return 7.5 - frequency if frequency <= COMMONEST else 0.0


def _vector(hashes: Hashes, weights: Weights, keys: tuple[int, ...]) -> StoryVector:
    damped = np.log1p(weights / SATURATION)
    order = np.argsort(hashes)
    return StoryVector(hashes[order], damped[order], float(np.sqrt(damped @ damped)) or 1.0, keys)


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
