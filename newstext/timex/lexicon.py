"""Words and figures of time, as tokens with classes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from newstext.records import Tables

MARKS = {
    ",": "comma", ".": "dot", "-": "dash", "–": "dash", "—": "dash", "‑": "dash", "−": "dash", "~": "dash",
    "'": "quote", "’": "quote", "‘": "quote", "/": "slash", "|": "bar", "$": "money", "£": "money", "€": "money",
    "#": "money", "(": "open", ")": "close", "@": "at",
}  # fmt: skip
SHAPES: tuple[tuple[str, str], ...] = (
    (r"\d{4}-\d{1,2}-\d{1,2}.*", "iso_date"),
    (r"\d{4}/\d{1,2}/\d{1,2}", "iso_date"),
    (r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}", "numeric_date"),
    (r"\d{1,2}[:.]\d\d(?::\d\d)?", "clock"),
    (r"(?:\d+ )?\d/\d", "fraction"),
    (r"\d+(?:st|nd|rd|th)", "ordinal"),
    (r"\d{2,4}['’]?s|['’‘`]\d0s", "decade"),
    (r"[\d,.]+", "number"),
)
STRONG = frozenset(
    """weekday weekdays month unit units year decade dayref tonight overnight present present_weak past
    future future_noun past_noun season seasons part_half half_code quarter_code daypart dayparts clock
    clock_word meridiem set_adverb iso_date numeric_date holiday holiday_day holiday_new good
    decade_name decades_long weekend time_noun tens century_word period ordinal_figure four_figures""".split()  # noqa: SIM905 - a list of sixty one-word lines is worse to read
)
"""No expression is without a token of one of these classes."""
YEARS = range(1000, 2200)
DAYS = range(1, 32)
HOURS = range(25)
MINUTES = 60
FIGURE_STARTS = frozenset("0123456789'’‘`")
NO_CLASS = " "
FIRST_CODE = 0xE000  # private-use characters never meet the classes' regular-expression syntax


class Lexicon:
    """Give each token of a text a one-character code standing for its set of classes."""

    def __init__(self, tables: Tables) -> None:
        meanings: dict[str, dict[str, str]] = defaultdict(dict)
        for row in tables["time_words"]:
            for surface in _surfaces(row["word"], row["case"]):
                meanings[surface].setdefault(row["class"], row["value"])
        self._places = frozenset((row["word"], row["place"]) for row in tables["time_contexts"])
        for mark, name in MARKS.items():
            meanings[mark][name] = ""
        self._meanings: Mapping[str, Mapping[str, str]] = dict(meanings)
        self._shapes = [(re.compile(shape, re.IGNORECASE), name) for shape, name in SHAPES]
        sets = sorted({frozenset(classes) for classes in meanings.values()} | _figure_sets(), key=sorted)
        self._codes = {classes: chr(FIRST_CODE + i) for i, classes in enumerate(sets)}
        self._classes_of = {code: classes for classes, code in self._codes.items()}
        self._code_of = {str(figure): self._codes[_number_classes(str(figure))] for figure in range(YEARS.stop)}
        self._code_of |= {surface: self._codes[frozenset(classes)] for surface, classes in meanings.items()}

    def fits(self, word: str, place: str) -> bool:
        """Whether a word stands in some place beside an expression, by the table `time_contexts`."""
        return (word.lower(), place) in self._places

    def codes_of_class(self, name: str) -> str:
        """All codes whose set holds the class; raises where no token can have it."""
        found = "".join(code for classes, code in self._codes.items() if name in classes)
        if not found:
            raise ValueError(f"no word or figure has the time class {name!r}")
        return found

    def runs(self) -> re.Pattern[str]:
        """Stretches of tokens of time up to the last that only an expression of time has."""
        known = "".join(self._classes_of)
        strong = "".join(code for code, classes in self._classes_of.items() if classes & STRONG)
        return re.compile(f"[{known}]*[{strong}]")

    @property
    def strong_words(self) -> set[str]:
        """The words that only expressions of time have."""
        return {word for word, classes in self._meanings.items() if word[0].isalpha() and STRONG & set(classes)}

    @property
    def words(self) -> Container[str]:
        """All words and plain figures that may stand in an expression, as they are written."""
        return self._code_of.keys()

    def codes(self, words: Sequence[str]) -> str:
        """The codes of some tokens."""
        code_of, figure = self._code_of.get, self._figure
        return "".join([code_of(word) or (figure(word) if word[0] in FIGURE_STARTS else NO_CLASS) for word in words])

    def classes(self, code: str) -> frozenset[str]:
        return self._classes_of.get(code, frozenset())

    def value(self, word: str, name: str) -> str:
        """What a token means as a member of one class."""
        return self._meanings.get(word, {}).get(name, word)

    def _figure(self, word: str) -> str:
        """The code of a figure that is not in the dictionary."""
        if not word[-1].isalnum():
            return NO_CLASS
        if word.isdigit():
            return self._codes[_number_classes(word)]
        name = next((name for shape, name in self._shapes if shape.fullmatch(word)), None)
        if name == "ordinal":
            inside = int(word[:-2]) in DAYS
            return self._codes[frozenset({"ordinal", "ordinal_figure"} if inside else {"ordinal"})]
        if name != "number":
            return self._codes.get(frozenset({name}), NO_CLASS) if name else NO_CLASS
        return self._codes[_number_classes(word)]


def _number_classes(word: str) -> frozenset[str]:
    classes = {"number"}
    if word.isdigit() and word.isascii():
        figure = int(word)
        if len(word) <= 2:
            classes |= {name for name, inside in (("day", DAYS), ("hour", HOURS)) if figure in inside}
            classes.add("two_digits")
        if len(word) == 4 and figure in YEARS:
            classes.add("year")
        if len(word) == 4 and figure // 100 in HOURS and figure % 100 < MINUTES:
            classes.add("four_figures")
    return frozenset(classes)


def _figure_sets() -> set[frozenset[str]]:
    samples = ("0", "7", "24", "31", "99", "1,500", "250", "0930", "1530", "1999", "2024", "2999", "9999")
    return (
        {_number_classes(word) for word in samples}
        | {frozenset({name}) for _, name in SHAPES}
        | {frozenset({"ordinal", "ordinal_figure"})}
    )


def _surfaces(word: str, case: str) -> Iterator[str]:
    if case == "exact":
        yield word
        return
    yield word.capitalize()
    yield word.upper()
    if case != "capital":
        yield word
