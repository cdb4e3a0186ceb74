"""Roles: which office articles gave the people they name most, from when to when."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flows.reporting.questions import Questions, Row
from flows.reporting.receipts import LINE, Citation, Receipts, row_source
from flows.reporting.wording import say_day, say_days, say_role, shorten

MOST, EXAMPLES = 12, 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """An office as articles saw it; `left` and `width` are its place on the section's line of time, in percent."""

    role: str
    of: str | None
    status: str
    days: str
    mention_count: int
    contradiction: str | None
    left: float
    width: float
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Holder:
    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """The people, and the first and last day of the line of time."""

    holders: tuple[Holder, ...]
    first: str
    last: str


def tell_roles(questions: Questions, receipts: Receipts) -> Roles:
    """Tell the offices of the people most often named with one."""
    rows = questions.rows("roles", most=MOST, examples=EXAMPLES)
    first = min((row["first_seen_on"] for row in rows), default=None)
    last = max((row["last_seen_on"] for row in rows), default=None)
    if first is None or last is None:
        return Roles((), say_day(None), say_day(None))
    holders = tuple(
        Holder(shorten(group[0]["person_name"], LINE), tuple(_stretch(row, first, last, receipts) for row in group))
        for group in (list(group) for _, group in groupby(rows, key=lambda row: row["rank"]))
    )
    return Roles(holders, say_day(first), say_day(last))


def _stretch(row: Row, first: date, last: date, receipts: Receipts) -> Stretch:
    days = max(1, (last - first).days)
    role = shorten(say_role(row["title"], row["status"]) or "", LINE)
    return Stretch(
        role=role,
        of=row["organization_name"] or row["country_name"],
        status=row["status"],
        days=say_days(row["first_seen_on"], row["last_seen_on"]),
        mention_count=row["mention_count"],
        contradiction=_contradiction(row),
        left=round(100 * (row["first_seen_on"] - first).days / days, 2),
        width=round(100 * (row["last_seen_on"] - row["first_seen_on"]).days / days, 2),
        citation=receipts.cite(
            f"{row['person_name']}: {role}", [row_source(row, "role_id", row["status"])], row["mention_count"]
        ),
    )


def _contradiction(row: Row) -> str | None:
    if row["contradiction"] == "other_holder":
        return f"in these days also given to {row['other_holder_name'] or 'somebody else'}"
    return "earlier called a former holder" if row["contradiction"] == "held_again" else None
