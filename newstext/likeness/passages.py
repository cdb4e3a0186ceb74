"""The stretches of two texts that stand in both, for a reader who wants to see why they count as copies."""

import re

from newstext.likeness.signatures import SHINGLE_WORDS

type Passages = tuple[tuple[int, int], ...]

_WORD = re.compile(r"[^\W_]+")


def shared_passages(one: str, other: str, size: int = SHINGLE_WORDS) -> tuple[Passages, Passages]:
    """Return the (start, end) of each text's stretches all of whose runs of `size` words stand in the other too.

    Words are told apart as they are for similarity, without case and punctuation; a text of fewer words is one run.
    """
    runs, other_runs = _runs(one, size), _runs(other, size)
    return _stretches(runs, {run for run, *_ in other_runs}), _stretches(other_runs, {run for run, *_ in runs})


def _runs(text: str, size: int) -> list[tuple[tuple[str, ...], int, int]]:
    words = [(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    size = min(size, len(words)) or 1
    windows = (words[start : start + size] for start in range(len(words) - size + 1))
    return [(tuple(word for word, *_ in window), window[0][1], window[-1][2]) for window in windows]


def _stretches(runs: list[tuple[tuple[str, ...], int, int]], wanted: set[tuple[str, ...]]) -> Passages:
    stretches: list[tuple[int, int]] = []
    for run, start, end in runs:
        if run not in wanted:
            continue
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return tuple(stretches)
