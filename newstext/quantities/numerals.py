"""Numbers as they are written: digits, words, and both with a scale ("4.5bn", "two and a half million")."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newstext.quantities.spotting import Spots
from newstext.records import Tables

VULGAR = "½⅓⅔¼¾⅛⅜⅝⅞⅕"
BEFORE_WORDS = frozenset(" ([\"“‘'’—–/-")
"""What may stand before a number in words."""


@dataclass(slots=True)
class Numeral:
    """A number at a place of the text; `scale` is the factor its own words name, 1 where none do.

    `letter` is the scale letter written to the digits ("m" in "5m"), empty where a word or nothing names the scale.
    """

    start: int
    end: int
    value: float
    scale: float = 1.0
    is_words: bool = False
    letter: str = ""

    @property
    def is_scaled(self) -> bool:
        return self.scale != 1.0


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def either_case(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, with or without a first capital, branched by first letter for speed."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{a}{a.upper()}](?:{alternatives(rest)})" for a, rest in sorted(by_letter.items()))


class NumeralReader:
    """Find every number of a text, left to right, none overlapping.

    Digits inside a word, a date, a time or a score of any kind (21st, 9/11, 10:30) are not numbers here; digits after
    letters are given, for a currency may stand there ("USD115"), and judged by the caller.
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables["number_words"]
        self._values: Mapping[str, float] = {row["word"]: float(row["value"]) for row in rows}
        roles: dict[str, list[str]] = {}
        for row in rows:
            roles.setdefault(row["role"], []).append(row["word"])
        self._scales = frozenset([*roles["scale"], *roles["short_scale"]])
        self._digits = _digits_pattern(roles, {row["code"] for row in tables["currencies"]})
        self._words = _words_pattern(roles)
        plain = (word for role in ("unit", "teen", "tens", "hundred", "scale") for word in roles[role])
        folds = (f"{word}fold" for role in ("unit", "teen", "hundred") for word in roles[role])
        self.words = frozenset([*plain, *folds])
        # The engine skips to a class of characters, not to a repeated one: hence no "[0-9]+".
        self._figure_scan = re.compile("[0-9][0-9]*")
        self._vulgar_scan = re.compile(f"[0-9{VULGAR}]")
        self._word = re.compile(r"[A-Za-z]+")

    def numerals(self, text: str, spots: Spots) -> list[Numeral]:
        """Return the numbers of a text with a blank in front, in order; `spots` tell where the `words` stand."""
        in_words = self._in_words(text, spots) if spots.has_any(self.words) else []
        if not in_words:
            return self._in_digits(text)
        found = [*self._in_digits(text), *in_words]
        found.sort(key=lambda numeral: (numeral.start, -numeral.end))
        return [n for i, n in enumerate(found) if i == 0 or n.start >= found[i - 1].end]

    def _in_digits(self, text: str) -> list[Numeral]:
        scan = self._figure_scan if text.isascii() else self._vulgar_scan
        numerals: list[Numeral] = []
        match, position = self._digits.match, 0
        for first in scan.finditer(text):
            start = first.start()
            if start < position:
                continue
            if start and text[start - 1] == "." and not text[start - 2 : start - 1].isalnum():
                start -= 1
            found = match(text, start)
            if found is None:
                position = _past_figures(text, first.start())
                continue
            position = found.end()
            numerals.append(self._from_digits(found, start, position))
        return numerals

    def _from_digits(self, found: re.Match[str], start: int, end: int) -> Numeral:
        if found.lastindex == 1:
            return Numeral(start, end, float(found.group(1).replace(",", "")))
        figures, vulgar, upper, lower, half, scale, more, letter = found.groups()
        value = float(figures.replace(",", "")) if figures else 0.0
        if vulgar:
            value += self._values[vulgar]
        elif upper:
            value += int(upper) / int(lower)
        if half:
            value += 0.5
        factor = 1.0
        for word in (scale, more, letter):
            if word:
                factor *= self._values[word.lower()]
        return Numeral(start, end, _times(value, factor), factor, letter=letter or "")

    def _in_words(self, text: str, spots: Spots) -> list[Numeral]:
        numerals: list[Numeral] = []
        position, match = 0, self._words.match
        for place in spots.places(self.words):
            if place <= position or text[place - 1] not in BEFORE_WORDS:
                continue
            start = _with_article(text, place)
            found = match(text, start)
            if found is None and start != place:
                found = match(text, place)
            if found:
                position = found.end()
                numerals.append(self._from_words(found))
        return numerals

    def _from_words(self, found: re.Match[str]) -> Numeral:
        total, current, scale = 0.0, 0.0, 1.0
        words = self._word.findall(found.group().lower())
        for place, word in enumerate(words):
            if word == "half":
                current += 0.5
            elif word in {"a", "an"}:
                current += words[place + 1] != "half" and place == 0
            elif word == "hundred":
                current = (current or 1) * 100
            elif word in self._scales:
                scale = self._values[word]
                total, current = total + _times(current or 1, scale), 0.0
            elif word != "and":
                current += self._values[word]
        return Numeral(found.start(), found.end(), total + current, scale, is_words=True)


def _digits_pattern(roles: Mapping[str, list[str]], codes: set[str]) -> re.Pattern[str]:
    capitals = [word.capitalize() for word in roles["scale"]]
    scale = alternatives([*roles["scale"], *roles["hundred"], *roles["short_scale"], *capitals])
    letters = "".join(word + word.upper() for word in roles["letter_scale"])
    attached = alternatives({*codes, *(code.lower() for code in codes), "元"})
    figures = r"(?P<figures>\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    part = rf"(?P<vulgar>[{VULGAR}])|[ -](?P<upper>\d)/(?P<lower>10|[2-9])(?!\d)"
    named = rf"[ -]?(?P<scale>{scale})(?: (?P<more>{scale}))?(?![A-Za-z])"
    end = rf"(?![A-Za-z0-9_]|[,.:/]\d)|(?=(?:m?(?:{attached})|fold)(?![A-Za-z0-9]))"
    return re.compile(
        rf"(?:{figures}|(?=[{VULGAR}]))(?:{part})?(?(figures)|(?(vulgar)|(?!)))(?P<half>[ -]and[ -]a[ -]half\b)?"
        rf"(?:{named}|(?P<letter>[{letters}])(?![A-Za-z0-9]))?(?:{end})"
    )


def _words_pattern(roles: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Build English number names from the smallest up: below a hundred, below a thousand, scales, and their sums."""
    unit, teen, tens = (either_case(roles[role]) for role in ("unit", "teen", "tens"))
    scale, hundred = alternatives(roles["scale"]), alternatives(roles["hundred"])
    half = "[ -]and[ -]a[ -]half(?![a-z])"
    # "between two hundred and three hundred" are two numbers: what is added must not be a multiple itself.
    last = rf"(?![ -](?:{scale}|{hundred})(?![a-z]))"
    small = rf"(?:(?:{tens})(?:[ -](?:{unit}))?|(?:{teen})|(?:{unit}))(?![a-z])"
    hundreds = rf"(?:(?:{small}|[Aa])[ -](?:{hundred})(?:[ -](?:and[ -])?{small}{last})?|{small})(?![a-z])"
    # "one hundred and two thousand" is one number, unless "between" says it is two.
    full = rf"(?<!etween )(?:{small}|[Aa])[ -](?:{hundred})[ -]and[ -]{small}"
    grouped = rf"(?:{full}|{hundreds}|[Aa]n?)(?:{half})?[ -](?:{scale})(?![a-z])"
    joint = "(?:, and |, | and | )"
    tail = (
        rf"(?: {hundreds} million)?(?:{joint}(?:{full}|{hundreds})[ -]thousand(?![a-z]))?(?:{joint}{hundreds}{last})?"
    )
    halves = rf"[Hh]alf(?:[ -]an?)?[ -](?:{scale})(?![a-z])"
    return re.compile(rf"{grouped}{tail}(?:{half})?|{halves}|{hundreds}(?:{half})?|(?:{unit}|{teen}|{hundred})(?=fold)")


def _with_article(text: str, start: int) -> int:
    """Move the start of a number back over "a", "half a" or "a half" before its first word."""
    if text[start - 2] not in "aAnNfF":
        return start
    for lead in ("half a ", "half-a-", "half an ", "half ", "half-", "a "):
        begin = start - len(lead)
        if begin > 0 and text[begin:start].lower() == lead and not text[begin - 1].isalnum():
            return begin
    return start


def _past_figures(text: str, position: int) -> int:
    position += 1
    while position < len(text) and (text[position].isalnum() or text[position] in ".,:/"):
        position += 1
    return position


def _times(value: float, factor: float) -> float:
    """Multiply without the tail of a binary fraction: 4.1 by a million is 4100000."""
    return round(value * factor, 6) if factor != 1.0 else value
