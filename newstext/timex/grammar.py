"""The grammar of time expressions: rules over token classes, read from a table.

A pattern is a regular expression whose atoms are class names instead of characters:
`month dot? day (comma? year)?`. A name in capitals stands for another row of the
table; `!class` and `!(...)` hold where what follows is not of that kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newstext.records import Tables
from newstext.timex.lexicon import Lexicon

KINDS = ("primary", "prefix", "suffix")
ATOM = re.compile(r"[A-Z][A-Z_0-9]*|!?[a-z_]+|!?\(|[)|?*+]")


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    kind: str
    action: str
    argument: str


HORIZON = 2
"""Codes of a pattern's beginning that tell which rules may hold at a token: most fail on the second."""

LOOKAHEAD = 2
"""Tokens after a phrase that a pattern may forbid: "!(dash? old)"."""

type Beginnings = frozenset[str]
"""What a pattern may begin with: strings of two codes, or of fewer where it may end before."""
type Candidates = tuple[tuple[Rule, re.Pattern[str]], ...]

NO_MATCHES: tuple[tuple[Rule, int], ...] = ()
NOTHING: Beginnings = frozenset({""})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a pattern: as a regular expression, what it may begin with, and its possible first and last codes."""

    expression: str
    begins: Beginnings
    firsts: frozenset[str] = frozenset()
    lasts: frozenset[str] = frozenset()


class Grammar:
    """Compiled rules of each kind; the first row that matches wins, so longer patterns stand first."""

    def __init__(self, tables: Tables, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._macros = {row["name"]: row["pattern"] for row in tables["time_rules"] if row["kind"] == "macro"}
        rows = [row for row in tables["time_rules"] if row["kind"] != "macro"]
        self.rules = tuple(Rule(row["name"], row["kind"], row["action"], row["argument"]) for row in rows)
        self._followers: dict[str, set[str]] = defaultdict(set)
        self._looked_at: set[str] = set()
        pieces = [self._compile(row["pattern"]) for row in rows]
        self._join(pieces)
        compiled = [
            (rule, re.compile(piece.expression), piece.begins) for rule, piece in zip(self.rules, pieces, strict=True)
        ]
        self._candidates: Mapping[str, Mapping[str, Candidates]] = {
            kind: _by_beginning([(rule, pattern, begins) for rule, pattern, begins in compiled if rule.kind == kind])
            for kind in KINDS
        }
        self._runs = lexicon.runs()
        self._openings = frozenset(self._candidates["primary"]) | frozenset(self._candidates["prefix"])

    def openings(self, codes: str) -> Iterator[int]:
        """The tokens at which a phrase may begin, by that token and the next, in runs that may hold one."""
        known = self._openings
        for run in self._runs.finditer(codes):
            for at in range(*run.span()):
                if codes[at : at + HORIZON] in known or codes[at] in known:
                    yield at

    def reach(self, codes: str, start: int) -> int:
        """The end of all that a phrase from a token on may depend on: no code after it may follow the one before it."""
        end, length = start + 1, len(codes)
        while end < length and codes[end] in self._followers[codes[end - 1]]:
            end += 1
        stop = min(end + LOOKAHEAD, length)
        while end < stop and codes[end] in self._looked_at:
            end += 1
        return end

    def _join(self, pieces: Sequence[_Piece]) -> None:
        """Note which codes may follow where one rule takes up after another."""
        by_kind = {
            kind: [piece for rule, piece in zip(self.rules, pieces, strict=True) if rule.kind == kind] for kind in KINDS
        }
        for kinds, after in ((("prefix",), ("primary", "prefix")), (("primary", "suffix"), ("suffix",))):
            firsts = frozenset().union(*(piece.firsts for kind in after for piece in by_kind[kind]))
            for kind in kinds:
                for piece in by_kind[kind]:
                    self._follow(piece.lasts, firsts)

    def _follow(self, lasts: Iterable[str], firsts: Iterable[str]) -> None:
        for code in lasts:
            self._followers[code].update(firsts)

    def matches(self, kind: str, codes: str, start: int) -> Iterable[tuple[Rule, int]]:
        """The rules of a kind that hold from a token on, in table order, with the index after their last token."""
        known = self._candidates[kind]
        candidates = known.get(codes[start : start + HORIZON]) or known.get(codes[start : start + 1])
        if candidates is None:
            return NO_MATCHES
        found = ((rule, pattern.match(codes, start)) for rule, pattern in candidates)
        return ((rule, match.end()) for rule, match in found if match is not None)

    def _compile(self, pattern: str) -> _Piece:
        unread = ATOM.sub("", pattern).strip()
        if unread:
            raise ValueError(f"unreadable time pattern {pattern!r}: {unread!r}")
        atoms = ATOM.findall(pattern)
        piece, rest = self._choice(atoms)
        if rest or "" in piece.begins:
            raise ValueError(f"time pattern {pattern!r} is unbalanced or may be empty")
        return piece

    def _choice(self, atoms: list[str]) -> tuple[_Piece, list[str]]:
        piece, atoms = self._sequence(atoms)
        options = [piece]
        while atoms and atoms[0] == "|":
            piece, atoms = self._sequence(atoms[1:])
            options.append(piece)
        joined = "|".join(option.expression for option in options)
        begins, firsts, lasts = (
            frozenset().union(*(getattr(option, name) for option in options)) for name in ("begins", "firsts", "lasts")
        )
        return _Piece(f"(?:{joined})", begins, firsts, lasts), atoms

    def _sequence(self, atoms: list[str]) -> tuple[_Piece, list[str]]:
        whole = _Piece("", NOTHING)
        while atoms and atoms[0] not in {"|", ")"}:
            piece, atoms = self._repeated(atoms)
            self._follow(whole.lasts, piece.firsts)
            whole = _Piece(
                whole.expression + piece.expression,
                _followed(whole.begins, piece.begins),
                whole.firsts | piece.firsts if "" in whole.begins else whole.firsts,
                whole.lasts | piece.lasts if "" in piece.begins else piece.lasts,
            )
        return whole, atoms

    def _repeated(self, atoms: list[str]) -> tuple[_Piece, list[str]]:
        piece, atoms = self._atom(atoms)
        if not atoms or atoms[0] not in {"?", "*", "+"}:
            return piece, atoms
        begins = piece.begins
        if atoms[0] != "?":
            self._follow(piece.lasts, piece.firsts)
            begins |= _followed(begins, begins)
        begins = begins if atoms[0] == "+" else begins | NOTHING
        return replace(piece, expression=piece.expression + atoms[0], begins=begins), atoms[1:]

    def _atom(self, atoms: list[str]) -> tuple[_Piece, list[str]]:
        head, rest = atoms[0], atoms[1:]
        if head in {"(", "!("}:
            piece, rest = self._choice(rest)
            return piece if head == "(" else self._lookahead(piece), rest[1:]
        if head[0].isupper():
            return self._choice(ATOM.findall(self._macros[head]))[0], rest
        codes = self._lexicon.codes_of_class(head.lstrip("!"))
        piece = _Piece(f"[{codes}]", frozenset(codes), frozenset(codes), frozenset(codes))
        return self._lookahead(piece) if head[0] == "!" else piece, rest

    def _lookahead(self, piece: _Piece) -> _Piece:
        """What must not follow; it takes no token itself."""
        self._looked_at.update(*piece.begins)
        return _Piece(f"(?!{piece.expression})", NOTHING)


def _followed(first: Beginnings, second: Beginnings) -> Beginnings:
    """What one part followed by another begins with."""
    open_ended = {begin for begin in first if len(begin) < HORIZON}
    return (first - open_ended) | {(begin + more)[:HORIZON] for begin in open_ended for more in second}


def _by_beginning(rules: Sequence[tuple[Rule, re.Pattern[str], Beginnings]]) -> dict[str, Candidates]:
    """The rules that may hold where a text goes on with two given codes, or with one and then anything."""
    keys = frozenset().union(*(begins for _, _, begins in rules))
    numbers: dict[str, list[int]] = {key: [] for key in keys}
    for number, (_, _, begins) in enumerate(rules):
        for key in begins:
            numbers[key].append(number)
    shared: dict[tuple[int, ...], Candidates] = {}
    found = {}
    for key in keys:
        both = tuple(sorted({*numbers[key], *numbers.get(key[:1], ())}))
        found[key] = shared.setdefault(both, tuple((rules[number][0], rules[number][1]) for number in both))
    return found
