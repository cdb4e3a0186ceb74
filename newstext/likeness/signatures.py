"""Signatures: a few hashes of a text such that copies share at least one, found without comparing all pairs.

Near copies share a band of their MinHash (Broder 1997; banding: Leskovec, Rajaraman, Ullman, "Mining of Massive
Datasets", 3.4). A copy embedded in a longer page has a small Jaccard similarity but long runs of the same words: of
all runs of sixteen words each text keeps those whose hash is divisible by eight (Manber 1994), the same ones in both.
Which pairs are compared depends on the two texts alone, so it is the same in whatever order they came.
MinHash is rensa's: of the kept libraries the fastest here, deterministic by its seed, and it takes our own hashes;
its index is not used, for it does not ask for a threshold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from newstext.likeness.shingles import MULTIPLIER, Hashes, distinct, shingle_set, shingles, word_hashes

SHINGLE_WORDS = 5
"""The contract's shingle: similarity is counted in runs of five words."""
PERMUTATIONS, BANDS = 128, 32
"""Four rows a band: a pair at Jaccard 0.7 shares a band with probability 0.9998, one at 0.2 with 0.05."""
SEED = 20261123
RUN_WORDS, RUN_DIVISOR = 16, np.uint64(8)
"""A copy of 100 words keeps about ten runs of sixteen; boilerplate phrases are shorter than that."""
RUN_BAND = BANDS
"""The band number under which runs are kept."""
LEAST_WORDS = 25
"""Shorter texts are only compared as a whole: a sentence or two may well be worded alike by chance."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """What texts are found by: equal `body_hashes` for equal words, shared (band_no, band_hash) for similar ones.

    `text_nos`, `band_nos` and `band_hashes` are columns of equal length: the text's place in the call and its bands.
    """

    body_hashes: list[str | None]
    text_nos: npt.NDArray[np.int64]
    band_nos: npt.NDArray[np.int64]
    band_hashes: Hashes


def sign(texts: Sequence[str]) -> Signatures:
    """Return the signatures of texts; a text without words has no body hash, one with few words no bands."""
    hashes = word_hashes(texts)
    long = np.array([place for place, words in enumerate(hashes) if len(words) >= LEAST_WORDS], dtype=np.int64)
    bands = _bands([shingle_set(hashes[place], SHINGLE_WORDS) for place in long])
    runs = [_runs(hashes[place]) for place in long]
    return Signatures(
        [hash_words(words) for words in hashes],
        np.concatenate([np.repeat(long, BANDS), np.repeat(long, [len(kept) for kept in runs])]),
        np.concatenate([np.tile(np.arange(BANDS), len(long)), np.full(sum(map(len, runs)), RUN_BAND)]),
        np.concatenate([bands.ravel(), *runs]),
    )


def hash_words(words: Hashes) -> str | None:
    """Return 32 hex digits that two texts share exactly when their words are equal; None for no words."""
    return blake2b(words.tobytes(), digest_size=16).hexdigest() if len(words) else None


def _bands(sets: Sequence[Hashes]) -> Hashes:
    """Return the band hashes of each shingle set, shape (sets, BANDS)."""
    if not sets:
        return np.empty((0, BANDS), dtype=np.uint64)
    ends = np.cumsum([0, *map(len, sets)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(sets), ends, num_perm=PERMUTATIONS, seed=SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(sets), BANDS, -1)
    return _folded(rows)


def _folded(rows: Hashes) -> Hashes:
    mixed = np.zeros(rows.shape[:2], dtype=np.uint64)
    for place in range(rows.shape[2]):
        mixed = (mixed ^ rows[:, :, place]) * MULTIPLIER
        mixed ^= mixed >> np.uint64(32)
    return mixed


def _runs(words: Hashes) -> Hashes:
    runs = shingles(words, RUN_WORDS)
    return distinct(runs[runs % RUN_DIVISOR == 0])
