"""Bonds: which articles tell of one happening, by comparing those that share telling words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from flows.run import Run
from flows.workshop import open_workshop
from newstext.likeness.stories import ALIKE, ALIKE_IN_SETTING, WINDOW_DAYS, Bond, Setting, is_one_story, likeness
from warehouse.connect import Connection
from warehouse.likeness import rows_with, stories_to_compare

COMPARED_AT_ONCE = 100_000
"""Pairs whose words are held in memory together: 8 kB an article, so 1.6 GB at the very most."""
NAMED_KINDS = ("person", "organization", "place", "group")
"""Entities that tell one article's setting from another's; a country stands in half of all news."""


def find_bonds(run: Run, history: Connection) -> list[Bond]:
    """Compare the run's originals with each other and with those of the warehouse."""
    keys, articles = run.folder.files("relate", "story_keys"), run.folder.files("clean", "articles")
    found: list[Bond] = []
    days: dict[str, date | None] = {}
    for chunk in stories_to_compare(history, keys, articles, WINDOW_DAYS).iter_slices(COMPARED_AT_ONCE):
        vectors = {}
        for article_id, published_on, title, body in _texts(
            run, history, set(chunk["article_id"]) | set(chunk["other_article_id"])
        ):
            vectors[article_id] = open_workshop(run.settings).story_vector(title, body)
            days[article_id] = published_on
        bonds = (Bond(one, other, likeness(vectors[one], vectors[other])) for one, other in chunk.iter_rows())
        found += (bond for bond in bonds if bond.similarity >= ALIKE_IN_SETTING)
    return _in_one_setting(run, history, found, days)


def _texts(
    run: Run, history: Connection, wanted: set[str]
) -> Iterator[tuple[str, date | None, str | None, str | None]]:
    """Give id, day, title and body of some articles, as the run has them or else as the warehouse has."""
    columns = ("article_id", "published_on", "title", "body")
    missing = pl.Series(sorted(wanted), dtype=pl.String)
    for path in run.folder.files("clean", "articles"):
        found = pl.scan_parquet(path).select(columns).filter(pl.col("article_id").is_in(missing.implode())).collect()
        missing = missing.filter(~missing.is_in(found["article_id"].implode()))
        yield from found.iter_rows()
    yield from rows_with(history, "articles", "article_id", missing, *columns).iter_rows()


def _in_one_setting(run: Run, history: Connection, bonds: list[Bond], days: dict[str, date | None]) -> list[Bond]:
    """Keep the bonds that words alone show, and of the others those whose articles share people, places and day."""
    unsure = {key for bond in bonds if bond.similarity < ALIKE for key in (bond.one, bond.other) if days[key]}
    names = _names(run, history, unsure)
    settings = {key: Setting(days[key], frozenset(names[key])) for bond in bonds for key in (bond.one, bond.other)}
    return [bond for bond in bonds if is_one_story(bond.similarity, settings[bond.one], settings[bond.other])]


def _names(run: Run, history: Connection, wanted: set[str]) -> defaultdict[str, set[str]]:
    """Return what some articles name, by name alone, as the run has it or else as the warehouse has.

    Which entity is meant can change with articles that come later, so it does not count here.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    files = run.folder.files("clean", "articles")
    here = {key for path in files for key in pl.read_parquet(path, columns=["article_id"])["article_id"]} & wanted
    for path in run.folder.files("understand", "entities"):
        named = pl.scan_parquet(path).select("article_id", "entity_id")
        _gather(names, named.filter(pl.col("article_id").is_in(sorted(here))).collect().iter_rows())
    observed = rows_with(history, "entity_observations", "article_id", wanted - here, "article_id", "entity_id")
    _gather(names, observed.iter_rows())
    return names


def _gather(names: defaultdict[str, set[str]], named: Iterable[tuple[str, str]]) -> None:
    for article_id, entity_id in named:
        if entity_id.split(":")[0] in NAMED_KINDS:
            names[article_id].add(entity_id)
