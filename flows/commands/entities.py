"""`newsledger entities [NAME]`: doubtful pairs that a user may decide, or one entity with all that is known of it."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.commands.options import JsonOption, WarehouseOption
from flows.commands.tables import as_table
from flows.decisions import decisions_path
from flows.exits import NotFoundError
from flows.markings import printable
from flows.reference import load_tables
from flows.settings import Settings
from newstext.identity import Decisions
from newstext.identity.decisions import SAME, Decision
from newstext.identity.doubts import NAMESAKE, PARTED, SPELLING, Doubt, Profile, SpellingDoubts, namesake_doubts
from warehouse.connect import Connection, open_reader
from warehouse.migrate import require_present
from warehouse.profiles import about_entity, entity_profiles, find_entities, known_ids, placed_in_several_countries

MOST_COMPARED = 50_000
"""Entities compared, those of most articles first: seconds, where a large warehouse names hundreds of thousands."""
FOUND_AT_MOST = 20
ARTICLES_SHOWN = 10
QUESTIONS = {
    SPELLING: "one or two?",
    NAMESAKE: "one id: two people?",
    PARTED: "parted by the rules",
}


def entities(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="An entity's id, or part of a name.")] = None,
    warehouse: WarehouseOption = None,
    limit: Annotated[int, typer.Option(min=1, help="Doubtful pairs listed at most.")] = 40,
    as_json: JsonOption = False,
) -> None:
    """List pairs of entities that may be one or two, or show one entity: aliases, roles, articles.

    What you decide goes into a CSV with the columns entity_id, other_id, decision (same or different) and note; the
    next run obeys it. It is `entities.csv` beside the warehouse unless NEWSLEDGER_DECISIONS names another.
    """
    settings = Settings.from_environment(warehouse=warehouse)
    with open_reader(settings.warehouse) as connection:
        require_present(connection)
        if name is None:
            doubts = find_doubts(connection, settings)
            _print_doubts(doubts, limit, settings, as_json=as_json)
        else:
            _show(connection, name, as_json=as_json)


def find_doubts(connection: Connection, settings: Settings) -> list[Doubt]:
    """Return the pairs that nobody has decided, those that most speaks for first."""
    profiles = [
        Profile(key, name, count, frozenset(countries), frozenset(titles))
        for key, name, count, countries, titles in entity_profiles(connection, most=MOST_COMPARED)
    ]
    found = [*SpellingDoubts(load_tables(settings.reference)).find(profiles), *_namesakes(connection)]
    rows = connection.execute("select entity_id, other_id, decision from ops.entity_decisions").fetchall()
    decided = Decisions(Decision(one, other, word == SAME, line) for line, (one, other, word) in enumerate(rows, 2))
    open_ones = (
        doubt
        for doubt in found
        if not decided.are_same(doubt.entity_id, doubt.other_id)
        and not decided.are_different(doubt.entity_id, doubt.other_id)
    )
    return sorted(open_ones, key=_order)


def _order(doubt: Doubt) -> tuple[object, ...]:
    shared, count = doubt.weight
    return -shared, list(QUESTIONS).index(doubt.kind), -count, doubt.entity_id, doubt.other_id


def _namesakes(connection: Connection) -> Iterable[Doubt]:
    """Return the people placed in several countries; where the rules have parted them the pair says so."""
    sightings: dict[str, dict[str, frozenset[str]]] = {}
    for key, code, titles in placed_in_several_countries(connection):
        sightings.setdefault(key, {})[code] = frozenset(titles)
    known = known_ids(connection)
    for doubt in namesake_doubts(sightings):
        kind = PARTED if doubt.other_id in known else NAMESAKE
        yield Doubt(kind, doubt.entity_id, doubt.other_id, doubt.why, doubt.weight)


def _print_doubts(doubts: list[Doubt], limit: int, settings: Settings, *, as_json: bool) -> None:
    if as_json:
        listed = [asdict(doubt) | {"question": QUESTIONS[doubt.kind]} for doubt in doubts[:limit]]
        typer.echo(json.dumps(listed, ensure_ascii=False))
        return
    console = Console()
    if not doubts:
        console.print("No doubtful pairs.")
        return
    rows = [(QUESTIONS[doubt.kind], doubt.entity_id, doubt.other_id, doubt.why) for doubt in doubts[:limit]]
    console.print(as_table(("question", "entity_id", "other_id", "why"), rows))
    left = f" ({len(doubts) - limit:,} more; see --limit)" if len(doubts) > limit else ""
    where = printable(str(decisions_path(settings)))
    line = f"{len(doubts):,} pairs{left}. Decide with lines of entity_id,other_id,decision,note in {where}"
    console.print(line, markup=False, highlight=False, soft_wrap=True)


def _show(connection: Connection, name: str, *, as_json: bool) -> None:
    found = find_entities(connection, name, most=FOUND_AT_MOST)
    if not found:
        raise NotFoundError(f"no entity with the id or the name {name!r}")
    if len(found) > 1:
        columns = ("entity_id", "name", "mention_count")
        if as_json:
            typer.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in found], ensure_ascii=False))
        else:
            Console().print(as_table(columns, found))
        return
    entity_id, full_name, _ = found[0]
    about = about_entity(connection, entity_id)
    if as_json:
        typer.echo(json.dumps({"entity_id": entity_id, "name": full_name} | about, default=str, ensure_ascii=False))
    else:
        _print_entity(Console(), entity_id, full_name, about)


def _print_entity(console: Console, entity_id: str, name: str, about: dict[str, list[dict[str, Any]]]) -> None:
    console.print(printable(f"{name}  {entity_id}"), style="bold", markup=False, highlight=False)
    for part, rows in about.items():
        shown = rows[:ARTICLES_SHOWN] if part == "articles" else rows
        if shown:
            columns = [column for column in shown[0] if any(row[column] is not None for row in rows)]
            title = part.replace("_", " ") + (f" ({len(shown)} of {len(rows):,})" if len(shown) < len(rows) else "")
            console.print(as_table(columns, ([row[column] for column in columns] for row in shown), title))
