"""What a run came to, for the summary, the artifacts and the exit code."""

from dataclasses import dataclass, field
from typing import Any


class PublicationRefusedError(RuntimeError):
    """A table-level expectation failed: the published file keeps its rows. `reasons` has a line for each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of one run. `sources` is by state, `reasons` counts the rejected, `tables` the rows loaded."""

    run_id: str
    state: str
    sources: dict[str, int]
    reasons: dict[str, int]
    tables: dict[str, int] = field(default_factory=dict)
    stages: list[dict[str, Any]] = field(default_factory=list)
    validations: list[dict[str, Any]] = field(default_factory=list)
    rejected_rows: int = 0
    recalled: int = 0
    """Articles of earlier runs taken up again because another article is their original now, or none any more,
    or because a line of theirs has become repeated, or is no longer."""
    warnings: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def accepted(self) -> "Outcome":
        """Return this outcome; raises PublicationRefusedError where publication was refused."""
        if self.refusals:
            raise PublicationRefusedError(self.refusals)
        return self
