"""Where in a page the article stands: the stretch of lines that speaks most for being one.

Every line gets a weight of evidence from a linear model over the names of what it shows (`newstext.cleaning.features`,
`newstext.cleaning.surroundings`); the article is the stretch
of lines with the greatest sum (maximum subsequence segmentation, Pasternack and Roth, WWW 2009).
"""

from collections.abc import Collection, Sequence
from functools import lru_cache

from newstext.cleaning.features import ShapeReader
from newstext.cleaning.forms import LONGEST_REMEMBERED, REMEMBERED
from newstext.cleaning.lines import Line
from newstext.cleaning.surroundings import OPENING, PROSE_WORDS, Surroundings
from newstext.records import Tables

BIAS = 0.6
"""Added to every weight: a lost paragraph costs more than a kept caption. Best of 0.2 to 1.0 by cross-validation."""

LENGTH_POWER, LONGEST = 0.6, 60
"""A line counts by its words to this power, up to so many words: one long comment must not outweigh an article."""

LEAST_INSIDE = -1.0
"""A line inside the stretch with less than this is not part of the article."""

COMMENT_HEADS = 2
"""So many heads of comments after the opening make a comment section; one may be a sentence that ends in "says:"."""

AFTER_COMMENTS = -5.0

ALL_PROSE = 0.9
"""A text with this share of its words in prose has no page around it: its prose is the article."""

PROSE_ODDS = 2.0
"""What such a text's prose weighs, about the usual weight of a paragraph inside an article."""


class LineModel:
    """The reference table `line_weights`: how much each feature of a line speaks for the article (log odds)."""

    def __init__(self, tables: Tables) -> None:
        self._weights = _Weights({row["feature"]: float(row["weight"]) for row in tables["line_weights"]})
        self._always = self._weights["always"]
        self._shape = ShapeReader(tables)
        self._weigh_remembered = lru_cache(REMEMBERED)(self._weigh_shape)

    def weigh(self, lines: Sequence[Line], kinds: Sequence[str | None], *, all_lines: bool = False) -> list[float]:
        """Return the log odds of each line being part of the article.

        Where nearly all is prose, prose is not weighed line by line unless `all_lines` asks for it.
        """
        around = Surroundings(lines, kinds)
        is_clean = around.prose_share >= ALL_PROSE and not all_lines
        return [
            PROSE_ODDS
            if is_clean and kinds[i] is None and around.is_prose(i)
            else self._weigh(line, kinds[i], around.features(i))
            for i, line in enumerate(lines)
        ]

    def weigh_some(self, lines: Sequence[Line], kinds: Sequence[str | None], places: Collection[int]) -> list[float]:
        """Return the log odds of the lines at some places, 0 for the others."""
        odds = [0.0] * len(lines)
        if not places:
            return odds
        around = Surroundings(lines, kinds)
        for i in places:
            odds[i] = self._weigh(lines[i], kinds[i], around.features(i))
        return odds

    def _weigh(self, line: Line, kind: str | None, around: Sequence[str]) -> float:
        weigh = self._weigh_remembered if len(line.text) <= LONGEST_REMEMBERED else self._weigh_shape
        shape = weigh(line.text, line.word_count, line.ends_sentence, line.has_bullet, kind)
        return self._always + shape + sum(map(self._weights.__getitem__, around))

    def _weigh_shape(self, text: str, words: int, ends_sentence: bool, has_bullet: bool, kind: str | None) -> float:
        line = Line(0, len(text), text, words, False, ends_sentence, has_bullet)
        return sum(map(self._weights.__getitem__, self._shape.features(line, kind)))


class _Weights(dict[str, float]):
    """A feature too rare to have been weighed weighs nothing."""

    def __missing__(self, feature: str) -> float:
        return 0.0


def find_article(lines: Sequence[Line], kinds: Sequence[str | None], log_odds: Sequence[float]) -> tuple[int, int]:
    """Return the first line of the article and the one after its last; (0, 0) where there is none."""
    comments = _comments_start(lines, kinds)
    best, start, run, end = 0.0, 0, 0.0, (0, 0)
    for i, (line, odds) in enumerate(zip(lines, log_odds, strict=True)):
        weight = AFTER_COMMENTS if i >= comments else (odds + BIAS) * min(line.word_count, LONGEST) ** LENGTH_POWER
        if run <= 0:
            run, start = 0.0, i
        run += weight
        if run > best:
            best, end = run, (start, i + 1)
    return end


def _comments_start(lines: Sequence[Line], kinds: Sequence[str | None]) -> int:
    prose, heads = 0, []
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if prose >= OPENING and kind == "comments":
            heads.append(i)
        if line.ends_sentence and line.word_count >= PROSE_WORDS:
            prose += line.word_count
    return heads[0] if len(heads) >= COMMENT_HEADS else len(lines)
