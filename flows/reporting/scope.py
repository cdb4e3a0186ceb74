"""Which articles the report is about: all, or those of some days, a country or a person."""

from dataclasses import dataclass
from datetime import date

from flows.exits import NotFoundError
from flows.reporting.questions import Questions, Row


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for; None means all. A country by name or ISO 3166-1 alpha-3 code, a person by name or id."""

    since: date | None = None
    until: date | None = None
    country: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the report is about: the days, and the names of the country and the person."""

    since: date | None
    until: date | None
    country: str | None
    person: str | None


def set_scope(questions: Questions, asked: Asked) -> Scope:
    """Make the temporary tables `report_scope` and `report_statements` that the questions read.

    Raises NotFoundError for a country or a person that no article names, or a name that several people share.
    """
    country = _resolved(questions, "country", asked.country)
    person = _resolved(questions, "person", asked.person)
    questions.rows(
        "report_scope",
        since=asked.since.isoformat() if asked.since else None,
        until=asked.until.isoformat() if asked.until else None,
        country=country["entity_id"] if country else None,
        person=person["entity_id"] if person else None,
    )
    questions.rows("report_statements")
    names = (row["name"] if row else None for row in (country, person))
    return Scope(asked.since, asked.until, *names)


def _resolved(questions: Questions, kind: str, name: str | None) -> Row | None:
    if name is None:
        return None
    found = questions.rows("named", kind=kind, name=name)
    if not found:
        raise NotFoundError(f"no article names a {kind} {name!r}")
    if len(found) > 1:
        keys = ", ".join(row["entity_id"] for row in found)
        raise NotFoundError(f"several are called {name!r}: {keys}; name one by its key")
    return found[0]
