"""Titles of people: where one stands in a passage, and its normal form."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from newstext.naming.words import HYPHENS, Words, split_words
from newstext.records import Tables

GOVERNING = frozenset({"government", "minister", "leader", "office"})
"""Kinds of titles that belong to a country or a public body."""

PUBLIC = GOVERNING | {"military"}
"""Kinds of titles for which a body's country is the title's."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a passage: words `start` to `end`, `core` where the title itself begins after words of status."""

    start: int
    core: int
    end: int
    normal: str
    kind: str
    status: str
    countries: tuple[str, ...] = ()


class TitleReader:
    """Read titles: those of the table, and compounds of its parts ("deputy finance minister", "minister of oil")."""

    def __init__(self, tables: Tables) -> None:
        self._whole: dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]] = defaultdict(list)
        self._parts: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        self.of_body: dict[str, str] = {}
        # Fields whose "chief" is the minister; the chief of the police or the army is another.
        self._fields = frozenset(row["word"] for row in tables["naming_words"] if row["list"] == "cabinet_field")
        for row in tables["titles"]:
            key = tuple(split_words(row["title"]).lower)
            if row["kind"] in ("portfolio", "head", "rank", "status"):
                self._parts[row["kind"]][key] = row["normal"]
            elif row["kind"] == "body":
                self.of_body[row["title"]] = row["normal"]
            else:
                self._whole[key[0]].append((key, row))
        for options in self._whole.values():
            options.sort(key=lambda option: -len(option[0]))
        firsts = [key[0] for part in self._parts.values() for key in part]
        self._firsts = frozenset(firsts) | frozenset(self._whole)

    def read(self, words: Words) -> list[Title]:
        """Return the titles of a passage, longest first where they compete, in text order."""
        found: list[Title] = []
        i, total, lower, firsts = 0, len(words), words.lower, self._firsts
        while i < total:
            title = self.at(words, i) if lower[i] in firsts else None
            if title is None:
                i += 1
            else:
                found.append(title)
                i = title.end
        return found

    def at(self, words: Words, i: int) -> Title | None:
        """Return the title beginning at word `i`, words of status included; None where there is none."""
        core, status = self._statuses(words, i)
        best = self._plain(words, core) or self._compound(words, core)
        if best is None:
            return None
        end, normal, kind, countries = best
        end, after = self._elect(words, end)
        return Title(i, core, end, normal, kind, after or status, countries)

    def _statuses(self, words: Words, i: int) -> tuple[int, str]:
        status = "current"
        while True:
            part = self._part("status", words, i)
            if part is None:
                return i, status
            i, value = part
            status = value if value != "current" else status
            if i < len(words) and words.texts[i] in HYPHENS:
                i += 1

    def status_before(self, words: Words, i: int) -> tuple[str | None, int]:
        """Read the words of status that end before word `i`: the status they give and where they begin."""
        status: str | None = None
        while i:
            k = i - 1 if words.texts[i - 1] not in HYPHENS else i - 2
            value = self._parts["status"].get((words.lower[k],)) if k >= 0 else None
            if value is None:
                return status, i
            status = value if value != "current" else status
            i = k
        return status, i

    def _elect(self, words: Words, i: int) -> tuple[int, str | None]:
        """Read the "-elect" or "-designate" that may follow a title."""
        j = i + 1 if i < len(words) and words.texts[i] in HYPHENS else i
        if j < len(words) and words.lower[j] in ("elect", "designate"):
            return j + 1, "elect"
        return i, None

    def _plain(self, words: Words, i: int) -> tuple[int, str, str, tuple[str, ...]] | None:
        if i >= len(words):
            return None
        for key, row in self._whole.get(words.lower[i], ()):
            end = i + len(key)
            if tuple(words.lower[i:end]) == key:
                compound = self._compound(words, i)
                if compound and compound[0] > end:
                    return compound
                return end, row["normal"], row["kind"], tuple(c for c in row["countries"].split(";") if c)
        return None

    def _compound(self, words: Words, i: int) -> tuple[int, str, str, tuple[str, ...]] | None:
        """Read ranks, then a portfolio and a head, or a head with "of" or "for" and a portfolio."""
        ranks: list[str] = []
        while (part := self._part("rank", words, i)) is not None:
            i = part[0] + 1 if part[0] < len(words) and words.texts[part[0]] in HYPHENS else part[0]
            ranks.append(part[1])
        body = (
            self._portfolio_head(words, i)
            or self._head_portfolio(words, i)
            or (self._ranked(words, i) if ranks else None)
        )
        if body is None:
            return None
        end, normal, kind, countries = body
        return end, " ".join([*ranks, normal]), kind, countries if not ranks else ()

    def _ranked(self, words: Words, i: int) -> tuple[int, str, str, tuple[str, ...]] | None:
        if i >= len(words):
            return None
        for key, row in self._whole.get(words.lower[i], ()):
            if tuple(words.lower[i : i + len(key)]) == key:
                return i + len(key), row["normal"], row["kind"], ()
        return None

    def _portfolio_head(self, words: Words, i: int) -> tuple[int, str, str, tuple[str, ...]] | None:
        fields = self._portfolios(words, i)
        if fields is None:
            return None
        i, names = fields
        if i < len(words) and words.lower[i] == "ministry":
            i += 1
            names = [f"{names[0]} ministry"]
        head = self._part("head", words, i)
        if head is None:
            return None
        end, name = head
        kind = (
            "minister"
            if name in ("minister", "secretary") or (name == "chief" and names[0] in self._fields)
            else "office"
        )
        normal = f"{names[0]} {name}"
        options = self._whole.get(normal.partition(" ")[0], ())
        whole = next((row for key, row in options if " ".join(key) == normal), None)
        return end, normal, kind, tuple(c for c in whole["countries"].split(";") if c) if whole else ()

    def _head_portfolio(self, words: Words, i: int) -> tuple[int, str, str, tuple[str, ...]] | None:
        if (
            i + 2 >= len(words)
            or words.lower[i] not in ("minister", "secretary")
            or words.lower[i + 1] not in ("of", "for")
        ):
            return None
        k = i + 3 if words.lower[i + 2] == "the" else i + 2
        if words.lower[i] == "secretary" and words.lower[k : k + 1] == ["state"]:
            return None
        fields = self._portfolios(words, k)
        if fields is None:
            return None
        return fields[0], f"{fields[1][0]} {words.lower[i]}", "minister", ()

    def _portfolios(self, words: Words, i: int) -> tuple[int, list[str]] | None:
        """Read one portfolio or several joined by "and" or commas; the first names the office."""
        first = self._part("portfolio", words, i)
        if first is None:
            return None
        end, names = first[0], [first[1]]
        while end < len(words) and words.lower[end] in ("and", "&", ","):
            more = self._part("portfolio", words, end + 1)
            if more is None:
                break
            end, names = more[0], [*names, more[1]]
        return end, names

    def _part(self, kind: str, words: Words, i: int) -> tuple[int, str] | None:
        parts = self._parts[kind]
        for length in (3, 2, 1):
            key = tuple(words.lower[i : i + length])
            if len(key) == length and key in parts:
                return i + length, parts[key]
        return None
