"""The day of writing inferred from what an article says: offices held, dates named, the weekday of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from newstext.publication.clues import ONE_DAY, Clue, Days, supported
from newstext.publication.content import NEARNESS, PAST_WEIGHT, ContentReader, ReadBlock
from newstext.publication.offices import OfficeBook
from newstext.records import Publication, Tables
from newstext.timex import TimeFinder

TOLERANCE = 1.0
"""The interval reported allows for one clue of ordinary weight to be wrong."""
LEAST_OFFICES, ORDINARY, LEAST_SUPPORT = 2, 1.0, 2.0
"""Fewer holders of offices, or less weight in all, say too little: the day stays unknown."""
WIDEST, WIDEST_SHARP = timedelta(days=31), timedelta(days=120)
"""A weekday fixes no day in an interval wider than a month, or a season where an event with day and year begins it."""
LOOSEST = timedelta(days=548)
"""Where the sound clues leave more than a year and a half, the rest (months, tenses) fixes no day: of ten days given to
agency articles under wider intervals eight were wrong."""
LEAST_MONTHS = 2
"""Without a dated event at an end at least so many months or lengths must agree."""
USEFUL = timedelta(days=3653)
"""An interval wider than a decade says nothing worth keeping."""
LEAD_BLOCKS = 6
EVIDENCE_CLUES = 4
SILENT_KINDS = frozenset({"navigation", "ad", "promo", "credit", "other"})


class Inference:
    """Date an article by its content."""

    def __init__(self, tables: Tables, finder: TimeFinder) -> None:
        self._book = OfficeBook(tables)
        self._content = ContentReader(tables, finder, self._book)

    def infer(self, blocks: Sequence[tuple[str, str, int]]) -> tuple[Publication | None, list[str]]:
        """The interval of days that the clues allow, narrowed to a day where the weekday of the report fixes it.

        The interval leaves room for one clue to be wrong; the day rests on all of them. Returned beside it are the
        words of sound clues that no day of the interval, or no day at all, agrees with.
        """
        story = [b for b in blocks if b[0] not in SILENT_KINDS] or list(blocks)
        read = self._content.read(story)
        offices = self._book.clues("\n".join(text for _, text, _ in story))
        found = [*offices, *self._content.clues(read)]
        spans, _ = supported(found)
        sound = [*offices, *(clue for clue in found if _sound(clue))]
        wide, support = supported(sound, TOLERANCE)
        named = sum(clue.weight >= ORDINARY for clue in offices)
        if named < LEAST_OFFICES or support < LEAST_SUPPORT:
            return None, []
        earliest, latest = wide[0][0], wide[-1][1]
        against = list(dict.fromkeys(c.evidence for c in sound if c.weight >= ORDINARY and not _meets(c, wide)))
        if latest - earliest > USEFUL:
            return None, against
        held = [clue for clue in found if any(start <= spans[0][0] <= end for start, end in clue.spans)]
        day, weekday = _by_weekday(read, spans, held) if latest - earliest <= LOOSEST else (None, [])
        if day and not earliest <= day <= latest:
            day, weekday = None, []
        evidence = "; ".join(dict.fromkeys([*weekday, *(clue.evidence for clue in _strongest(held))]))
        return Publication(day, earliest, latest, "inferred", evidence), against


def _meets(clue: Clue, days: Sequence[Days]) -> bool:
    return any(start <= last and first <= end for start, end in clue.spans for first, last in days)


def _sound(clue: Clue) -> bool:
    """Clues that seldom mislead: days reported as past, pictures, lengths of a term; not years, months, plans."""
    return clue.weight > NEARNESS and clue.side != "above" and (clue.grain == "D" or clue.side == "both")


def _strongest(clues: Sequence[Clue]) -> list[Clue]:
    return sorted(clues, key=lambda clue: -clue.weight)[:EVIDENCE_CLUES]


def _by_weekday(
    story: Sequence[ReadBlock], spans: Sequence[Days], clues: Sequence[Clue]
) -> tuple[date | None, list[str]]:
    """The day on which the report's weekday falls: the first after the latest event, or the last before a deadline."""
    named = _report_weekday(story)
    if named is None or len(spans) > 1:
        return None, []
    number, words = named
    earliest, latest = spans[0]
    event = any(_is_sharp(c) and c.side != "above" and _bounds(c, earliest, 0) for c in clues)
    deadline = any(c.grain == "D" and c.side == "above" and _bounds(c, latest, 1) for c in clues)
    months = {c.evidence for c in clues if c.grain == "M"}
    sharp = event or deadline
    if latest - earliest > (WIDEST_SHARP if event else WIDEST) or not (sharp or len(months) >= LEAST_MONTHS):
        return None, []
    if deadline and not event:
        return latest - timedelta(days=(latest.isoweekday() - number) % 7), [words]
    return earliest + timedelta(days=(number - earliest.isoweekday()) % 7), [words]


def _is_sharp(clue: Clue) -> bool:
    """Whether a clue gives a day with its year or weekday: what is told of other days may be a season old."""
    return clue.grain == "D" and clue.weight >= PAST_WEIGHT


def _bounds(clue: Clue, day: date, edge: int) -> bool:
    """Whether a clue is what ends the interval there."""
    return any(span[edge] in {day, day - ONE_DAY, day + ONE_DAY} for span in clue.spans)


def _report_weekday(story: Sequence[ReadBlock]) -> tuple[int, str] | None:
    """The first bare weekday of a clause about the past in the body's lead."""
    prose = [p for p in story if p.kind not in {"title", "caption", "byline", "dateline", "subtitle"}]
    for passage in prose[:LEAD_BLOCKS]:
        for reading in passage.readings:
            match = re.match(r"XXXX-WXX-(\d)", reading.moment.timex)
            if match and reading.moment.kind in {"date", "time"} and reading.tense != "future":
                return int(match[1]), passage.text[reading.start : reading.end]
    return None
