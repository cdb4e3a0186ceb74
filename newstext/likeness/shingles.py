"""Texts as sets of word shingles, hashed to 64 bits (Broder 1997).

All texts of a call are hashed together as one array of characters; no step goes word by word in Python.
"""

from collections.abc import Sequence
from itertools import batched, pairwise

import numpy as np
import numpy.typing as npt

type Hashes = npt.NDArray[np.uint64]
type Lengths = npt.NDArray[np.int64]

BASE = 0x9E3779B97F4A7C15
"""An odd number near 2**64 / golden ratio: its powers spread neighbouring values (Knuth, TAOCP 6.4)."""
MULTIPLIER, INVERSE = np.uint64(BASE), np.uint64(pow(BASE, -1, 2**64))
HALF = np.uint64(32)
LAST = 0x10000
_IS_WORD = np.fromiter((chr(code).isalnum() or code == LAST for code in range(LAST + 1)), np.bool_, LAST + 1)
"""Whether a character stands in a word; all beyond the first 65,536 do."""
AT_ONCE = 50
"""Texts hashed together: their arrays stay within a processor's cache."""


def word_hashes(texts: Sequence[str]) -> list[Hashes]:
    """Return the words of each text, without case and punctuation, as stable 64-bit hashes in order.

    A word is a run of letters and digits; its hash is a polynomial of its characters modulo 2**64 (Karp and Rabin
    1987), mixed. Words are told apart by hash: with a million distinct words two agree by chance with
    probability 3e-8.
    """
    return [words for some in batched(texts, AT_ONCE) for words in _word_hashes([text.casefold() for text in some])]


def _word_hashes(texts: Sequence[str]) -> list[Hashes]:
    codes = _codes("\n".join(texts))
    starts, ends = _words(codes)
    limits = np.cumsum([len(text) + 1 for text in texts])[:-1]
    return _split(_hash_spans(codes, starts, ends), np.searchsorted(starts, limits))


def string_hashes(strings: Sequence[str]) -> Hashes:
    """Return a stable 64-bit hash of each string."""
    ends = np.cumsum([len(string) for string in strings], dtype=np.int64)
    return _hash_spans(_codes("".join(strings)), np.concatenate([ends[:0], [0], ends[:-1]])[: len(ends)], ends)


def join_hashes(one: Hashes, other: Hashes) -> Hashes:
    """Return a hash of each two hashes in their order."""
    return _mixed((_mixed(one * MULTIPLIER) ^ other) * MULTIPLIER)


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _hash_spans(codes: npt.NDArray[np.uint32], starts: Lengths, ends: Lengths) -> Hashes:
    powers = np.cumprod(np.full(len(codes), MULTIPLIER))
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum((codes + np.uint64(1)) * powers, out=sums[1:])
    undone = np.cumprod(np.full(len(codes) + 1, INVERSE)) * MULTIPLIER
    return _mixed((sums[ends] - sums[starts]) * undone[starts])


def _split(hashes: Hashes, limits: Lengths) -> list[Hashes]:
    bounds = [0, *limits.tolist(), len(hashes)]
    return [hashes[start:end] for start, end in pairwise(bounds)]


def _words(codes: npt.NDArray[np.uint32]) -> tuple[Lengths, Lengths]:
    """Return where words begin and end."""
    is_word = np.zeros(len(codes) + 2, np.bool_)
    _IS_WORD.take(codes, mode="clip", out=is_word[1:-1])
    edges = np.flatnonzero(is_word[1:] != is_word[:-1])
    return edges[::2], edges[1::2]


def shingle_hashes(texts: Sequence[Hashes], size: int) -> tuple[Hashes, Lengths]:
    """Return the hashes of all runs of `size` words of several texts, one text after the other, and how many of each.

    A text of fewer words is one run; one without words has none.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    words = np.concatenate([*texts, np.zeros(size, np.uint64)])
    counts = np.where(lengths >= size, lengths - size + 1, np.minimum(lengths, 1))
    firsts = np.repeat(np.cumsum(lengths) - lengths, counts) + _places(counts)
    runs = _runs(words, size)[firsts]
    for text_no in np.flatnonzero((lengths > 0) & (lengths < size)).tolist():
        runs[counts[:text_no].sum()] = _runs(texts[text_no], int(lengths[text_no]))[0]
    return runs, counts


def shingle_sets(texts: Sequence[Hashes], size: int) -> list[Hashes]:
    """Return the distinct hashes of all runs of `size` words of each text, sorted."""
    runs, counts = shingle_hashes(texts, size)
    return [distinct(text) for text in _split(runs, np.cumsum(counts)[:-1])] if len(texts) else []


def _runs(words: Hashes, size: int) -> Hashes:
    """Return the hash of the run that begins at each word, put together from halves: 16 words take 4 steps."""
    if size == 1:
        return words
    half = size // 2
    left, right = _runs(words, half), _runs(words, size - half)
    count = len(words) - size + 1
    return join_hashes(left[:count], right[half : half + count])


def _places(counts: Lengths) -> Lengths:
    """Return 0, 1, 2 … for each of some counts, one after the other."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)


def distinct(hashes: Hashes) -> Hashes:
    """Return hashes sorted and once each."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def shared_count(one: Hashes, other: Hashes) -> int:
    """Return how many hashes two sorted sets share."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0
    return int(np.count_nonzero(other.take(other.searchsorted(one), mode="clip") == one))


def _mixed(hashes: Hashes) -> Hashes:
    mixed: Hashes = hashes ^ (hashes >> HALF)
    return mixed
