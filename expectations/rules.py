"""A rule is data: columns, an expectation with its arguments, a severity, a scope and a sentence that says it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import polars as pl

from expectations.scene import Scene

type Severity = Literal["fail", "warn"]
"""fail keeps a row out, or refuses publication; warn is recorded only."""

type Scope = Literal["row", "table"]
"""row: a broken rule costs the row; table: it shows a broken extractor and costs the publication."""

type Evidence = pl.Expr | Callable[[Scene], pl.Series]
"""Computes one boolean a row in Polars (null: the rule does not speak of this row); GX then expects all true."""

IN_SET = "ExpectColumnValuesToBeInSet"


@dataclass(frozen=True, slots=True)
class Link:
    """Evidence that `columns` name an accepted row of `parent`, or a key of it known from elsewhere.

    Rows where any of the columns is null are not judged.
    """

    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation of a suite; `name` is unique within suite and column, and is what `ops.validations` calls it."""

    name: str
    columns: tuple[str, ...]
    description: str
    expectation: str
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = "fail"
    scope: Scope = "row"
    evidence: Evidence | Link | None = None
    late: bool = False
    """Judged with the references, once the rules that need no other row's fate are known."""

    @property
    def column(self) -> str:
        return ", ".join(self.columns)

    @property
    def label(self) -> str:
        """The name of the column the evidence stands in."""
        return f"{self.column}: {self.name}"

    @property
    def reason(self) -> str:
        """Why a row that breaks the rule is rejected; the same words for every such row, to be counted by."""
        return f"{self.name} ({self.column}): {self.description}"

    @property
    def mostly(self) -> float:
        """The share of rows that must keep the rule."""
        return float(self.kwargs.get("mostly", 1.0))


def not_null(column: str, severity: Severity = "fail", scope: Scope = "row", mostly: float = 1.0) -> Rule:
    share = {} if mostly == 1.0 else {"mostly": mostly}
    words = "is given" if mostly == 1.0 else f"is given in at least {mostly:.0%} of the rows"
    return Rule(
        "not_null", (column,), words, "ExpectColumnValuesToNotBeNull", {"column": column, **share}, severity, scope
    )


def unique(*columns: str, scope: Scope = "row") -> Rule:
    if len(columns) == 1:
        kwargs: dict[str, Any] = {"column": columns[0]}
        return Rule("unique", columns, "occurs once", "ExpectColumnValuesToBeUnique", kwargs, "fail", scope)
    kwargs = {"column_list": list(columns)}
    return Rule("unique", columns, "occur once together", "ExpectCompoundColumnsToBeUnique", kwargs, "fail", scope)


def one_of(column: str, *values: str, severity: Severity = "fail", scope: Scope = "row") -> Rule:
    kwargs = {"column": column, "value_set": list(values)}
    return Rule("allowed_value", (column,), f"is one of {', '.join(values)}", IN_SET, kwargs, severity, scope)


def between(
    column: str,
    low: Any,
    high: Any = None,
    *,
    name: str = "in_range",
    severity: Severity = "fail",
    scope: Scope = "row",
) -> Rule:
    """A closed range; either end may be None."""
    words = f"is at least {low}" if high is None else f"lies between {low} and {high}"
    kwargs = {"column": column, "min_value": low, "max_value": high}
    return Rule(name, (column,), words, "ExpectColumnValuesToBeBetween", kwargs, severity, scope)


def matches(column: str, pattern: str, words: str, *, severity: Severity = "fail", scope: Scope = "row") -> Rule:
    kwargs = {"column": column, "regex": pattern}
    return Rule("well_formed", (column,), words, "ExpectColumnValuesToMatchRegex", kwargs, severity, scope)


def ordered(low: str, high: str) -> Rule:
    """The one is at most the other, judged where both are given."""
    kwargs = {"column_A": high, "column_B": low, "or_equal": True, "ignore_row_if": "either_value_is_missing"}
    expectation = "ExpectColumnPairValuesAToBeGreaterThanB"
    return Rule("in_order", (low, high), f"{low} is not after {high}", expectation, kwargs)


def shown(
    name: str,
    columns: str | Collection[str],
    description: str,
    evidence: Evidence | Link,
    *,
    severity: Severity = "fail",
    scope: Scope = "row",
) -> Rule:
    """A rule judged through evidence that Polars computes."""
    return Rule(name, _as_tuple(columns), description, IN_SET, {"value_set": [True]}, severity, scope, evidence)


def refers(columns: str | Collection[str], parent: str, parent_columns: str | Collection[str] | None = None) -> Rule:
    """A reference to a row that is itself accepted; what refers to a rejected row is rejected with it."""
    mine = _as_tuple(columns)
    theirs = _as_tuple(parent_columns or mine)
    words = f"names an accepted row of {parent}; its parent there is unknown or was itself rejected"
    return shown(f"{parent}_row_exists", mine, words, Link(mine, parent, theirs))


def _as_tuple(columns: str | Collection[str]) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else tuple(columns)
