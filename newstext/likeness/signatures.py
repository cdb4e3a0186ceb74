"""Signatures: a few hashes of a text such that copies share some, found without comparing all pairs.

Near copies share bands of their MinHash (Broder 1997; banding: Leskovec, Rajaraman, Ullman, "Mining of Massive
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

from newstext.likeness.shingles import MULTIPLIER, Hashes, Lengths, shingle_hashes, word_hashes

SHINGLE_WORDS = 5
"""The contract's shingle: similarity is counted in runs of five words."""
PERMUTATIONS, BANDS = 126, 42
LEAST_BANDS = 2
"""Bands that a pair must share to be compared. With three rows a band, at Jaccard 0.6 two are shared with probability
0.9995, at 0.3 with 0.31, at 0.1 with 0.001: most of what the words of one template bring together stays apart."""
SEED = 20261123
RUN_WORDS, RUN_DIVISOR = 16, np.uint64(8)
"""A copy of 100 words keeps about ten runs of sixteen; boilerplate phrases are shorter than that."""
RUN_BAND = BANDS
"""The band number under which runs are kept."""
LEAST_RUN_SHARE = 0.3
"""Part of the shorter text's runs that a pair must share to be compared instead: a disclaimer is less. Of a text
of which a tenth of the 5-shingles was changed evenly, two thirds of the runs remain."""
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
    words = [hashes[place] for place in long]
    bands = _bands(*shingle_hashes(words, SHINGLE_WORDS))
    runs, owners = _kept_runs(words)
    return Signatures(
        [hash_words(words) for words in hashes],
        np.concatenate([np.repeat(long, BANDS), long[owners]]),
        np.concatenate([np.tile(np.arange(BANDS), len(long)), np.full(len(runs), RUN_BAND)]),
        np.concatenate([bands.ravel(), runs]),
    )


def hash_words(words: Hashes) -> str | None:
    """Return 32 hex digits that two texts share exactly when their words are equal; None for no words."""
    return blake2b(words.tobytes(), digest_size=16).hexdigest() if len(words) else None


def _bands(shingles: Hashes, counts: Lengths) -> Hashes:
    """Return the band hashes of texts whose shingles follow each other, shape (texts, BANDS)."""
    if not len(counts):
        return np.empty((0, BANDS), dtype=np.uint64)
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(shingles, ends, num_perm=PERMUTATIONS, seed=SEED)
    return _folded(np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(counts), BANDS, -1))


def _folded(rows: Hashes) -> Hashes:
    mixed = np.zeros(rows.shape[:2], dtype=np.uint64)
    for place in range(rows.shape[2]):
        mixed = (mixed ^ rows[:, :, place]) * MULTIPLIER
        mixed ^= mixed >> np.uint64(32)
    return mixed


def _kept_runs(words: Sequence[Hashes]) -> tuple[Hashes, Lengths]:
    """Return the runs that texts are found by, each once a text, and the place of their text."""
    runs, counts = shingle_hashes(words, RUN_WORDS)
    owners = np.repeat(np.arange(len(words)), counts)
    kept = runs % RUN_DIVISOR == 0
    runs, owners = runs[kept], owners[kept]
    order = np.lexsort((runs, owners))
    runs, owners = runs[order], owners[order]
    first = np.ones(len(runs), np.bool_)
    first[1:] = (runs[1:] != runs[:-1]) | (owners[1:] != owners[:-1])
    return runs[first], owners[first]
