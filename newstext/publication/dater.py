"""When an article was published, from what its source, its address and its own words say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from newstext.publication.declared import declared_day, url_day
from newstext.publication.inferred import Inference
from newstext.publication.numeric import ambiguous, day_first, exchanged
from newstext.publication.stated import (
    CLOCK_SLACK,
    DATELINE_KINDS,
    Candidate,
    StatementReader,
    best,
    interval,
)
from newstext.publication.words import any_of
from newstext.records import Declared, Publication, Tables
from newstext.timex import TimeFinder


@dataclass(frozen=True, slots=True)
class Dating:
    """The publication, and what was odd on the way there."""

    publication: Publication
    warnings: tuple[str, ...] = ()


class PublicationDater:
    """Declared, in the address, stated in the text, else inferred from the content; never the clock or file time."""

    def __init__(self, tables: Tables, finder: TimeFinder) -> None:
        self._finder = finder
        self._statements = StatementReader(tables, finder)
        self._inference = Inference(tables, finder)
        self._updated = re.compile(any_of(tables, "updated"), re.IGNORECASE)
        self._day_first = re.compile(any_of(tables, "day first"))

    def date(self, declared: Declared, blocks: Sequence[tuple[str, str, int]], url: str | None = None) -> Dating:
        """Date an article; `blocks` are (kind, text, start) of all blocks in order, of whatever kind."""
        warnings: list[str] = []
        if declared.published_at:
            day, warning = declared_day(declared.published_at, self._finder)
            if day:
                later = _later_than(day, self._heads(blocks))
                return Dating(Publication(day, day, day, "declared", declared.published_at), later)
            warnings += [warning] if warning else []
        in_url = url_day(url or declared.url or "")
        if in_url:
            day, words = in_url
            return Dating(Publication(day, day, day, "url", words), (*warnings, *_later_than(day, self._heads(blocks))))
        found = self._stated(blocks, warnings)
        if found is None:
            found, against = self._inference.infer(blocks)
            warnings += [f"no day agrees with all clues: not {words}" for words in against]
        return Dating(found or Publication(), tuple(warnings))

    def _heads(self, blocks: Sequence[tuple[str, str, int]]) -> list[Candidate]:
        """The days that byline and dateline state, other than those of a change."""
        heads = [block for block in blocks if block[0] in DATELINE_KINDS and not self._updated.search(block[1])]
        return self._statements.candidates(heads)

    def _stated(self, blocks: Sequence[tuple[str, str, int]], warnings: list[str]) -> Publication | None:
        found = self._statements.candidates(blocks)
        if any(ambiguous(c.evidence) for c in found) and day_first((text for _, text, _ in blocks), self._day_first):
            found = [replace(c, day=_day_first(c)) for c in found]
        chosen = best(found)
        if chosen is None:
            return None
        if ambiguous(chosen.evidence):
            warnings.append(f"day and month could be exchanged: {chosen.evidence}")
        basis = "dateline" if chosen.kind == "dateline" else "byline"
        return Publication(chosen.day, *interval(chosen, found), basis, chosen.evidence)


def _day_first(candidate: Candidate) -> date:
    return exchanged(candidate.day) if ambiguous(candidate.evidence) else candidate.day


def _later_than(day: date, stated: Sequence[Candidate]) -> tuple[str, ...]:
    """Warnings of stated days that lie after the day of publication."""
    later = dict.fromkeys(c.evidence for c in stated if c.day > day + CLOCK_SLACK)
    return tuple(f"dated {day}, but the text states a later day: {words}" for words in later)
