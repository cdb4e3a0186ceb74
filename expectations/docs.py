"""Great Expectations' Data Docs of a run: a page of results for each suite, written to a folder, offline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from expectations.engine import make_context, to_expectation
from expectations.rules import Rule
from expectations.suites import SUITES
from expectations.verdict import Result, Verdict, merge

SITE = "newsledger"


def build_docs(folder: Path, verdicts: Iterable[Verdict], run_name: str, run_time: datetime) -> Path:
    """Build the pages from the merged results of a run's parts; give the path of the index page."""
    context = _context(folder.resolve())
    run = _run_identifier(run_name, run_time)
    for suite, results in groupby(merge(verdicts).results, key=attrgetter("suite")):
        key, outcome = _suite_outcome(suite, list(results), run)
        context.validation_results_store.set(key, outcome)
    context.build_data_docs(site_names=[SITE])
    return folder / "index.html"


def _context(folder: Path) -> Any:
    """A context that keeps all in memory but the pages."""
    context = make_context()
    backend = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
    index = {"class_name": "DefaultSiteIndexBuilder"}
    site = {"class_name": "SiteBuilder", "store_backend": backend, "site_index_builder": index}
    context.add_data_docs_site(SITE, {**site, "show_how_to_buttons": False})
    return context


def _run_identifier(run_name: str, run_time: datetime) -> Any:
    """Name a run with its time said: left unsaid, it is read out of the name, where `…Z-6011ad` is no time zone."""
    from great_expectations.core.run_identifier import RunIdentifier  # noqa: PLC0415 - slow: only who builds docs pays for it

    return RunIdentifier(run_name=run_name, run_time=run_time)


def _suite_outcome(suite: str, results: Sequence[Result], run: Any) -> tuple[Any, Any]:
    from great_expectations.core import ExpectationSuiteValidationResult  # noqa: PLC0415 - as above
    from great_expectations.data_context.types.resource_identifiers import (  # noqa: PLC0415 - as above
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    rules = {(rule.name, rule.column): rule for rule in SUITES.get(suite, ())}
    judged = [_outcome(rules[key], r) for r in results if (key := (r.expectation, r.column)) in rules]
    passed = sum(outcome.success for outcome in judged)
    outcome = ExpectationSuiteValidationResult(
        success=passed == len(judged),
        results=judged,
        suite_name=suite,
        statistics=_statistics(len(judged), passed),
        meta={"run_id": run, "active_batch_definition": {"data_asset_name": suite}},
    )
    identifier = ExpectationSuiteIdentifier(suite)
    return ValidationResultIdentifier(identifier, run, suite), outcome


def _statistics(judged: int, passed: int) -> Mapping[str, float]:
    return {
        "evaluated_expectations": judged,
        "successful_expectations": passed,
        "unsuccessful_expectations": judged - passed,
        "success_percent": 100 * passed / judged if judged else 100.0,
    }


def _outcome(rule: Rule, result: Result) -> Any:
    """The result as Great Expectations' own; news text is escaped, for its pages show values as they are."""
    from great_expectations.core import ExpectationValidationResult  # noqa: PLC0415 - as above

    configuration = to_expectation(rule).configuration
    if rule.evidence is not None:
        configuration.kwargs["column"] = f"{rule.column}: {rule.description}"
    share = 100 * result.unexpected_count / result.element_count if result.element_count else 0.0
    examples = [escape(words) for words in result.examples]
    counts = {"element_count": result.element_count, "unexpected_count": result.unexpected_count}
    return ExpectationValidationResult(
        success=result.success,
        expectation_config=configuration,
        result={**counts, "unexpected_percent": share, "partial_unexpected_list": examples},
    )
