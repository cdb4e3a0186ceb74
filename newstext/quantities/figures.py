"""What a number is a figure of: money, a percentage, a ratio, a duration, or a bare count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newstext.quantities.currencies import Sign
from newstext.quantities.numerals import Numeral
from newstext.quantities.vocabulary import Unit, Vocabulary

NEXT_WORD = re.compile(r" {0,2}-?([A-Za-z%°][\w.’'/]*)")
NEXT_WORDS = re.compile(rf"{NEXT_WORD.pattern}(?:[ -]([A-Za-z][\w.’']*)(?:[ -]([A-Za-z][\w.’']*))?)?")
WORD_AFTER = re.compile(r"(?: - |[ -])([A-Za-z]+)")
OPENING = '(["“‘—–-'
"""Marks that may stand before the first word of a phrase."""

WINDOW = 16
"""Characters before a number in which the word before it stands."""

WEIGHT_WINDOW = 40
"""Characters before a number of pounds in which a verb of weighing makes it a weight."""

WEIGHT_AFTER = re.compile(r" of [a-z]| \([\d.,]+ ?k")
MINUS = ("minus ", "negative ", "- ")
MINUS_BEFORE = re.compile(r"(?:(?<= )|(?<=\())(?:[-−–] ?|minus |negative )$")


@dataclass(slots=True)
class Figure:
    """A number with what it is of; a count has no unit yet. The span takes in sign and unit word, of a count neither.

    `low` and `high` are set of a range, whose `value` is the midpoint; `is_joined` when a hyphen joins the unit;
    `noun_end` is where the measured unit of a count ends ("20 tonnes").
    """

    numeral: Numeral
    kind: str
    unit: str
    value: float
    start: int
    end: int
    factor: float = 1.0
    low: float | None = None
    high: float | None = None
    is_joined: bool = False
    noun_end: int = 0


class FigureReader:
    """Read the sign or word beside a number."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._units, self._lengths = vocabulary.units, vocabulary.phrase_lengths
        self._currencies = vocabulary.currencies
        self._scales = {**vocabulary.number_roles["scale"], **vocabulary.number_roles["short_scale"]}
        self._fractions = vocabulary.number_roles["fraction"]
        self._comparison, self._no_duration = vocabulary.classes["comparison"], vocabulary.classes["no_duration"]
        self._ages = vocabulary.classes["age"] | vocabulary.classes["month"]
        self._weighing = vocabulary.classes["weighing"]

    def read_all(self, text: str, numerals: Sequence[Numeral]) -> list[Figure]:
        """Return the numbers of a text that are figures; a sign between two belongs to the first."""
        figures: list[Figure] = []
        for numeral in numerals:
            figure = self._read(text, numeral, figures[-1].end if figures else 0)
            if figure:
                figures.append(figure)
        return figures

    def _read(self, text: str, numeral: Numeral, taken: int) -> Figure | None:
        """Return a number as a figure; None where it belongs to a name, an age, a date or a time of day."""
        sign = self._currencies.before(text, numeral.start)
        sign = None if sign and sign.place < taken else sign
        if not stands_free(text, sign.place if sign else numeral.start):
            return None
        if sign:
            return self._signed(text, numeral, sign)
        named = self._unit_after(text, numeral.end)
        if named:
            return self._named(text, numeral, *named)
        if behind := self._currencies.after(text, numeral.end):
            return self._money(text, numeral, Unit("money", behind.code, behind.factor), numeral.start, behind.place)
        start, value = _with_minus(text, numeral.start, numeral.value)
        return Figure(numeral, "count", "", value, start, numeral.end)

    def _signed(self, text: str, numeral: Numeral, sign: Sign) -> Figure:
        named = self._unit_after(text, numeral.end)
        end = named[1] if named and named[0].kind == "money" else numeral.end
        if end == numeral.end and (behind := self._currencies.after(text, end)) and behind.code == sign.code:
            end = behind.place
        return self._money(text, numeral, Unit("money", sign.code, sign.factor), sign.place, end)

    def _money(self, text: str, numeral: Numeral, unit: Unit, start: int, end: int) -> Figure:
        factor = unit.factor
        if not numeral.is_scaled and (follow := WORD_AFTER.match(text, end)):
            scale = self._scales.get(follow.group(1).lower())
            factor, end = (factor * scale, follow.end()) if scale else (factor, end)
        start, value = _with_minus(text, start, round(numeral.value * factor, 6))
        return Figure(numeral, "money", unit.unit, value, start, end, factor, is_joined=_is_joined(text, numeral))

    def _named(self, text: str, numeral: Numeral, unit: Unit, end: int) -> Figure | None:
        if unit.kind == "skip" or numeral.letter in {"t", "T"}:
            return None
        if unit.kind == "money" and self._is_money(text, numeral, unit, end):
            return self._money(text, numeral, unit, numeral.start, end)
        if unit.kind == "duration":
            return self._duration(text, numeral, unit, end)
        if unit.kind == "fraction":
            return Figure(numeral, "ratio", "times", round(numeral.value / unit.factor, 6), numeral.start, end)
        if unit.kind == "ratio" and not self._compares(text, numeral.end, end):
            return Figure(numeral, "count", "times", numeral.value, numeral.start, numeral.end)
        return self._measured(text, numeral, unit, end)

    def _measured(self, text: str, numeral: Numeral, unit: Unit, end: int) -> Figure:
        """Return a percentage, a ratio or a count of a measure; of a weight in pounds, a count still without noun."""
        if unit.kind == "money":
            return Figure(numeral, "count", "", numeral.value, numeral.start, numeral.end)
        stop = numeral.end if unit.kind == "count" else end
        start, value = _with_minus(text, numeral.start, round(numeral.value * unit.factor, 6))
        return Figure(numeral, unit.kind, unit.unit, value, start, stop, unit.factor, noun_end=end)

    def _unit_after(self, text: str, end: int) -> tuple[Unit, int] | None:
        """Return the unit that the next words name, and where they end."""
        found = NEXT_WORD.match(text, end)
        if found is None:
            return None
        first = found.group(1).lower()
        if first in self._lengths and (named := self._phrase_after(text, end)):
            return named
        bare = first if first in self._units else first.rstrip(".'’")
        if unit := self._units.get(bare):
            return unit, found.start(1) + len(bare)
        if bare in self._fractions and (text[end] == "-" or text.startswith(" of ", found.start(1) + len(bare))):
            return Unit("fraction", "times", self._fractions[bare]), found.start(1) + len(bare)
        return None

    def _phrase_after(self, text: str, end: int) -> tuple[Unit, int] | None:
        """Return the unit that the next two or three words name together, and where they end."""
        found = NEXT_WORDS.match(text, end)
        for count in (3, 2):
            if found and found.group(count):
                phrase = " ".join(found.group(*range(1, count + 1))).lower().rstrip(".'’")
                if unit := self._units.get(phrase):
                    return unit, found.start(count) + len(phrase.rsplit(" ", 1)[1])
        return None

    def _duration(self, text: str, numeral: Numeral, unit: Unit, end: int) -> Figure | None:
        """Read how long something lasts; None for an age, a date ("two years ago") and the idiom "one day"."""
        is_joined = _is_joined(text, numeral)
        if numeral.letter or (looks_like_year(text, numeral) and unit.unit != "day"):
            return None
        if (follow := WORD_AFTER.match(text, end)) and follow.group(1).lower() in self._no_duration:
            return None
        if (before := word_before(text, numeral.start)) and before.lower() in self._ages:
            return None
        if unit.unit == "day" and numeral.value == 1 and numeral.is_words and not is_joined:
            return None
        if text.startswith(("-long", " long"), end) and not text[end + 5 : end + 6].isalpha():
            end += len("-long")
        value = round(numeral.value * unit.factor, 6)
        return Figure(numeral, "duration", unit.unit, value, numeral.start, end, unit.factor, is_joined=is_joined)

    def _compares(self, text: str, start: int, end: int) -> bool:
        """Whether "times" measures ("five times as much") and does not tell how often."""
        if text.endswith("fold", start, end):
            return True
        follow = WORD_AFTER.match(text, end)
        return follow is not None and follow.group(1).lower() in self._comparison

    def _is_money(self, text: str, numeral: Numeral, unit: Unit, end: int) -> bool:
        """Whether a currency's word is money: "two won" is not, nor "a 500-pound bomb" nor "40 pounds of rice"."""
        if numeral.is_words and numeral.value < unit.least:
            return False
        if unit.unit != "GBP" or unit.factor != 1.0 or numeral.is_scaled or "pound" not in text[numeral.end : end][-7:]:
            return True
        words_before = text[max(0, numeral.start - WEIGHT_WINDOW) : numeral.start].lower().split()
        is_weighed = not self._weighing.isdisjoint(words_before)
        return not (is_weighed or _is_joined(text, numeral) or WEIGHT_AFTER.match(text, end))


def stands_free(text: str, start: int) -> bool:
    """Whether a figure stands at the start of a word: no part of a name (F-35), a date (9/11), a code or an address."""
    before = text[start - 1]
    if before in " (":
        return True
    if before.isalnum() or before in "_#@&=%+\\/*":
        return False
    earlier = text[start - 2] if start > 1 else " "
    if before in ".,:":
        return not earlier.isalnum()
    if before in "-–":
        return not earlier.isalpha() or text[max(0, start - 4) : start] == "-to-"
    return True


def word_before(text: str, start: int) -> str | None:
    """Return the word before a place, with the full stop of an abbreviation; None where a number or mark is there."""
    if text[start - 1] != " ":
        return None
    word = text[start - WINDOW if start > WINDOW else 0 : start].rstrip().rpartition(" ")[2].lstrip(OPENING)
    return word if word.rstrip(".").isalpha() else None


def looks_like_year(text: str, numeral: Numeral) -> bool:
    """Whether four bare digits may be a year of the calendar."""
    if numeral.is_words or numeral.is_scaled or not 1500 <= numeral.value < 2100:
        return False
    return numeral.value == int(numeral.value) and "," not in text[numeral.start : numeral.end]


def _with_minus(text: str, start: int, value: float) -> tuple[int, float]:
    if text[start - 1] not in "-−–" and not (text[start - 2] in "se-" and text.endswith(MINUS, 0, start)):
        return start, value
    found = MINUS_BEFORE.search(text, max(0, start - 10), start)
    return (found.start(), -value) if found else (start, value)


def _is_joined(text: str, numeral: Numeral) -> bool:
    return text.startswith("-", numeral.end)
