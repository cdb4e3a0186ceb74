"""How a warehouse is: its last runs, what was rejected and why, what does not hold, what waits, how old it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flows.reading.listing import list_sources
from flows.reading.names import uri_of_path
from flows.settings import Settings
from warehouse.known import known_sources
from warehouse.place import Lake, Place
from warehouse.query import run_sql

QUESTIONS = {
    "runs": """
        select run_id, state, finished_at, seen_count, loaded_count, duplicate_count, rejected_count
        from ops.runs order by started_at desc, run_id desc limit 5
    """,
    "rejected sources": """
        select split_part(reason, ':', 1) as reason, count(*) as source_count
        from raw.sources where state = 'rejected' group by all order by source_count desc, reason
    """,
    "rejected rows of the last run": """
        select table_name, reason, count(*) as row_count
        from ops.rejects where run_id = (select max_by(run_id, (started_at, run_id)) from ops.runs)
        group by all order by row_count desc, table_name, reason
    """,
    "expectations that did not hold in the last run": """
        select suite, expectation, "column", severity, unexpected_count, observed
        from ops.validations
        where not success and run_id = (select max_by(run_id, (started_at, run_id)) from ops.runs)
        order by all
    """,
}

LAST_RUN = "select max(finished_at) as finished_at from ops.runs"


@dataclass(frozen=True, slots=True)
class Health:
    """What `newsledger status` tells; `waiting` is None where nobody said which sources to look at."""

    answers: dict[str, list[dict[str, Any]]]
    age_in_hours: float
    waiting: int | None

    @property
    def is_refused(self) -> bool:
        """Whether the last run was refused publication."""
        runs = self.answers["runs"]
        return bool(runs) and runs[0]["state"] == "refused"

    def summary(self) -> list[dict[str, Any]]:
        """Return a row a subject, with how many there are: what a page shows at a glance."""
        rows = [{"what": name, "count": len(found)} for name, found in self.answers.items()]
        rows += [{"what": "last run refused", "count": int(self.is_refused)}]
        return [*rows, {"what": "files waiting", "count": self.waiting}]


def health_of(settings: Settings, sources: Sequence[str] = ()) -> Health:
    """Ask a warehouse how it is, and look which files of the sources no run has seen.

    Raises WarehouseMissingError, and SourceNotFoundError for a source that leads to nothing.
    """
    path = settings.warehouse
    answers = {name: run_sql(path, query).to_dicts() for name, query in QUESTIONS.items()}
    return Health(answers, _age_in_hours(path), _waiting(path, sources) if sources else None)


def _age_in_hours(place: Place) -> float:
    if isinstance(place, Lake):
        finished: datetime | None = run_sql(place, LAST_RUN)["finished_at"][0]
        changed = finished.replace(tzinfo=UTC) if finished else datetime.fromtimestamp(0, UTC)
    else:
        changed = datetime.fromtimestamp(place.stat().st_mtime, UTC)
    return (datetime.now(UTC) - changed).total_seconds() / 3600


def _waiting(path: Place, sources: Sequence[str]) -> int:
    known = set(known_sources(path)["source_uri"].str.replace(r"#\d+$", ""))
    return sum(uri_of_path(found.path) not in known for found in list_sources(sources))
