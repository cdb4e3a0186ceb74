"""The only place that runs Great Expectations. Its import takes 8 to 15 s, so it happens on first use."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from expectations.rules import Rule

OFFLINE = {"GX_ANALYTICS_ENABLED": "false", "POSTHOG_DISABLED": "true"}
"""Great Expectations reads these while it is imported: nothing may be sent anywhere."""


@cache
def warm_up() -> Any:
    """Import Great Expectations and make the in-memory batch definition that all frames go through.

    Safe to call from a thread while other work goes on; later calls cost nothing.
    """
    asset = make_context().data_sources.add_pandas("frames").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("part")


def make_context() -> Any:
    """A context that lives in memory, draws no progress bars and leaves no temporary folder behind."""
    os.environ.update(OFFLINE)
    import great_expectations as gx  # noqa: PLC0415 - slow: only who judges pays for it
    from great_expectations.data_context.types.base import (  # noqa: PLC0415 - as above
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    config = DataContextConfig(store_backend_defaults=stores, progress_bars=ProgressBarsConfig(globally=False))
    return gx.get_context(mode="ephemeral", project_config=config)


def broken_rows(frame: pl.DataFrame, rules: Sequence[Rule], evidence: Mapping[str, pl.Series]) -> list[list[int]]:
    """For each rule the indices of the rows that break it, ascending.

    `evidence` holds the boolean column of each rule that needs one, by the rule's label. All rules are first asked
    only whether they hold, which is cheap; those that do not are asked again for the rows.
    """
    if frame.is_empty() or not rules:
        return [[] for _ in rules]
    batch = warm_up().get_batch({"dataframe": _to_pandas(frame, rules, evidence)})
    holds = _validate(batch, rules, "BOOLEAN_ONLY")
    failing = [rule for rule, result in zip(rules, holds, strict=True) if not result.success or rule.mostly < 1]
    found = iter(_validate(batch, failing, "COMPLETE"))
    return [_indices(next(found)) if rule in failing else [] for rule in rules]


def _to_pandas(frame: pl.DataFrame, rules: Sequence[Rule], evidence: Mapping[str, pl.Series]) -> Any:
    """The columns the rules speak of, with Arrow types so that integers with nulls stay integers."""
    plain = {column for rule in rules if rule.evidence is None for column in rule.columns}
    judged = [frame.get_column(column) for column in frame.columns if column in plain]
    judged += [series.alias(label) for label, series in evidence.items()]
    return pl.DataFrame(judged).to_pandas(use_pyarrow_extension_array=True)


def _validate(batch: Any, rules: Sequence[Rule], result_format: str) -> list[Any]:
    """Results in the order of the rules. Raises RuntimeError where an expectation could not be computed."""
    if not rules:
        return []
    import great_expectations as gx  # noqa: PLC0415 - as in warm_up

    suite = gx.ExpectationSuite(name="rules", expectations=[to_expectation(rule) for rule in rules])
    results = batch.validate(suite, result_format={"result_format": result_format}).results
    by_label = {result.expectation_config.meta["label"]: result for result in results}
    for result in results:
        _raise_on_exception(result)
    return [by_label[rule.label] for rule in rules]


def to_expectation(rule: Rule) -> Any:
    """The Great Expectations object of a rule; evidence is judged in a column named by the rule's label."""
    import great_expectations.expectations as gxe  # noqa: PLC0415 - as in warm_up

    column = {} if rule.evidence is None else {"column": rule.label}
    return getattr(gxe, rule.expectation)(**rule.kwargs, **column, meta={"label": rule.label})


def _raise_on_exception(result: Any) -> None:
    info = result.exception_info or {}
    for found in [info] if "raised_exception" in info else info.values():
        if found.get("raised_exception"):
            raise RuntimeError(f"{result.expectation_config.meta['label']}: {found.get('exception_message')}")


def _indices(result: Any) -> list[int]:
    return sorted(result.result.get("unexpected_index_list") or [])
