"""Relate: which articles tell one story, among the run's and those of the days around them."""

from collections import defaultdict
from typing import Any

import polars as pl

from flows.frames import make_frame
from flows.run import Run
from flows.steps.bonds import find_bonds
from newstext.likeness.copies import Rank
from newstext.likeness.stories import Bond, group_stories
from warehouse.connect import Connection
from warehouse.likeness import open_history, rows_with

_COLUMNS = ("article_id", "title", "published_on", "word_count", "duplicate_of", "story_id")
_BOND = ("article_id", "other_article_id", "similarity")

type Articles = dict[str, dict[str, Any]]
"""Rows of articles by id, with `duplicate_of` as it is after this run and `story_id` as it was before."""


def relate(run: Run) -> None:
    """Link articles into stories; gives `stories`, `article_links`, `story_pairs`, `story_keys`, `story_changes`.

    Originals are compared; a copy belongs to its original's story. Stories that an article of the run reaches are
    grouped anew, and articles of the warehouse whose story is another now get new links.
    """
    if run.folder.is_done("relate", "all"):
        return
    with run.stage("relate") as note, open_history(run.settings.warehouse, spill=run.spill) as history:
        new = _run_articles(run)
        _write_keys(run, new)
        bonds = find_bonds(run, history)
        articles, known = _neighbourhood(history, new, bonds)
        everywhere = [*bonds, *known]
        ranks = {key: Rank.of(key, row["published_on"], row["word_count"]) for key, row in articles.items()}
        originals = {key: rank for key, rank in ranks.items() if _is_original(articles[key])}
        inside = [bond for bond in everywhere if bond.one in originals and bond.other in originals]
        stories = _with_copies(articles, group_stories(originals, inside))
        frames = _frames(articles, stories, inside, ranks, set(new))
        note.rows_in, note.rows_out = len(new), frames["stories"].height
        run.folder.write("relate", "all", frames | {"story_pairs": _pair_frame(bonds)})


def _run_articles(run: Run) -> Articles:
    copies = dict(run.folder.read("deduplicate", "all", "duplicates").select("article_id", "of_article_id").iter_rows())
    frames = (pl.read_parquet(path, columns=list(_COLUMNS)) for path in run.folder.files("clean", "articles"))
    rows = (row for frame in frames for row in frame.iter_rows(named=True))
    return {row["article_id"]: row | {"duplicate_of": copies.get(row["article_id"])} for row in rows}


def _is_original(row: dict[str, Any]) -> bool:
    return row["duplicate_of"] is None and bool(row["word_count"])


def _write_keys(run: Run, new: Articles) -> None:
    """Keep the telling words of originals: a copy would be found through its original anyway."""
    keys = pl.concat(pl.read_parquet(path) for path in run.folder.files("clean", "story_keys"))
    originals = pl.Series([key for key, row in new.items() if _is_original(row)], dtype=pl.String)
    run.folder.write("relate", "keys", {"story_keys": keys.filter(pl.col("article_id").is_in(originals.implode()))})


def _neighbourhood(history: Connection, new: Articles, bonds: list[Bond]) -> tuple[Articles, list[Bond]]:
    """Return all articles whose story may depend on the run's, and the bonds between those not in the run.

    The bonds of an article of the run, which may say something else now, are all found anew.
    """
    left = rows_with(history, "articles", "article_id", new, "duplicate_of")["duplicate_of"].drop_nulls()
    reached = {*new, *left, *(row["duplicate_of"] for row in new.values() if row["duplicate_of"])}
    reached |= {key for bond in bonds for key in (bond.one, bond.other)}
    known: set[tuple[str, str, float]] = set()
    frontier = reached
    while frontier:
        for column in ("article_id", "other_article_id"):
            known |= set(rows_with(history, "story_pairs", column, frontier, *_BOND).iter_rows())
        frontier = {key for one, other, _ in known for key in (one, other)} - reached
        reached |= frontier
    old = [rows_with(history, "articles", column, reached, *_COLUMNS) for column in ("article_id", "duplicate_of")]
    rows = {row["article_id"]: row for frame in old for row in frame.iter_rows(named=True)}
    merged = {key: row | {"story_id": rows[key]["story_id"] if key in rows else None} for key, row in new.items()}
    return rows | merged, [Bond(*row) for row in sorted(known) if row[0] not in new and row[1] not in new]


def _with_copies(articles: Articles, first: dict[str, str]) -> dict[str, str]:
    """Return the story id of every article that has one, a copy's being its original's."""
    leads = {key: first.get(row["duplicate_of"] or key) for key, row in articles.items()}
    return {key: f"story:{lead[:20]}" for key, lead in leads.items() if lead}


def _frames(
    articles: Articles, stories: dict[str, str], bonds: list[Bond], ranks: dict[str, Rank], new: set[str]
) -> dict[str, pl.DataFrame]:
    members: dict[str, list[str]] = defaultdict(list)
    for key, story_id in stories.items():
        members[story_id].append(key)
    central = _centrality(stories, bonds)
    rows = [_story(story_id, keys, articles, central, ranks) for story_id, keys in sorted(members.items())]
    moved = [key for key, row in articles.items() if key in new or row["story_id"] != stories.get(key)]
    links = [
        {"article_id": key, "duplicate_of": articles[key]["duplicate_of"], "story_id": stories.get(key)}
        for key in sorted(moved)
    ]
    changes = {
        (row["story_id"], stories[key])
        for key, row in articles.items()
        if row["story_id"] and key in stories and row["story_id"] != stories[key]
    }
    changed = [
        {"old_story_id": old, "story_id": now, "reason": "moved" if old in members else "merged"}
        for old, now in sorted(changes)
    ]
    tables = {"stories": rows, "article_links": links, "story_changes": changed}
    return {table: make_frame(table, found) for table, found in tables.items()}


def _centrality(stories: dict[str, str], bonds: list[Bond]) -> dict[str, float]:
    """Return how alike each article is to the others of its story together."""
    central: dict[str, float] = defaultdict(float)
    for bond in sorted(bonds, key=lambda bond: (bond.one, bond.other)):
        if stories.get(bond.one) == stories.get(bond.other):
            central[bond.one] += bond.similarity
            central[bond.other] += bond.similarity
    return central


def _story(
    story_id: str, keys: list[str], articles: Articles, central: dict[str, float], ranks: dict[str, Rank]
) -> dict[str, object]:
    titled = [key for key in keys if articles[key]["title"]]
    best = min(titled, key=lambda key: (-round(central.get(key, 0.0), 6), ranks[key]), default=None)
    days = [articles[key]["published_on"] for key in keys if articles[key]["published_on"]]
    return {
        "story_id": story_id,
        "headline": articles[best]["title"] if best else None,
        "first_published_on": min(days, default=None),
        "last_published_on": max(days, default=None),
        "article_count": len(keys),
    }


def _pair_frame(bonds: list[Bond]) -> pl.DataFrame:
    rows = ({"article_id": bond.one, "other_article_id": bond.other, "similarity": bond.similarity} for bond in bonds)
    return make_frame("story_pairs", rows)
