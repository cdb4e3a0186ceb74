"""A run step by step in this process, without Prefect, parsing or expectations: what decides copies and stories."""

import json
import re

from flows import steps
from flows.frames import FACT_TABLES, make_frame
from flows.run import begin_run
from flows.settings import Settings
from flows.steps.validate import frames_of
from warehouse.compare import canonical_rows
from warehouse.connect import open_reader
from warehouse.publish import publish

DECIDED = ("main.articles", "main.duplicates", "main.stories", "ops.similar_pairs", "ops.story_pairs")
REPEATED = ("main.blocks", "main.articles", "ops.article_lines", "ops.repeated_lines")


def run_texts(folder, records, *, full=False):
    """Take records into the warehouse of a folder and return the run."""
    folder.mkdir(exist_ok=True, parents=True)
    source = folder / "offered.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in records))
    return run_sources(folder, [str(source)], full=full)


def run_sources(folder, sources, *, full=False):
    """Take sources into the warehouse of a folder and return the run."""
    return finish_texts(
        begin_run(Settings.from_environment(warehouse=folder / "news.duckdb"), tuple(sources), full=full)
    )


def finish_texts(run, understand=None):
    """Take a run from its sources to the published file."""
    steps.read(run)
    decide_texts(run, understand)
    steps.load(run)
    assert not run.stage_notes()[-1].get("refusals")
    publish(run.settings.warehouse, kept=1)
    return run


def decide_texts(run, understand=None):
    """Work out what was read, up to what a load takes in; `understand` a part by that step, or by a stand-in."""
    if run.folder.parts("read"):
        for part in run.folder.parts("read"):
            steps.survey(run, part)
        steps.find_repeated(run)
        _clean(run)
        steps.deduplicate(run)
        _clean(run)
        for part in run.folder.parts("clean"):
            (understand or _stand_in)(run, part)
        steps.relate(run)
        for part in run.folder.parts("clean"):
            frames = frames_of(run, [part]) | {"rejects": make_frame("rejects", [])}
            run.folder.write("validate", part, frames, results=[])


def decided(folder, tables=DECIDED):
    """Return the rows that say which articles are copies and which tell one story, or those of other tables."""
    rows = canonical_rows(folder / "news.duckdb", ("main", "ops"))
    return {table: rows[table] for table in tables}


def query(folder, statement):
    with open_reader(folder / "news.duckdb") as connection:
        return connection.execute(statement).fetchall()


def _clean(run):
    for part in run.folder.parts("read"):
        steps.clean(run, part)


def _stand_in(run, part):
    nothing = {table: make_frame(table, []) for table in (*FACT_TABLES, "rejects")}
    run.folder.write("understand", part, nothing | _named(run, part))


def _named(run, part):
    """Say that an original names whatever words of it are written large: a stand-in for the parser."""
    copies = set(run.folder.read("deduplicate", "all", "duplicates")["article_id"])
    found = {}
    for key, text in run.folder.read("read", part, "documents").select("document_id", "text").iter_rows():
        for match in () if key in copies else re.finditer(r"\b[A-Z][a-z]{4,}\b", text):
            place = {"char_start": match.start(), "char_end": match.end(), "text": match[0]}
            names = {"article_id": key, "entity_id": f"person:{match[0].lower()}", "kind": "person", "name": match[0]}
            found.setdefault((key, match[0]), names | place | {"mention_id": f"{key}:{match[0]}", "is_partial": False})
    mentions = [row | {"form": "name"} for row in found.values()]
    return {"mentions": make_frame("mentions", mentions), "entities": make_frame("entities", mentions)}
