"""Words and figures of time, as tokens with classes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from newstext.records import Tables

TOKEN = re.compile(
    r"""\s*((?:[AaPp]\.[Mm]\b\.? | [HQhq][1-4](?!\w) | [A-Za-zÀ-ɏ]+)
    | \d(?:
        (?<!\d\d)\d{3}-\d{1,2}-\d{1,2}(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])
        | \d{3}/\d{1,2}/\d{1,2}(?!\w) | \d?/\d{1,2}/(?:\d{4}|\d\d)(?!\w)
        | \d?\.\d{1,2}\.\d{4}(?!\w) | \d?-\d{1,2}-\d{4}(?!\w)
        | \d?:\d\d(?::\d\d)? | \d?\.\d\d(?=\s?[ap]\.?m\b)
        | \d*\ \d/\d(?!\d|/\d) | /\d(?!\d|/\d)
        | \d{0,2}(?:,\d{3})+(?:\.\d+)? | \d*(?:st|nd|rd|th)\b | \d{1,3}['’]?s\b | \d*(?:\.\d+)?)
    | ['’‘`]\d0s\b | [^\w\s])""",
    re.VERBOSE,
)
"""One token; blanks before it are taken along because a search that fails on each of them is slower."""
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
    decade_name decades_long weekend weekends time_noun tens century_word period ordinal_figure""".split()  # noqa: SIM905 - a list of sixty one-word lines is worse to read
)
"""No expression is without a token of one of these classes."""
YEARS = range(1000, 2200)
DAYS = range(1, 32)
HOURS = range(25)
FIGURE_STARTS = frozenset("0123456789'’‘`")
NO_CLASS = " "
LOOK_BACK, LOOK_AHEAD = 56, 40
"""Characters around a trigger that hold its whole expression and the words beside it."""
TRIGGER_FIGURES = r"(?<=\d)(?:\d{3}|[:.]\d\d|/\d|0s|(?:st|nd|rd|th)\b|[.-]\d{1,2}[.-]\d)"
"""Figures that may be a year, a clock time, a date, a decade or a day of a month by themselves."""
FIRST_CODE = 0xE000  # private-use characters never meet the classes' regular-expression syntax


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int


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
        strong = {surface for surface, classes in meanings.items() if STRONG & set(classes) and surface[0].isalpha()}
        self._triggers = _triggers(strong)
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

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """The parts of a text near a word or figure of time: all that need be looked at, cut at blanks."""
        found: list[tuple[int, int]] = []
        for match in self._triggers.finditer(" " + text):
            start, end = match.start() - LOOK_BACK, match.end() - 1 + LOOK_AHEAD
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return [(_blank_before(text, start), _blank_after(text, end)) for start, end in found]

    def tokens(self, text: str, start: int, end: int) -> tuple[str, list[str]]:
        """Return the code string of a stretch of text and its tokens."""
        words: list[str] = TOKEN.findall(text, start, end)
        code_of, figure = self._code_of.get, self._figure
        return "".join(
            [code_of(word) or (figure(word) if word[0] in FIGURE_STARTS else NO_CLASS) for word in words]
        ), words

    def classes(self, code: str) -> frozenset[str]:
        return self._classes_of.get(code, frozenset())

    def value(self, word: str, name: str) -> str:
        """What a token means as a member of one class."""
        return self._meanings.get(word, {}).get(name, word)

    def _figure(self, word: str) -> str:
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


def _blank_before(text: str, at: int) -> int:
    return text.rfind(" ", 0, at) + 1 if at > 0 else 0


def _blank_after(text: str, at: int) -> int:
    found = text.find(" ", at) if at < len(text) else -1
    return len(text) if found < 0 else found


def _triggers(words: Collection[str]) -> re.Pattern[str]:
    """One character that is no letter, then a word of time; or a figure of time. The text needs a blank in front.

    Two sets of letters tell most other words apart faster than the branches of the tree do.
    """
    first, second = (re.escape("".join(sorted({word[i : i + 1] for word in words}))) for i in (0, 1))
    return re.compile(rf"[^A-Za-z](?:(?=[{first}][{second}]){_trie(words)}(?![A-Za-z])|{TRIGGER_FIGURES})")


def _trie(words: Iterable[str]) -> str:
    """A regular expression for some words that shares their common beginnings: an alternation of them is slower."""
    tree: dict[str, list[str]] = defaultdict(list)
    for word in words:
        tree[word[:1]].append(word[1:])
    options = [re.escape(first) + _trie(rest) for first, rest in sorted(tree.items()) if first]
    if not options:
        return ""
    joined = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    return f"(?:{joined})?" if "" in tree else joined


def _number_classes(word: str) -> frozenset[str]:
    classes = {"number"}
    if word.isdigit() and word.isascii():
        figure = int(word)
        if len(word) <= 2:
            classes |= {name for name, inside in (("day", DAYS), ("hour", HOURS)) if figure in inside}
            classes.add("two_digits")
        if len(word) == 4 and figure in YEARS:
            classes.add("year")
    return frozenset(classes)


def _figure_sets() -> set[frozenset[str]]:
    samples = ("0", "7", "24", "31", "99", "1,500", "250", "2024", "9999")
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
