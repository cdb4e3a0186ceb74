"""Which lines above an article name it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from newstext.cleaning.lines import Line, normalise_line

SHORTEST, LONGEST = 3, 30
"""Words of a headline."""

LONGEST_CHARACTERS = 200
FARTHEST = 30
"""Lines above the article that are looked at for its headline."""

LONGEST_REPEATING = 40
"""A headline's words within a line of fewer words repeat it: the page's own title, a link, a caption."""

LEAST = 1.0
"""Points a line needs to be the headline; fewer, and the article has none that can be told."""


class Labelled(Protocol):
    @property
    def kind(self) -> str: ...


def find_headline(
    lines: Sequence[Line], labels: Sequence[Labelled | None], start: int, declared: str | None
) -> Mapping[int, str]:
    """Return which lines are the title and the subtitle of the article that starts at line `start`.

    The article's own first lines are looked at too: a headline weighs as part of the article where nothing else does.
    """
    wanted = normalise_line(declared) if declared else ""
    opening = _line_of(wanted, lines, labels, start) if wanted else start
    while opening < len(lines) and _may_name(lines[opening], labels[opening], opening == start):
        opening += 1
    if opening == len(lines):
        return {}
    candidates = [i for i in range(max(0, opening - FARTHEST), opening) if _may_name(lines[i], labels[i], True)]
    if not candidates:
        return {}
    said = "\n".join([line.key for line in lines[: opening + 1] if line.word_count < LONGEST_REPEATING])
    points = {i: _points(i, lines, labels, opening, wanted, said) for i in candidates}
    title = max(candidates, key=lambda i: (points[i], -i))
    if points[title] < LEAST:
        return {}
    found = {title: "title"}
    below = [i for i in candidates if title < i <= title + 2 and lines[i].word_count > SHORTEST]
    if below and below[0] < opening and lines[below[0]].key not in lines[title].key:
        found[below[0]] = "subtitle"
    return found


def _line_of(wanted: str, lines: Sequence[Line], labels: Sequence[Labelled | None], start: int) -> int:
    """Return the line of the declared title where it stands before the first sentence, else `start`.

    Old pages set the name of the site and a menu over it, and an extractor may take those for the article's beginning.
    """
    for i in range(start, min(start + FARTHEST, len(lines))):
        if labels[i] is None and lines[i].key == wanted:
            return i
        if lines[i].ends_sentence:
            break
    return start


def _may_name(line: Line, label: Labelled | None, is_first: bool) -> bool:
    shape = SHORTEST <= line.word_count <= LONGEST and len(line.text) <= LONGEST_CHARACTERS
    ending = not line.ends_sentence or line.text[-1] in "?!"
    return label is None and shape and ending and not line.has_bullet and (is_first or line.word_count >= SHORTEST)


def _points(
    i: int, lines: Sequence[Line], labels: Sequence[Labelled | None], opening: int, wanted: str, said: str
) -> float:
    line = lines[i]
    points = 2.0 if 5 <= line.word_count <= 20 else 0.5
    points -= 0.15 * (opening - i)
    if not line.text[0].islower():
        points += 1.0
    if line.text[-1] in ":,;" or "|" in line.text:
        points -= 1.5
    if i == 0:
        points += 1.5
    if any(label and label.kind in ("byline", "caption") for label in labels[i + 1 : i + 4]):
        points += 1.0
    if said.count(line.key) > 1:
        points += 1.0
    if wanted and (line.key in wanted or wanted in line.key):
        points += 8.0
    return points
