"""Whether one text is a copy of another, by exact comparison, and which of many copies is the original."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from newstext.likeness.shingles import Hashes, shared_count

NEAR = 0.6
"""Jaccard similarity of word 5-shingles from which a text counts as a revised copy. One word in twenty-five changed, by
a scanner's misreading or on purpose, brings two equal texts down to 0.7; two such copies are 0.5 to 0.6 alike. On
revisions of agency stories no pair above it tells of two happenings, and what is newer by half stays below it."""
CONTAINED = 0.9
"""Share of the shorter text's shingles that must stand in the longer one."""
LEAST_SHARE = 0.2
"""Jaccard similarity that a contained text needs too: a flash of two sentences is no copy of the report it opens."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are copies; `one` and `other` are their body hashes, `similarity` is exact for its kind."""

    one: str
    other: str
    kind: str
    similarity: float


def compare(one: Hashes, other: Hashes) -> tuple[str, float] | None:
    """Return (kind, similarity) of two texts given as sorted shingle sets, None where neither is a copy."""
    shared = shared_count(one, other)
    if not shared:
        return None
    jaccard = shared / (len(one) + len(other) - shared)
    if jaccard >= NEAR:
        return "near", jaccard
    containment = shared / min(len(one), len(other))
    if containment >= CONTAINED and jaccard >= LEAST_SHARE:
        return "contained", containment
    return None


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """The keep-rule as an order: earliest published, then longest, then smallest id; undated texts come last."""

    is_undated: bool
    published_on: date
    shortness: int
    article_id: str

    @classmethod
    def of(cls, article_id: str, published_on: date | None, word_count: int) -> "Rank":
        return cls(published_on is None, published_on or date.max, -word_count, article_id)


@dataclass(frozen=True, slots=True)
class Copy:
    """An article found to be a copy of another."""

    article_id: str
    of_article_id: str
    kind: str
    similarity: float


def choose_originals(articles: Mapping[str, Iterable[Rank]], pairs: Iterable[Pair]) -> list[Copy]:
    """Return the articles that are copies, each with the original it is kept under.

    `articles` gives the articles of each body hash. The best article of a body stands for it. Bodies are gone
    through from best to worst: one that is a copy of a body already kept is a copy of the best such, else it is
    kept. The result depends on the set of articles and pairs alone, and every copy is similar to its original.
    """
    ranked = {body: sorted(ranks) for body, ranks in articles.items()}
    neighbours: dict[str, list[Pair]] = {}
    for pair in pairs:
        neighbours.setdefault(pair.one, []).append(pair)
        neighbours.setdefault(pair.other, []).append(pair)
    kept: dict[str, Rank] = {}
    copies: list[Copy] = []
    for body in sorted(ranked, key=lambda body: ranked[body][0]):
        best = ranked[body][0]
        like = {other: pair for pair in neighbours.get(body, ()) if (other := _other(pair, body)) in kept}
        if like:
            original = min(like, key=lambda other: kept[other])
            kind, similarity = like[original].kind, like[original].similarity
            copies += (Copy(rank.article_id, kept[original].article_id, kind, similarity) for rank in ranked[body])
        else:
            kept[body] = best
            copies += (Copy(rank.article_id, best.article_id, "exact", 1.0) for rank in ranked[body][1:])
    return copies


def _other(pair: Pair, body: str) -> str:
    return pair.other if pair.one == body else pair.one
