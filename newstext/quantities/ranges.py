"""Two numbers that are one figure: a range ("$4-6 billion") or a sum in two units ("five dollars and ten cents")."""

import re
from dataclasses import replace

from newstext.quantities.figures import Figure
from newstext.quantities.vocabulary import Vocabulary

CONNECTOR = re.compile(
    r"(-|–|—| – )| (to|and|or) (?:an? )?|-(to)-|-? (to) | ?(,) | ((?:in|out of|of)(?: every)?) | ( )"
)
WORDS_BEFORE = re.compile(r"(?:([A-Za-z]+) +)?([A-Za-z]+) +$")
LONGEST_CONNECTOR = 14
SHARE_BASES = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000})
"""What shares are told of: "one in five", "nine out of 10", "four of every 1,000"."""

WINDOW = 40
RANGING = frozenset({"ranging", "range", "ranges", "ranged", "anywhere"})


class RangeReader:
    """Join the two ends of a range, and pounds to their pence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._change = vocabulary.classes["change"]

    def join(self, text: str, figures: list[Figure]) -> list[Figure]:
        """Return the figures with every two that are one made one; the value of a range is its midpoint.

        The first end takes unit and scale from the second where it has none ("4 to 6 billion dollars"). After a verb of
        change, or "from", two ends stay two figures: a change from the one to the other.
        """
        joined: list[Figure] = []
        place = 0
        while place < len(figures):
            first, second = figures[place], figures[place + 1] if place + 1 < len(figures) else None
            connector = _connector(text, first, second) if second else None
            if second is None or connector is None or not _agree(first, second):
                joined.append(first)
                place += 1
                continue
            joined.extend(self._as_one(text, first, second, connector))
            place += 2
        return joined

    def _as_one(self, text: str, first: Figure, second: Figure, connector: str) -> list[Figure]:
        if (total := _sum(first, second, connector)) is not None:
            return [total]
        if (share := _share(first, second, connector)) is not None:
            return [share]
        if connector not in {"-", "–", "—", "to", "and", "or"}:
            return [first, second]
        start = self._start_of_range(text, first, connector)
        bare = [first, second]
        first, second = _completed(first, second), _completed(second, first)
        if start is None or not first.value < second.value:
            return [first, second] if connector == "to" and _follows_from(text, first) else bare
        middle = round((first.value + second.value) / 2, 6)
        return [replace(second, value=middle, start=start, low=first.value, high=second.value)]

    def _start_of_range(self, text: str, first: Figure, connector: str) -> int | None:
        """Return where a range starts, "between" taken in; None where the two numbers are none."""
        found = WORDS_BEFORE.search(text, max(0, first.start - WINDOW), first.start)
        earlier, before = (found.group(1) or "", found.group(2)) if found else ("", "")
        if connector == "and":
            return found.start(2) if found and before.lower() == "between" else None
        changes = {"from"} if not first.unit else self._change
        if connector == "to" and before.lower() in changes and earlier.lower() not in RANGING:
            return None
        return first.start


def _connector(text: str, first: Figure, second: Figure) -> str | None:
    end = first.end
    if first.kind == "count" and first.unit:
        return None
    if not 0 < second.start - end <= LONGEST_CONNECTOR:
        return None
    found = CONNECTOR.fullmatch(text, end, second.start)
    return next(group for group in found.groups() if group).strip() or " " if found else None


def _follows_from(text: str, first: Figure) -> bool:
    return text.endswith("from ", 0, first.start)


def _agree(first: Figure, second: Figure) -> bool:
    """Whether two figures may be of one kind; a bare number may become what the other is."""
    if not first.unit:
        return True
    if not second.unit:
        return first.kind == "money" and first.end == first.numeral.end
    return (first.kind, first.unit) == (second.kind, second.unit)


def _sum(first: Figure, second: Figure, connector: str) -> Figure | None:
    """Return dollars with their cents as one figure."""
    if connector not in {"and", " ", ","} or first.kind != "money" or second.kind != "money":
        return None
    if first.unit != second.unit or not second.factor < first.factor or first.numeral.is_scaled:
        return None
    value = round(first.value + second.value, 6)
    return replace(first, value=value, end=second.end) if second.value < first.factor else None


def _share(first: Figure, second: Figure, connector: str) -> Figure | None:
    """Return "one in five" as the ratio 0.2; "three of 10" without "every" is a count."""
    if connector not in {"in", "out of", "in every", "out of every", "of every"} or first.unit or second.unit:
        return None
    if not 0 < first.value < second.value or second.value not in SHARE_BASES:
        return None
    value = round(first.value / second.value, 6)
    return replace(second, kind="ratio", unit="times", value=value, start=first.start)


def _completed(figure: Figure, other: Figure) -> Figure:
    """Give a bare end the unit of the other, and the scale a later end names ("$4 to $6 billion")."""
    value = figure.value
    if other.numeral.is_scaled and not figure.numeral.is_scaled and figure.start < other.start and value < 1000:
        value = round(value * other.numeral.scale, 6)
    if figure.unit or not other.unit:
        return replace(figure, value=value)
    return replace(figure, kind=other.kind, unit=other.unit, value=round(value * other.factor, 6), factor=other.factor)
