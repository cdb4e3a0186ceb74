"""The grammar of time expressions: rules over token classes, read from a table.

A pattern is a regular expression whose atoms are class names instead of characters:
`month dot? day (comma? year)?`. A name in capitals stands for another row of the
table; `!class` and `!(...)` hold where what follows is not of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newstext.records import Tables
from newstext.timex.lexicon import Lexicon

ATOM = re.compile(r"[A-Z][A-Z_0-9]*|!?[a-z_]+|!?\(|[)|?*+]")


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    kind: str
    action: str
    argument: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a pattern: as a regular expression, the codes it may start with, whether it may be empty."""

    expression: str
    first: frozenset[str]
    empty: bool


@dataclass(frozen=True, slots=True)
class _Chain:
    """Rules that may start alike: a pattern with one group for each, and each alone."""

    joint: re.Pattern[str]
    rules: tuple[tuple[Rule, re.Pattern[str]], ...]


def _chain(pieces: Sequence[tuple[Rule, _Piece]]) -> _Chain:
    joint = re.compile("|".join(f"({piece.expression})" for _, piece in pieces))
    return _Chain(joint, tuple((rule, re.compile(piece.expression)) for rule, piece in pieces))


class Grammar:
    """Compiled rules of each kind; the first row that matches wins, so longer patterns stand first."""

    def __init__(self, tables: Tables, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._macros = {row["name"]: row["pattern"] for row in tables["time_rules"] if row["kind"] == "macro"}
        rows = [row for row in tables["time_rules"] if row["kind"] != "macro"]
        self.rules = tuple(Rule(row["name"], row["kind"], row["action"], row["argument"]) for row in rows)
        self._starting: Mapping[tuple[str, str], _Chain] = self._by_start([row["pattern"] for row in rows])

    def matches(self, kind: str, codes: str, start: int) -> Iterator[tuple[Rule, int]]:
        """The rules of a kind that hold from a token on, in table order, with the index after their last token."""
        chain = self._starting.get((kind, codes[start : start + 1]))
        if chain is None:
            return
        found = chain.joint.match(codes, start)
        if found is None or found.lastindex is None:
            return
        yield chain.rules[found.lastindex - 1][0], found.end()
        for rule, pattern in chain.rules[found.lastindex :]:
            later = pattern.match(codes, start)
            if later is not None:
                yield rule, later.end()

    def _by_start(self, patterns: list[str]) -> dict[tuple[str, str], _Chain]:
        """The rules that may start with a token of some code; one joint pattern for all that share the same rules."""
        compiled = [(rule, self._compile(pattern)) for rule, pattern in zip(self.rules, patterns, strict=True)]
        sharing: dict[tuple[str, tuple[int, ...]], list[str]] = {}
        for kind in sorted({rule.kind for rule in self.rules}):
            numbers: dict[str, list[int]] = {}
            for number, (rule, piece) in enumerate(compiled):
                for code in piece.first if rule.kind == kind else ():
                    numbers.setdefault(code, []).append(number)
            for code, of_code in numbers.items():
                sharing.setdefault((kind, tuple(of_code)), []).append(code)
        return {
            (kind, code): chain
            for (kind, of_code), shared in sharing.items()
            for chain in [_chain([compiled[number] for number in of_code])]
            for code in shared
        }

    def _compile(self, pattern: str) -> _Piece:
        unread = ATOM.sub("", pattern).strip()
        if unread:
            raise ValueError(f"unreadable time pattern {pattern!r}: {unread!r}")
        atoms = ATOM.findall(pattern)
        piece, rest = self._choice(atoms)
        if rest or piece.empty:
            raise ValueError(f"time pattern {pattern!r} is unbalanced or may be empty")
        return piece

    def _choice(self, atoms: list[str]) -> tuple[_Piece, list[str]]:
        piece, atoms = self._sequence(atoms)
        options = [piece]
        while atoms and atoms[0] == "|":
            piece, atoms = self._sequence(atoms[1:])
            options.append(piece)
        joined = "|".join(option.expression for option in options)
        first = frozenset().union(*(option.first for option in options))
        return _Piece(f"(?:{joined})", first, any(option.empty for option in options)), atoms

    def _sequence(self, atoms: list[str]) -> tuple[_Piece, list[str]]:
        expression, first, empty = "", frozenset[str](), True
        while atoms and atoms[0] not in {"|", ")"}:
            piece, atoms = self._repeated(atoms)
            expression += piece.expression
            first |= piece.first if empty else frozenset()
            empty = empty and piece.empty
        return _Piece(expression, first, empty), atoms

    def _repeated(self, atoms: list[str]) -> tuple[_Piece, list[str]]:
        piece, atoms = self._atom(atoms)
        if atoms and atoms[0] in {"?", "*", "+"}:
            piece = _Piece(piece.expression + atoms[0], piece.first, piece.empty or atoms[0] != "+")
            atoms = atoms[1:]
        return piece, atoms

    def _atom(self, atoms: list[str]) -> tuple[_Piece, list[str]]:
        head, rest = atoms[0], atoms[1:]
        if head in {"(", "!("}:
            piece, rest = self._choice(rest)
            return piece if head == "(" else _Piece(f"(?!{piece.expression})", frozenset(), empty=True), rest[1:]
        if head[0].isupper():
            return self._choice(ATOM.findall(self._macros[head]))[0], rest
        codes = self._lexicon.codes_of_class(head.lstrip("!"))
        if head[0] == "!":
            return _Piece(f"(?![{codes}])", frozenset(), empty=True), rest
        return _Piece(f"[{codes}]", frozenset(codes), empty=False), rest
