"""Whether the clause around an expression speaks of the past or of what lies ahead, by nearby words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from newstext.records import Tables

type Tense = Literal["past", "future", "none"]

REACH = 16
"""Tokens looked at on either side: about the length of a clause in news prose."""
REACH_CHARACTERS = 130
STOPS = frozenset('.;:?!()"“”')
AUXILIARY_REACH = 3
"""A participle belongs to a "will be" or "to be" at most this many words before it."""
RIGHT_HANDICAP = 2
"""A cue after the expression counts only if it is nearer by more than this many tokens."""
LONGEST_LEAD = 16
"""Characters of the longest phrase right before a date that points ahead."""
RATE_REACH = 30
"""A figure at most this many characters before "a year" makes it a rate."""
FIGURE = re.compile(r"[\d$€£]")
TOKEN = re.compile(r"[A-Za-z]+|[.;:?!()\"“”]|\d+")


class TenseReader:
    """Cues of tense from the table `time_cues`, and the regular past of verbs."""

    def __init__(self, tables: Tables) -> None:
        rows = tables["time_cues"]
        self._cues: Mapping[str, Tense] = {
            row["word"]: _tense(row["tense"]) for row in rows if row["tense"] in {"past", "future"}
        }
        words: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            words[row["tense"]].add(row["word"])
        self._plans, self._not_past, self._noun_leads = words["plan"], words["not a past"], words["noun lead"]
        self._plan_leads, self._present, self._perfect = words["plan lead"], words["present"], words["perfect"]
        self._adverbs, self._deadlines = words["adverb"], words["deadline"]
        self._ahead = tuple(f" {phrase} " for phrase in words["ahead"])
        telling = {word.lower() for word in (*self._cues, *self._plans, "to")}
        self._telling = STOPS.union(*((word, word.capitalize(), word.upper()) for word in telling))

    def of(self, text: str, start: int, end: int) -> Tense:
        """The tense of the nearest cue before a stretch of text in its clause, else after it."""
        before = text[max(0, start - REACH_CHARACTERS) : start]
        left = TOKEN.findall(before)
        if f" {before[-LONGEST_LEAD:].lower()}".endswith(self._ahead) and left[-2:-1] != ["had"]:
            return "future"
        found = self._scan(left, range(len(left) - 1, max(-1, len(left) - 1 - REACH), -1))
        if left and left[-1].lower() in self._deadlines:
            return "past" if found and found[0] == "past" and not self._perfect.isdisjoint(left[-REACH:]) else "future"
        if found and found[1] <= RIGHT_HANDICAP:
            return found[0]
        right = TOKEN.findall(text, end, min(len(text), end + REACH_CHARACTERS))
        after = self._scan(right, range(min(len(right), REACH)))
        if found and after and after[0] != "none" and found[1] > after[1] + RIGHT_HANDICAP:
            return after[0]
        return (found or after or ("none", 0))[0]

    def _scan(self, words: Sequence[str], places: range) -> tuple[Tense, int] | None:
        for distance, place in enumerate(places):
            word = words[place]
            if word not in self._telling and not word.endswith("ed"):
                continue
            if word in STOPS and not _abbreviates(words, place):
                return None
            followed = words[place + 1] if place + 1 < len(words) else ""
            if word in self._plans and (distance or followed == "to"):
                return ("future" if followed == "to" or words[-1] == "for" else "none"), distance
            if word == "to" and followed.islower() and followed not in self._noun_leads:
                return self._of_infinitive(words, place), distance
            cue = self._cue(words, place)
            if cue != "none":
                return cue, distance
        return None

    def _of_infinitive(self, words: Sequence[str], place: int) -> Tense:
        """'Planned to leave', 'is due to meet' lie ahead; of other infinitives one cannot tell."""
        before = words[place - 1].lower() if place else ""
        ahead = before in self._plans or before in self._plan_leads or self._cues.get(before) == "future"
        return "future" if ahead or words[place + 1] == "be" else "none"

    def _cue(self, words: Sequence[str], place: int) -> Tense:
        word = words[place]
        cue = self._cues.get(word) or self._cues.get(word.lower())
        before = words[place - 1].lower() if place else ""
        if cue is None:
            if before in self._adverbs or before.endswith("ly"):
                before = words[place - 2].lower() if place > 1 else ""
            if not self._past_form(word) or before in self._noun_leads:
                return "none"
            cue = "past"
        if cue == "past" and before in self._present:
            return "none"
        return "future" if cue == "past" and self._governed(words, place) else cue

    def _past_form(self, word: str) -> bool:
        return word.endswith("ed") and len(word) > 3 and word.islower() and word not in self._not_past

    def _governed(self, words: Sequence[str], place: int) -> bool:
        """Whether a past form is the participle of "will be held", "to be held"; not of "would have been held"."""
        nearby = [word.lower() for word in words[max(0, place - AUXILIARY_REACH) : place]]
        if any(self._cues.get(word) == "future" for word in nearby):
            return "have" not in nearby and "been" not in nearby
        return nearby[-2:] == ["to", "be"]


def _abbreviates(words: Sequence[str], place: int) -> bool:
    """A full stop after a single letter or a short capitalised word ends no sentence: U.S., Gen., Jan."""
    if words[place] != "." or place == 0:
        return False
    before = words[place - 1]
    return len(before) == 1 or (len(before) <= 4 and before[0].isupper() and before.isalpha())


def _tense(name: str) -> Tense:
    return "past" if name == "past" else "future"


class Clause(NamedTuple):
    """The surroundings of an expression, whose tense is read only when its meaning depends on it."""

    reader: TenseReader | None = None
    text: str = ""
    start: int = 0
    end: int = 0

    @property
    def follows_figure(self) -> bool:
        """Whether a figure stands so near before that "a year" makes it a rate: "$5 billion a year"."""
        return FIGURE.search(self.text, max(0, self.start - RATE_REACH), self.start) is not None

    @property
    def tense(self) -> Tense:
        return self.reader.of(self.text, self.start, self.end) if self.reader else "none"


NO_CLAUSE = Clause()
