"""Clues to the day of writing, and the days that most of them allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2040, 12, 31)
"""The horizon of inference: articles from outside of it are dated only where they say so."""
ONE_DAY = timedelta(days=1)

type Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Clue:
    """Stretches of days on which the article may have been written if the words `evidence` are taken at their face.

    `weight` says how far to trust it against clues that contradict it; `grain` is D where it is as sharp as a
    day, M for months, Y for years or terms of office; `side` tells whether it bounds from below, above or both.
    """

    spans: tuple[Days, ...]
    weight: float
    evidence: str
    grain: str = "Y"
    side: str = "both"


def after(day: date) -> tuple[Days, ...]:
    return ((day, LAST_DAY),) if day <= LAST_DAY else ()


def before(day: date) -> tuple[Days, ...]:
    return ((FIRST_DAY, day),) if day >= FIRST_DAY else ()


def supported(clues: Sequence[Clue], tolerance: float = 0.0) -> tuple[list[Days], float]:
    """The stretches of days whose sum of weights comes within a tolerance of the highest, and that highest sum."""
    steps: dict[date, float] = {FIRST_DAY: 0.0}
    for clue in clues:
        for start, end in _merged(clue.spans):
            steps[start] = steps.get(start, 0.0) + clue.weight
            steps[end + ONE_DAY] = steps.get(end + ONE_DAY, 0.0) - clue.weight
    heights = list(_heights(sorted(steps.items())))
    top = max(height for _, height in heights)
    return _merged(days for days, height in heights if height > 0 and height >= top - tolerance), top


def _heights(steps: Sequence[tuple[date, float]]) -> Iterator[tuple[Days, float]]:
    height = 0.0
    ends = [*(day for day, _ in steps[1:]), LAST_DAY + ONE_DAY]
    for (start, change), end in zip(steps, ends, strict=True):
        height = round(height + change, 6)
        if start <= LAST_DAY:
            yield (start, end - ONE_DAY), height


def _merged(spans: Iterable[Days]) -> list[Days]:
    """Disjoint stretches covering the same days, within the horizon."""
    result: list[Days] = []
    for start, end in sorted((max(start, FIRST_DAY), min(end, LAST_DAY)) for start, end in spans):
        if start > end:
            continue
        if result and start <= result[-1][1] + ONE_DAY:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
