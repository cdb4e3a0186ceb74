"""The user's decisions about entities: which file, and what it says."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Settings, SettingsError
from newstext.identity import Decision, DecisionError, Decisions, Sighting, resolve
from newstext.identity.decisions import DIFFERENT, SAME
from warehouse.identities import ResolutionRow, Resolver, SightingRow

FILE = "entities.csv"
COLUMNS = ("entity_id", "other_id", "decision", "note")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A line of the file, as it stands there."""

    decision: Decision
    note: str | None


def decisions_path(settings: Settings) -> Path:
    """Return the file of decisions: the one that is set, else `entities.csv` beside the warehouse."""
    return settings.decisions or settings.folder / FILE


def read_decisions(settings: Settings) -> list[DecisionRow]:
    """Read the user's decisions; none where there is no file and none is set.

    Raises SettingsError when the file that is set is missing, when a file is not CSV in UTF-8 with these columns, or
    when a decision is neither same nor different.
    """
    path = decisions_path(settings)
    if not path.is_file():
        if settings.decisions is None:
            return []
        raise SettingsError(f"no file of decisions at {path}")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(_rows(csv.DictReader(lines, strict=True), path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{path} cannot be read as CSV in UTF-8: {error}") from error


def make_resolver(settings: Settings) -> Resolver:
    """Return who decides which entity a name means: the rules, and before them the user.

    Raises SettingsError as `read_decisions` does, and when decisions contradict each other.
    """
    rows = read_decisions(settings)
    try:
        decisions = Decisions(row.decision for row in rows)
    except DecisionError as error:
        raise SettingsError(f"{decisions_path(settings)}, {error}") from error

    def resolved(sightings: Iterable[SightingRow]) -> Iterator[ResolutionRow]:
        return resolve((_sighting(row) for row in sightings), decisions)

    return Resolver(resolved, decisions.plain_ids(), tuple(map(_kept, rows)))


def _sighting(row: SightingRow) -> Sighting:
    article_id, entity_id, country_code, titles, seen_on = row
    return Sighting(article_id, entity_id, country_code, tuple(titles or ()), seen_on)


def _kept(row: DecisionRow) -> tuple[str, str, str, str | None]:
    made = row.decision
    return made.entity_id, made.other_id, SAME if made.is_same else DIFFERENT, row.note


def _rows(reader: csv.DictReader[str], path: Path) -> Iterator[DecisionRow]:
    missing = set(COLUMNS[:3]) - set(reader.fieldnames or ())
    if missing:
        raise SettingsError(f"{path} has no column {', '.join(sorted(missing))}; it needs {', '.join(COLUMNS[:3])}")
    for row in reader:
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if cells["decision"] not in (SAME, DIFFERENT):
            raise SettingsError(f"{path}, line {reader.line_num}: {cells['decision']!r} is neither same nor different")
        made = Decision(cells["entity_id"], cells["other_id"], cells["decision"] == SAME, reader.line_num)
        yield DecisionRow(made, cells["note"] or None)
