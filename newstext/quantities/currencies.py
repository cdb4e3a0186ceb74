"""Money by sign ("US$", "€"), by ISO 4217 code ("SEK 5bn") and by word ("5 million Australian dollars")."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newstext.records import Tables

type Bearers = Mapping[str, list[tuple[str, list[str]]]]

UNTOLD = "XXX"
"""ISO 4217's code for no particular currency: a bare "peso" where the article does not say whose."""

LONGEST_SIGN = 9
"""Characters of the longest currency sign with its blank ("U.S.  $ ")."""

LONGEST_CODE = 5
LONGEST_TAIL = 3
CODE_BEFORE = re.compile(r"(?<![A-Za-z0-9$])([A-Za-z]{1,5}\.?)$")
CODE_AFTER = re.compile(r" {0,2}([A-Za-z]{3,4})(?![A-Za-z0-9])")
ARTICLES = frozenset({"a", "s", "A", "S"})
"""Before a "$" set apart, these are the article and the possessive of split text, not Australia or Singapore."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign or code beside a number: the currency, where it starts or ends, and the factor it names (MUSD)."""

    code: str
    place: int
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class MoneyWord:
    """A currency's word: what one of it is worth in the currency, and the least number that makes it money."""

    code: str
    factor: float = 1.0
    least: float = 0.0


class CurrencyReader:
    """Look currencies up by what stands beside a number."""

    def __init__(self, tables: Tables) -> None:
        rows = tables["currencies"]
        self._symbols = {sign: row["code"] for row in rows for sign in _split(row["symbols"])}
        marks = sorted(sign for sign in self._symbols if not any(c.isascii() and c.isalnum() for c in sign))
        mark = "|".join(re.escape(sign) for sign in marks)
        self._mark_ends = frozenset(sign[-1] for sign in marks)
        self._mark_before = re.compile(rf"(?<![A-Za-z0-9])((?:[A-Za-z.]{{1,4}} ?)?)({mark})[ -]?$")
        self._bare_mark_before = re.compile(rf"()({mark})[ -]?$")
        self._mark_after = re.compile(rf" ?({mark}|zł|Kč)(?! ?\d|[A-Za-z])")
        self._mark_starts = frozenset(sign[0] for sign in marks) | {"z", "K"}
        codes = {row["code"] for row in rows if not row["code_is_word"]}
        self._codes = codes | {code.lower() for code in codes}
        # A look at the last letters before a number spares most numbers the pattern.
        self._tails = frozenset(sign[-LONGEST_TAIL:] for sign in self._codes | self._symbols.keys())
        self._bearers = _bearers(tables)
        self.words: Mapping[str, MoneyWord] = _money_words(tables, self._bearers)

    def before(self, text: str, start: int) -> Sign | None:
        """Return the sign that ends where a number starts."""
        end = start - 1 if text[start - 1] in " -" else start
        last = text[end - 1] if end else " "
        if last in self._mark_ends:
            window = max(0, start - LONGEST_SIGN)
            found = self._mark_before.search(text, window, start) or self._bare_mark_before.search(text, window, start)
            return self._marked(found) if found else None
        if not (text[end - 3 : end] in self._tails or text[end - 2 : end] in self._tails or last in self._tails):
            return None
        found = CODE_BEFORE.search(text, max(0, end - LONGEST_CODE - 1), end)
        return self._coded(found) if found else None

    def after(self, text: str, end: int) -> Sign | None:
        """Return the sign or code after a number."""
        first = text[end + 1 : end + 2] if text.startswith(" ", end) else text[end : end + 1]
        if first in self._mark_starts:
            found = self._mark_after.match(text, end)
            if found:
                return Sign(self._symbols[found.group(1)], found.end())
        place = end + text.startswith(" ", end)
        if text[place : place + 3] not in self._codes and text[place + 1 : place + 4] not in self._codes:
            return None
        found = CODE_AFTER.match(text, end)
        known = self._code(found.group(1)) if found else None
        return Sign(known[0], found.end(), known[1]) if found and known else None

    def resolve(self, words: Sequence[str], article: str) -> str:
        """Return the currency of a word that several nations use: that of the only one of them the article names."""
        word = next((word for word in words if word in self._bearers), "")
        codes = {code for code, nations in self._bearers.get(word, ()) if any(_names(article, n) for n in nations)}
        return codes.pop() if len(codes) == 1 else UNTOLD

    def _marked(self, found: re.Match[str]) -> Sign:
        """Read a sign with the letters before it; "us $ 5" in split text is one sign, "told us $5" is not."""
        letters, mark = found.group(1), found.group(2)
        prefix = letters.replace(".", "").strip()
        is_apart = letters.endswith(" ")
        if prefix and not (is_apart and (prefix in ARTICLES or not found.group().endswith(" "))):
            for sign in (prefix + mark, prefix.upper() + mark, prefix.capitalize() + mark):
                if sign in self._symbols:
                    return Sign(self._symbols[sign], found.start(1))
        return Sign(self._symbols[mark], found.start(2))

    def _coded(self, found: re.Match[str]) -> Sign | None:
        written = found.group(1)
        if code := self._symbols.get(written):
            return Sign(code, found.start(1))
        known = self._code(written)
        return Sign(known[0], found.start(1), known[1]) if known else None

    def _code(self, written: str) -> tuple[str, float] | None:
        """Return (code, factor) of an ISO code, in one case throughout; with an M before it, it counts millions."""
        if written in self._codes:
            return written.upper(), 1.0
        if written[0] in "mM" and written[1:] in self._codes and (written.isupper() or written.islower()):
            return written[1:].upper(), 1e6
        return None


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _names(article: str, nation: str) -> bool:
    """Whether a text has a nation's name as a word: India, not Indiana."""
    place = article.find(nation)
    while place >= 0:
        if not article[place + len(nation) : place + len(nation) + 1].isalpha():
            return True
        place = article.find(nation, place + 1)
    return False


def _bearers(tables: Tables) -> Bearers:
    """For each word that several nations' currencies share, each code with its nation's names."""
    bearers: dict[str, list[tuple[str, list[str]]]] = {}
    for row in tables["currencies"]:
        if row["bare"] == "nation":
            for word in {row["word"], row["plural"]}:
                bearers.setdefault(word, []).append((row["code"], _split(row["nations"])))
    return bearers


def _money_words(tables: Tables, bearers: Bearers) -> dict[str, MoneyWord]:
    """Every way to name a currency in words: alone, or after the name of its nation."""
    words: dict[str, MoneyWord] = {}
    for row in tables["currencies"]:
        least = float(row["least"] or 0)
        names = dict.fromkeys((row["word"], row["plural"]), 1.0)
        minor = [*_split(row["minor"]), *_split(row["minor_plural"])]
        names |= {name: 1 / float(row["minor_count"]) for name in minor if len(name) > 1}
        for name, factor in names.items():
            if row["bare"] == "yes":
                words.setdefault(name, MoneyWord(row["code"], factor, least))
            for nation in _split(row["nations"]):
                words.setdefault(f"{nation.lower()} {name}", MoneyWord(row["code"], factor))
        for name in {row["word"], row["plural"]} & set(bearers):
            codes = {code for code, _ in bearers[name]}
            words.setdefault(name, MoneyWord(codes.pop() if len(codes) == 1 else UNTOLD, 1.0, least))
    words |= {name: MoneyWord("GBP") for name in ("pounds sterling", "pound sterling")}
    return words
