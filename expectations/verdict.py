"""What the judging of frames came to: results by rule, rejected rows, and reasons to refuse publication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from expectations.rules import Rule, Scope, Severity

EXAMPLES = 3
"""Offending values kept with a result: enough to see what is wrong, few enough for a table cell."""

REJECTED_SCHEMA = pl.Schema({"row": pl.UInt32, "reason": pl.String})


@dataclass(frozen=True, slots=True)
class Result:
    """How one rule fared over the rows it was judged on; `description` says the rule in words."""

    suite: str
    expectation: str
    column: str
    severity: Severity
    scope: Scope
    description: str
    element_count: int
    unexpected_count: int
    mostly: float = 1.0
    examples: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: str, rule: Rule, elements: int, unexpected: int, examples: tuple[str, ...] = ()) -> Result:
        return cls(
            table,
            rule.name,
            rule.column,
            rule.severity,
            rule.scope,
            rule.description,
            elements,
            unexpected,
            rule.mostly,
            examples,
        )

    @property
    def success(self) -> bool:
        """Whether enough rows keep the rule (as Great Expectations counts `mostly`)."""
        return self.element_count - self.unexpected_count >= self.mostly * self.element_count

    @property
    def observed(self) -> str:
        """What was seen, in words."""
        words = f"{self.unexpected_count} of {self.element_count} rows"
        return words + (f", e.g. {'; '.join(self.examples)}" if self.examples else "")

    @property
    def refuses(self) -> bool:
        return self.severity == "fail" and self.scope == "table" and not self.success

    def as_row(self) -> dict[str, object]:
        """The result as a row of `ops.validations` (without the run's id)."""
        names = ("suite", "expectation", "column", "severity", "success", "unexpected_count", "observed")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Results, and by table the indices of rejected rows of the judged frames, with their reasons (joined by "; ")."""

    results: tuple[Result, ...] = ()
    rejected: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    @property
    def refusals(self) -> list[str]:
        """Why nothing of this may be published; empty where all is well."""
        return [f"{r.suite}: {r.expectation} ({r.column}) {r.observed}" for r in self.results if r.refuses]

    def rows(self) -> list[dict[str, object]]:
        """All results as rows of `ops.validations`."""
        return [result.as_row() for result in self.results]

    def rejected_count(self) -> int:
        return sum(frame.height for frame in self.rejected.values())


def merge(verdicts: Iterable[Verdict]) -> Verdict:
    """Sum the results of a run's parts, one a rule; rejected rows are indices into each part and are left behind."""
    merged: dict[tuple[str, str, str], Result] = {}
    for result in (result for verdict in verdicts for result in verdict.results):
        key = (result.suite, result.expectation, result.column)
        merged[key] = _sum(merged[key], result) if key in merged else result
    return Verdict(tuple(merged.values()))


def _sum(one: Result, other: Result) -> Result:
    return replace(
        one,
        element_count=one.element_count + other.element_count,
        unexpected_count=one.unexpected_count + other.unexpected_count,
        examples=(one.examples + other.examples)[:EXAMPLES],
    )
