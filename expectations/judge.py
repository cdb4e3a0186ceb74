"""Judges the frames of one part of a run by the suites, parents before children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import polars as pl

from expectations.engine import broken_rows, warm_up
from expectations.evidence import judge_link
from expectations.rules import Link, Rule
from expectations.scene import Known, Scene
from expectations.suites import SUITES
from expectations.verdict import EXAMPLES, REJECTED_SCHEMA, Result, Verdict

__all__ = ["accepted", "check_schemas", "judge", "warm_up"]

EXAMPLE_LENGTH = 80
"""Characters of an offending value that are shown."""

OWN, REFERENCES, SELF_REFERENCES = range(3)


def judge(
    frames: Mapping[str, pl.DataFrame],
    known: Known | None = None,
    *,
    schemas: Mapping[str, pl.Schema] | None = None,
    suites: Mapping[str, Sequence[Rule]] = SUITES,
) -> Verdict:
    """Judge all rows of some articles together.

    First every table by itself; then references, parents before children, against the rows still accepted, so that
    a child of a rejected row is rejected too. With `schemas` the frames' types are checked first, and where one is
    wrong nothing else is judged: the verdict then only refuses. Raises KeyError where a rule needs a missing frame.
    """
    typed = check_schemas(frames, schemas or {})
    if any(result.refuses for result in typed):
        return Verdict(tuple(typed))
    judging = _Judging(frames, known or Known())
    for table, rules in suites.items():
        judging.apply(table, [rule for rule in rules if _stage(table, rule) == OWN])
    for table, rules in suites.items():
        judging.apply(table, [rule for rule in rules if _stage(table, rule) == REFERENCES])
        judging.apply(table, [rule for rule in rules if _stage(table, rule) == SELF_REFERENCES])
    places = ((table, rule.label) for table, rules in suites.items() for rule in rules)
    judged = (judging.results[place] for place in places if place in judging.results)
    return Verdict((*typed, *judged), judging.rejected())


def accepted(frames: Mapping[str, pl.DataFrame], verdict: Verdict) -> dict[str, pl.DataFrame]:
    """The frames without their rejected rows; nothing else is changed."""
    return {
        table: _without(frame, verdict.rejected[table]["row"]) if table in verdict.rejected else frame
        for table, frame in frames.items()
    }


def check_schemas(frames: Mapping[str, pl.DataFrame], schemas: Mapping[str, pl.Schema]) -> list[Result]:
    """Whether each frame has exactly the declared columns and types, in their order; Polars can tell, GX cannot."""
    return [_check_schema(table, frame.schema, schemas[table]) for table, frame in frames.items() if table in schemas]


def _check_schema(table: str, found: pl.Schema, declared: pl.Schema) -> Result:
    wrong = [f"{name}: {found.get(name)}" for name in {**declared, **found} if found.get(name) != declared.get(name)]
    if not wrong and list(found) != list(declared):
        wrong = [f"order: {', '.join(found)}"]
    words = "has the declared columns and types"
    return Result(table, "schema", "*", "fail", "table", words, len(declared), len(wrong), 1.0, tuple(wrong[:EXAMPLES]))


def _stage(table: str, rule: Rule) -> int:
    if isinstance(rule.evidence, Link):
        return SELF_REFERENCES if rule.evidence.parent == table else REFERENCES
    return REFERENCES if rule.late else OWN


class _Judging:
    """Keeps which rows have fallen, and why, while the tables are gone through."""

    def __init__(self, frames: Mapping[str, pl.DataFrame], known: Known) -> None:
        self.frames = frames
        self.known = known
        self.accepted = dict(frames)
        self.reasons: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.results: dict[tuple[str, str], Result] = {}

    def apply(self, table: str, rules: Sequence[Rule]) -> None:
        """Judge one table by some of its rules; a table that was not offered is not judged."""
        if not rules or table not in self.frames:
            return
        scene = Scene(table, self.frames, self.accepted, self.known)
        judged, evidence = [], {}
        for rule in rules:
            if rule.evidence is None:
                judged.append(rule)
            elif (shown := _show(rule, scene)) is not None:
                judged.append(rule)
                evidence[rule.label] = shown
        broken = broken_rows(scene.frame, judged, evidence)
        for rule, rows in zip(judged, broken, strict=True):
            self._record(table, rule, rows)
        self._drop_rejected(table)

    def _record(self, table: str, rule: Rule, rows: list[int]) -> None:
        frame = self.frames[table]
        examples = tuple(_describe(row) for row in frame[rows[:EXAMPLES]].select(rule.columns).iter_rows())
        self.results[table, rule.label] = Result.of(table, rule, frame.height, len(rows), examples)
        if rule.severity == "fail" and rule.scope == "row":
            for row in rows:
                self.reasons[table][row].append(rule.reason)

    def _drop_rejected(self, table: str) -> None:
        rows = pl.Series(sorted(self.reasons.get(table, ())), dtype=pl.UInt32)
        self.accepted[table] = _without(self.frames[table], rows)

    def rejected(self) -> dict[str, pl.DataFrame]:
        return {
            table: pl.DataFrame(
                [(row, "; ".join(dict.fromkeys(why))) for row, why in sorted(rows.items())],
                schema=REJECTED_SCHEMA,
                orient="row",
            )
            for table, rows in self.reasons.items()
            if rows
        }


def _show(rule: Rule, scene: Scene) -> pl.Series | None:
    """The rule's evidence, one boolean a row; None where it cannot be judged at all."""
    if isinstance(rule.evidence, Link):
        return judge_link(scene, rule.evidence)
    if isinstance(rule.evidence, pl.Expr):
        return scene.frame.select(rule.evidence).to_series()
    return rule.evidence(scene) if rule.evidence else None


def _without(frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    if rows.is_empty():
        return frame
    kept = ~pl.int_range(frame.height, dtype=pl.UInt32, eager=True).is_in(rows.implode())
    return frame.filter(kept)


def _describe(values: Sequence[object]) -> str:
    words = " | ".join("null" if value is None else str(value) for value in values)
    return words if len(words) <= EXAMPLE_LENGTH else words[: EXAMPLE_LENGTH - 1] + "…"
