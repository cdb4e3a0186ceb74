"""The day an article states of itself: in a byline, a dateline, or a line such as "Published 8 Nov 2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from newstext.publication.words import any_of
from newstext.records import Tables
from newstext.timex import TimeFinder

SENTENCE_END = re.compile(r"[a-z0-9][.!?][”\"’']?$")
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
DATELINE_KINDS = frozenset({"byline", "dateline"})
LONGEST_LINE = 160
"""A line of publication data is shorter; longer ones are prose, where a date belongs to the story."""
MASTHEAD_LINES = 4
"""A day with the hour in the first lines of a page is the clock of the page, not of the article."""
NEAR_LINES = 3
UPDATE_LINES = 5
"""A date with "Updated ..." so few lines below it is the date of first publication."""
UPDATE_POINTS = 0.5
CUE_LINE = 24
"""A line above that consists of a cue, such as "Published" or "Last updated on", is no longer than this."""
PROSE = re.compile(r"[a-z,] [a-z]+ [a-z]+ .*[.!?…]")
PROSE_LENGTH, PROSE_GAP, HEAD_LINES = 110, 6, 18
"""A paragraph has at least 110 characters and another within 6 lines; what heads a story stands in the 18 before."""


type Lines = Sequence[tuple[str, str]]
"""The lines of an article, each with the kind of its block."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day that a line may state as its own; `kind` is that of the block."""

    day: date
    evidence: str
    score: float
    kind: str
    line: int


class StatementReader:
    """Find the lines in which an article states its own date."""

    def __init__(self, tables: Tables, finder: TimeFinder) -> None:
        self._finder = finder
        self._published = re.compile(any_of(tables, "published"), re.IGNORECASE)
        self._updated = re.compile(any_of(tables, "updated"), re.IGNORECASE)
        self._rights = re.compile(any_of(tables, "rights"), re.IGNORECASE)
        opening = rf"^\W*(?i:{any_of(tables, 'by')})|\b[Bb]y [A-Z]"
        self._byline = re.compile(rf"{opening}|(?i:{any_of(tables, 'writer')})")

    def candidates(self, blocks: Sequence[tuple[str, str, int]]) -> list[Candidate]:
        """Every full date in a line that may state the publication, with how well it does, in text order."""
        lines = [(kind, line.strip()) for kind, text, _ in blocks for line in text.splitlines() if line.strip()]
        story = _story_start(lines)
        found: list[Candidate] = []
        for number, (_, line) in enumerate(lines):
            if len(line) <= LONGEST_LINE and any(c.isdigit() for c in line) and not self._rights.search(line):
                found += self._of_line(lines, number, _place(number, story))
        return [replace(c, score=c.score - CROWDED_POINTS) if _crowded(c, found) else c for c in found]

    def _of_line(self, lines: Lines, number: int, place: float) -> Iterator[Candidate]:
        kind, line = lines[number]
        dates = full_dates(line, self._finder)
        shape = _shape(kind, line, _rest(line, dates))
        for day, start, end in dates:
            score = place + shape + self._cues(lines, number, line[:start], line[end:])
            clock_of_page = number < MASTHEAD_LINES and CLOCK.search(line[start:]) and line[start].isalpha()
            yield Candidate(day, line[start:end], score - (1.5 if clock_of_page else 0.0), kind, number)

    def _cues(self, lines: Lines, number: int, before: str, after: str) -> float:
        """Points for words that say what the date is of, before it or as the whole line above."""
        above = lines[number - 1][1] if number and not before.strip(" |•-–—") else ""
        lead = f"{above} {before}" if len(above) <= CUE_LINE else before
        published, updated = _last_end(self._published, lead), _last_end(self._updated, lead)
        score = 3.0 if published > updated else UPDATE_POINTS if updated >= 0 else 0.0
        below = " ".join(_short_lines(lines[number + 1 : number + 1 + UPDATE_LINES]))
        if score == 0.0 and (self._updated.search(after) or self._updated.search(below)):
            score = 2.0
        around = _short_lines(lines[max(0, number - NEAR_LINES) : number + NEAR_LINES + 1])
        return score + any(self._byline.search(line) for line in around)


def _story_start(lines: Lines) -> int | None:
    """The first line of the cluster with most running prose, of lines labelled as body where there are labels."""
    told = any(kind == "body" for kind, _ in lines)
    prose = [i for i, (kind, line) in enumerate(lines) if _is_prose(line) and (kind == "body" or not told)]
    clusters: list[list[int]] = []
    for number in prose:
        if clusters and number - clusters[-1][-1] <= PROSE_GAP:
            clusters[-1].append(number)
        else:
            clusters.append([number])
    sized = [(sum(len(lines[i][1]) for i in cluster), -cluster[0]) for cluster in clusters]
    return -max(sized)[1] if sized else None


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE_LENGTH and PROSE.search(line) is not None


def _place(number: int, story: int | None) -> float:
    """Points for standing where a story begins, more the nearer; well below that dates are of other things."""
    if story is None:
        return 0.0
    distance = abs(story - number)
    if number < story:
        return 1.5 - distance / 20 if distance <= HEAD_LINES else 0.0
    return 1.0 - distance / 10 if distance <= PROSE_GAP else -1.0


def full_dates(line: str, finder: TimeFinder) -> list[tuple[date, int, int]]:
    """The days a line names with their year, and where."""
    return [
        (reading.moment.starts_on, reading.start, reading.end)
        for reading in finder.read(line)
        if reading.moment.unit == "D" and not reading.moment.relative and reading.moment.starts_on
    ]


def _rest(line: str, dates: Sequence[tuple[object, int, int]]) -> str:
    kept, at = [], 0
    for _, start, end in dates:
        kept.append(line[at:start])
        at = end
    return " ".join([*kept, line[at:]])


def _crowded(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether a date stands in a list of dated items: other stories, or comments."""
    near = {c.day for c in found if c.line != candidate.line and abs(c.line - candidate.line) <= CROWD_LINES}
    return len(near - {candidate.day}) >= CROWD_DAYS


def _short_lines(lines: Lines) -> list[str]:
    return [line for _, line in lines if len(line) <= LONGEST_LINE]


def _shape(kind: str, line: str, rest: str) -> float:
    """Points for a line that holds little besides dates, times and names, and for the block it stands in."""
    words = len(re.findall(r"[^\W\d_]{2,}", rest))
    score = 1.5 if words <= 3 else 0.5 if words <= 8 else -1.5
    score += 1.0 if CLOCK.search(line) else 0.0
    if words > 3 and SENTENCE_END.search(line):
        score -= 1.0
    return score + (2.0 if kind in DATELINE_KINDS else 0.0)


def _last_end(cue: re.Pattern[str], text: str) -> int:
    return max((m.end() for m in cue.finditer(text)), default=-1)


ENOUGH = 2.0
BARE = 0.4
"""A lone date line without any cue scores at least this wherever it stands on the page."""
CERTAIN = 4.0
"""A cue of publication in a fitting place: the day needs no margin."""
MARGIN_DAYS = 10
CROWD_LINES, CROWD_DAYS, CROWDED_POINTS = 12, 3, 1.5
"""So many other days within so many lines make a list of dated items."""
CLOCK_SLACK = timedelta(days=1)
"""A day without a clear cue may be that of another time zone or of a change after midnight."""
RIVALRY = 1.0
"""Other dates of the page, near to a less certain one or scored nearly as well, widen the interval."""


def best(found: Sequence[Candidate]) -> Candidate | None:
    """The first of the best-scored candidates; of weak ones only where all agree on the day."""
    top = max((c.score for c in found), default=0.0)
    chosen = next((c for c in found if c.score == top), None)
    if top >= ENOUGH or chosen is None:
        return chosen
    return chosen if top >= BARE and len({c.day for c in found if c.score >= BARE}) == 1 else None


def interval(chosen: Candidate, found: Sequence[Candidate]) -> tuple[date, date]:
    """The day itself where it is certain, else as far as rival dates of the page reach."""
    if chosen.score >= CERTAIN:
        return chosen.day, chosen.day
    days = [chosen.day, *(c.day for c in found if _rivals(c, chosen))]
    return min(days) - CLOCK_SLACK, max(days) + CLOCK_SLACK


def _rivals(other: Candidate, chosen: Candidate) -> bool:
    near = abs((other.day - chosen.day).days) <= MARGIN_DAYS
    return other.score >= (BARE if near else chosen.score - RIVALRY)
