"""Who held which office when, as clues to the day of writing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from newstext.publication.clues import LAST_DAY, ONE_DAY, Clue, Days
from newstext.publication.words import any_of, words_of
from newstext.records import Tables

FAMILY_NAME_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "VNM", "KHM"})
"""Countries whose names are written family name first in English news as well."""
TITLE_REACH = 70
"""Characters beside a name in which its title stands."""
UNTITLED_WEIGHT = 0.3
"""Ministers and officers are in the news while in office; heads of government also before and after."""
STATUS_WEIGHTS = {"current": 1.0, "former": 1.0, "acting": 2.0, "elect": 2.0}
"""Acting and elected holders are so for weeks, and are seldom called so afterwards."""
SHOWN_WORDS = 4
LEAD_SHARE = 0.25
"""Titles in the first quarter of a text are of the present; later ones more often tell of earlier days."""
SAME_HEADS = {"chairman": "chair", "chairwoman": "chair", "secretary general": "secretary-general"}

SMALL_WORDS = frozenset({"of", "the", "and", "for", "national", "security", "defence"})

type Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """One stay in an office; `end` is the far end of the horizon for those still in it."""

    person: str
    head: str
    country: str
    status: str
    start: date
    end: date

    @property
    def family_name(self) -> str:
        words = self.person.removesuffix(" Jr.").split()
        return words[0] if self.country in FAMILY_NAME_FIRST else words[-1]


class Titles:
    """Read a title off the words beside a name: its head ("defense minister") and its status."""

    def __init__(self, tables: Tables) -> None:
        self._head = re.compile(any_of(tables, "title head"), re.IGNORECASE)
        self._statuses = {
            name: re.compile(any_of(tables, name), re.IGNORECASE) for name in ("former", "acting", "elect")
        }
        entries = [*words_of(tables, "title head"), *(w for name in self._statuses for w in words_of(tables, name))]
        self._small = frozenset(word for entry in entries for word in entry.split()) | SMALL_WORDS
        self._setting = re.compile(rf"{any_of(tables, 'setting')}\W+(?:\w+\W+){{0,3}}$", re.IGNORECASE)

    def head(self, words: str) -> str | None:
        """The last head word of a title, the longest that ends there."""
        found = self._last(words.lower().replace("defence", "defense"))
        return SAME_HEADS.get(found[0], found[0]) if found else None

    def before(self, left: str) -> tuple[str, str, str] | None:
        """The title that ends right before a name: its head, its status, its words."""
        clause = CLAUSE_BREAK.split(left.replace("U.S.", "US ").replace("Gen.", "General"))[-1]
        words = TITLE_WORDS.search(clause)
        if words is not None:
            words = re.search(r"(\S.*)$", self._title_part(words[1]))
        if words is None:
            return None
        lowered = words[1].lower().replace("defence", "defense").replace("-elect", " elect")
        found = self._last(lowered)
        if found is None or lowered[found[1] :].strip() not in {"", "elect"}:
            return None
        if self._setting.search(clause[: max(0, len(clause) - len(words[1]) + found[2])]):
            return None
        return SAME_HEADS.get(found[0], found[0]), self.status(words[1]), words[1]

    def _title_part(self, words: str) -> str:
        """The last words that may belong to one title: capitals, and small words that titles are made of."""
        kept = words.split()
        start = next((i + 1 for i in range(len(kept) - 1, -1, -1) if not self._in_title(kept[i])), 0)
        return " ".join([*kept[start:], ""]) if start < len(kept) else ""

    def _in_title(self, word: str) -> bool:
        return word[0].isupper() or all(part in self._small for part in word.replace("-", " ").split())

    def after(self, right: str) -> tuple[str, str, str] | None:
        """The title in an apposition: "Kim, the foreign minister"."""
        match = re.match(r",\s+((?:the\s+|a\s+)?[^,.;]{3,60})", right)
        found = self._head.search(match[1].lower().replace("defence", "defense")) if match else None
        return (SAME_HEADS.get(found[0], found[0]), self.status(match[1]), "") if match and found else None

    def status(self, words: str) -> str:
        return next((name for name, pattern in self._statuses.items() if pattern.search(words)), "current")

    def _last(self, lowered: str) -> tuple[str, int, int] | None:
        """The head, where it ends and where it starts."""
        found = list(self._head.finditer(lowered))
        return (found[-1][0], found[-1].end(), found[-1].start()) if found else None


CLAUSE_BREAK = re.compile(r"\n|[.;:!?\"“”]\s|,\s")
TITLE_WORDS = re.compile(r"((?:[A-Za-z’'-]+\s+){1,8})$")


class OfficeBook:
    """Terms of office by person and by family name."""

    def __init__(self, tables: Tables) -> None:
        self._titles = Titles(tables)
        terms = [self._term(row) for row in tables["office_holders"]]
        self._by_name: Mapping[str, Sequence[Term]] = _grouped((t.person, t) for t in terms)
        self._by_family: Mapping[str, Sequence[Term]] = _grouped((t.family_name, t) for t in terms)
        self._elect = [t for t in terms if t.status == "elect"]
        self._prominent = frozenset(words_of(tables, "prominent"))
        names = sorted({*self._by_name, *self._by_family}, key=lambda name: (-len(name), name))
        self._names = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")

    def clues(self, text: str) -> list[Clue]:
        """One clue for each person, office and status named, the first mention counting."""
        found: dict[Key, Clue] = {}
        for match in self._names.finditer(text):
            for key, clue in self._mention(text, match):
                found.setdefault(key, clue)
        for key, clue in self._unnamed_elect(text):
            found.setdefault(key, clue)
        return list(found.values())

    def terms_of(self, name: str) -> Sequence[Term]:
        return self._by_name.get(name) or self._by_family.get(name) or ()

    def _term(self, row: Mapping[str, str]) -> Term:
        start = date.fromisoformat(row["started_on"])
        end = date.fromisoformat(row["ended_on"]) if row["ended_on"] else LAST_DAY
        head = self._titles.head(row["title"]) or row["title"]
        return Term(row["person"], head, row["country"], row["status"], start, end)

    def _mention(self, text: str, match: re.Match[str]) -> Iterator[tuple[Key, Clue]]:
        name = match[0]
        title = self._titles.before(text[max(0, match.start() - TITLE_REACH) : match.start()])
        if title is None and name in self._by_name:
            title = self._titles.after(text[match.end() : match.end() + TITLE_REACH])
        if title is None:
            yield from self._untitled(name)
            return
        head, status, words = title
        terms = [term for term in self.terms_of(name) if term.head == head]
        spans = _allowed(terms, status)
        if spans:
            weight = STATUS_WEIGHTS[status] * (2.0 if match.start() <= LEAD_SHARE * len(text) else 1.0)
            evidence = " ".join([*words.split()[-SHOWN_WORDS:], name])
            yield (terms[0].family_name, head, status), Clue(spans, weight, evidence)

    def _untitled(self, name: str) -> Iterator[tuple[Key, Clue]]:
        terms = self._by_name.get(name, ())
        spans = _allowed(terms, "current")
        if spans and not any(term.head in self._prominent for term in terms):
            yield (terms[0].family_name, "", ""), Clue(spans, UNTITLED_WEIGHT, name)

    def _unnamed_elect(self, text: str) -> Iterator[tuple[Key, Clue]]:
        match = ELECT_OF_USA.search(text)
        if match:
            spans = tuple((t.start, t.end) for t in self._elect if t.country == "USA" and t.head == "president")
            yield ("USA", "president", "elect"), Clue(spans, ELECT_WEIGHT, match[0], "D")


ELECT_OF_USA = re.compile(r"\b(?:U\.?S\.?|American)\W+president[-\W]elect\b", re.IGNORECASE)
ELECT_WEIGHT = 3.0
"""A president-elect without a name is news between the vote and the oath only."""


def _grouped(pairs: Iterable[tuple[str, Term]]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for name, term in pairs:
        found[name].append(term)
    return dict(found)


def _allowed(terms: Sequence[Term], status: str) -> tuple[Days, ...]:
    """The days on which a title has a status: of a former holder, those after a term and before the next."""
    if status in {"acting", "elect"}:
        return tuple((t.start, t.end) for t in terms if t.status == status)
    held = sorted((t.start, t.end) for t in terms if t.status == "current")
    if status == "current":
        return tuple((start, end - ONE_DAY) for start, end in held)
    starts = [*(start for start, _ in held[1:]), LAST_DAY][: len(held)]
    return tuple((end, later) for (_, end), later in zip(held, starts, strict=True) if end < later)
