"""Texts as sets of word shingles, hashed to 64 bits (Broder 1997).

All texts of a call are hashed together as one array of characters; no step goes word by word in Python.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

type Hashes = npt.NDArray[np.uint64]

BASE = 0x9E3779B97F4A7C15
"""An odd number near 2**64 / golden ratio: its powers spread neighbouring values (Knuth, TAOCP 6.4)."""
MULTIPLIER, INVERSE = np.uint64(BASE), np.uint64(pow(BASE, -1, 2**64))
HALF = np.uint64(32)
_IS_WORD = np.fromiter((chr(code).isalnum() for code in range(0x10000)), np.bool_, 0x10000)


def word_hashes(texts: Sequence[str]) -> list[Hashes]:
    """Return the words of each text, without case and punctuation, as stable 64-bit hashes in order.

    A word is a run of letters and digits; its hash is a polynomial of its characters modulo 2**64 (Karp and Rabin
    1987), mixed. Words are told apart by hash: with a million distinct words two agree by chance with
    probability 3e-8.
    """
    codes = np.frombuffer("\n".join(map(str.casefold, texts)).encode("utf-32-le", "replace"), np.uint32)
    is_word = np.where(codes < len(_IS_WORD), _IS_WORD[np.minimum(codes, len(_IS_WORD) - 1)], True)
    edges = np.diff(is_word.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    powers = np.cumprod(np.full(len(codes) + 1, MULTIPLIER))
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum((codes + np.uint64(1)) * powers[:-1])])
    undone = np.cumprod(np.full(len(codes) + 1, INVERSE))
    hashes = _mixed((sums[ends] - sums[starts]) * undone[starts])
    limits = np.cumsum([len(text.casefold()) + 1 for text in texts])[:-1] if texts else []
    return np.split(hashes, np.searchsorted(starts, limits))


def shingles(words: Hashes, size: int) -> Hashes:
    """Return the hashes of all runs of `size` words, in order; a shorter text is one run."""
    width = min(size, len(words))
    if width == 0:
        return words
    count = len(words) - width + 1
    runs = np.zeros(count, dtype=np.uint64)
    for offset in range(width):
        runs = _mixed((runs ^ words[offset : offset + count]) * MULTIPLIER)
    return runs


def shingle_set(words: Hashes, size: int) -> Hashes:
    """Return the distinct hashes of all runs of `size` words, sorted."""
    return distinct(shingles(words, size))


def distinct(hashes: Hashes) -> Hashes:
    """Return hashes sorted and once each."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def shared_count(one: Hashes, other: Hashes) -> int:
    """Return how many hashes two sorted sets share."""
    return len(np.intersect1d(one, other, assume_unique=True))


def _mixed(hashes: Hashes) -> Hashes:
    mixed: Hashes = hashes ^ (hashes >> HALF)
    return mixed
