"""A figure on its way to a record."""

from __future__ import annotations

from dataclasses import dataclass

from newstext.records import Quantity


@dataclass(slots=True)
class Row:
    """A `Quantity` whose subject and rate are still being read; offsets are those of the line of text."""

    kind: str
    value: float
    unit: str
    approximation: str
    start: int
    end: int
    per: str | None = None
    subject: str | None = None
    low: float | None = None
    high: float | None = None
    is_joined: bool = False
    restates: Row | None = None

    def record(self, offset: int, restates: int | None) -> Quantity:
        """Return the record; its bounds say what the hedge admits, None where it is open or exact.

        `restates` is the index of the figure it restates.
        """
        low, high = self.low, self.high
        if low is None and self.approximation in {"over", "at_least"}:
            low = self.value
        elif high is None and self.approximation in {"under", "up_to"}:
            high = self.value
        return Quantity(
            self.kind, self.value, low, high, self.unit, self.approximation, self.per, self.subject,
            self.start + offset, self.end + offset, restates=restates,
        )  # fmt: skip
