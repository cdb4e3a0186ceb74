"""Great Expectations suites, one a table, and the runner that judges frames; it changes nothing."""

from expectations.docs import build_docs
from expectations.judge import accepted, judge, warm_up
from expectations.scene import Known
from expectations.verdict import Result, Verdict, merge

__all__ = ["Known", "Result", "Verdict", "accepted", "build_docs", "judge", "merge", "warm_up"]
