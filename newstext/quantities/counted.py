"""What is counted: the noun phrase after a number, read without a parse."""

import re
from dataclasses import dataclass

from newstext.quantities.figures import WORD_AFTER, Figure, looks_like_year, word_before
from newstext.quantities.numerals import Numeral, alternatives
from newstext.quantities.vocabulary import Vocabulary

PHRASE = re.compile(
    r"(?: {1,2}[\"“‘]?[A-Za-z][\w.’'&/-]*[\"”]?(?:, (?=[a-z-]+(?:ed|ing|al|ic|ive|ous|ful|less|ern|an) [a-z]))?){1,7}"
)
OF_THE = re.compile(r" of (?:the|its|his|her|their|those|these|our)(?: [\d,]+)?(?= [A-Za-z])")
JOINED = re.compile(r"-([a-z]+)(?![a-z-])")
SHARE_OF = re.compile(r"(?<![\d.] )\b([A-Za-z]+) of $")
LONGEST_SHARE = 18
"""Characters of "percentages of " and a figure that may stand before it."""
INITIALISM = re.compile(r"(?:[A-Za-z]\.)+|(?:St|Gen|Sgt|Lt|Col|Dr|Mr|Mrs|Ms)\.")
NOT_PLURAL_ENDINGS = ("ss", "us", "’s", "'s")
PEOPLE_ENDING_IN_IS = ("eis", "nis", "qis", "lis", "tis", "xis")
"""Israelis, Pakistanis, Iraqis, Bengalis, Kuwaitis, taxis: unlike crisis, basis or this."""

GROUP_OF = "group of "
SMALL = 10
"""Up to here a number in words after "the" says which, not how many: the two sides."""


@dataclass(slots=True)
class Counted:
    """The plural head noun, the noun phrase in lower case, and where the noun ends."""

    unit: str
    subject: str
    end: int


class CountedReader:
    """Find what a bare number counts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        classes = vocabulary.classes
        self._plural, self._not_plural, self._states = classes["plural"], classes["not_plural"], classes["state"]
        self._singular, self._joined, self._deeds = classes["singular"], classes["joined"], classes["deed"]
        self._modifiers, self._fillers, self._stops = classes["modifier"], classes["filler"], classes["stop"]
        self._labels, self._months, self._identity = classes["label"], classes["month"], classes["identity"]
        self._periods = frozenset(word for word, unit in vocabulary.units.items() if unit.kind in {"duration", "skip"})
        self._state_after = re.compile(rf" (?:(?:{alternatives(classes['auxiliary'])}) ){{0,4}}([a-z]+)")
        self._shares = classes["share"]
        self._thousands = classes["thousands"]
        self._adjectives = vocabulary.adjectives
        self._filed_as = vocabulary.filed_as

    def read(self, text: str, figure: Figure, start: int, end: int) -> Counted | None:
        """Return what a bare number counts, if it is a count; `start` and `end` are its span with its hedge."""
        before = word_before(text, start)
        if not self._may_count(text, figure, start, before):
            return None
        counted = self._by_hyphen(text, end) if text[end : end + 1] == "-" else self._after(text, figure, end)
        deed = self._filed_as.get(("deed", before.lower())) if before else None
        if counted is None:
            return Counted("people", f"people {deed}", end) if deed and _ends_clause(text, end) else None
        if deed and not counted.subject.endswith(f" {deed}"):
            return Counted(counted.unit, f"{counted.subject} {deed}", counted.end)
        return counted

    def share_before(self, text: str, figure: Figure) -> int | None:
        """Return where the noun starts that makes a number without one a percentage: "a percentage of 45"."""
        found = SHARE_OF.search(text, max(0, figure.start - LONGEST_SHARE), figure.start)
        if found is None or found.group(1).lower() not in self._shares or not _ends_clause(text, figure.end):
            return None
        return found.start(1)

    def _may_count(self, text: str, figure: Figure, start: int, before: str | None) -> bool:
        """Whether a bare number may be a count: no year, day of a month, label, or name of a known few."""
        numeral, is_hedged = figure.numeral, start != figure.start
        follow = WORD_AFTER.match(text, figure.end)
        after = follow.group(1) if follow else ""
        if numeral.letter in {"t", "T"} or figure.value < 0 or self._is_month(after):
            return False
        if is_hedged:
            return True
        if looks_like_year(text, numeral) and after not in self._thousands:
            return False
        return before is None or not self._names(before, numeral, text[max(0, start - len(GROUP_OF)) : start])

    def _names(self, before: str, numeral: Numeral, lead: str) -> bool:
        """Whether a number names something by the word before it: "Article 5", "March 3", "the two"."""
        word = before.lower()
        if word in self._labels or word.rstrip(".") in self._labels or lead.lower() == GROUP_OF:
            return True
        return self._is_month(before) or (word in self._identity and numeral.is_words and numeral.value <= SMALL)

    def _is_month(self, word: str) -> bool:
        return word[:1].isupper() and word.lower().rstrip(".") in self._months

    def _by_hyphen(self, text: str, end: int) -> Counted | None:
        """Read "15-member", "28-nation"."""
        found = JOINED.match(text, end)
        if found is None or found.group(1) not in self._joined:
            return None
        unit = self._filed_as["joined", found.group(1)]
        return Counted(unit, unit, found.end())

    def _after(self, text: str, figure: Figure, end: int) -> Counted | None:
        of_the = OF_THE.match(text, end)
        if of_the and figure.value == 1:
            return None
        start = of_the.end() if of_the else end
        found = PHRASE.match(text, start)
        if found is None:
            return None
        of_one = figure.value == 1
        words, head = self._noun_phrase(found.group(), of_one=of_one)
        if head is None or words[head] in self._periods:
            return None
        stop = _end_of_word(text, start, head + 1)
        unit = words[head]
        if unit in self._states and unit not in self._plural:
            return Counted("people", f"people {self._filed_as['state', unit]}", stop)
        unit = self._filed_as["singular", unit] if of_one else unit
        kept = (self._adjectives.get(word, word) for word in words[:head] if word not in self._fillers)
        phrase = " ".join([*kept, unit])
        return Counted(unit, self._with_state(phrase, text, stop), stop)

    def _noun_phrase(self, phrase: str, *, of_one: bool) -> tuple[list[str], int | None]:
        """Return the words of a phrase in lower case, and the place of its head among them."""
        raw = phrase.split()
        words: list[str] = []
        head: int | None = None
        for place, written in enumerate(raw):
            word, ends = _bare(written)
            lower = word.lower()
            if lower in self._stops:
                break
            words.append(lower)
            if self._is_head(lower, of_one=of_one) and (word[0].islower() or lower not in self._states):
                head = place
                if ends or not self._qualifies(word, raw[place + 1 :]):
                    break
            elif head is not None or ends:
                break
        return words, head

    def _is_head(self, word: str, *, of_one: bool) -> bool:
        if of_one:
            return word in self._singular
        if word in self._plural or word in self._states:
            return True
        if len(word) < 4 or not word.endswith("s") or word in self._not_plural or word.endswith(NOT_PLURAL_ENDINGS):
            return False
        return not word.endswith("is") or word.endswith(PEOPLE_ENDING_IN_IS)

    def _qualifies(self, word: str, rest: list[str]) -> bool:
        """Whether a plural only qualifies the noun after it: "sales staff", "Rangers fans", "injured soldiers"."""
        after = _bare(rest[0])[0].lower() if rest else ""
        if not after or after in self._stops:
            return False
        lower = word.lower()
        if lower in self._states and lower not in self._plural:
            return self._is_head(after, of_one=False)
        return (lower in self._modifiers or word[0].isupper()) and self._is_head(after, of_one=False)

    def _with_state(self, subject: str, text: str, end: int) -> str:
        """Add what is said of those counted: "20 people were killed" is of people killed."""
        found = self._state_after.match(text, end)
        state = self._filed_as.get(("state", found.group(1))) if found else None
        return f"{subject} {state}" if state else subject


def _bare(written: str) -> tuple[str, bool]:
    """Return a word without the marks around it, and whether a phrase ends with it."""
    word = written.strip('"“‘')
    if word.endswith((",", '"', "”", "’")) or (word.endswith(".") and not INITIALISM.fullmatch(word)):
        return word.rstrip('.,"”’'), True
    return word, False


def _ends_clause(text: str, end: int) -> bool:
    return text[end : end + 1] in {"", ".", ",", ";"} or text.startswith((" and ", " in "), end)


def _end_of_word(text: str, start: int, count: int) -> int:
    """Return where the count-th word after `start` ends, without the marks after it."""
    end = start
    for _ in range(count):
        while text[end] == " ":
            end += 1
        while end < len(text) and text[end] != " ":
            end += 1
    while text[end - 1] in '.,"”’':
        end -= 1
    return end
