"""Validate: every row against the expectations; what fails stays out, with its reason."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from itertools import batched
from typing import Any

import polars as pl

import expectations
from expectations import Known, Result, Verdict
from flows.frames import FACT_TABLES, SCHEMAS, make_frame
from flows.run import Run

TOGETHER = 2_000
"""Articles judged at once, in whole parts: asking Great Expectations costs a CPU second, however few there are."""


def groups_to_validate(run: Run) -> list[tuple[str, ...]]:
    """Return the run's parts as they are judged together."""
    return list(batched(run.folder.parts("clean"), max(1, TOGETHER // run.settings.part_size)))


def validate(run: Run, parts: Sequence[str]) -> None:
    """Judge the rows of some parts; gives the accepted frames and `rejects`, and notes the results."""
    if run.folder.is_done("validate", parts[0]):
        return
    frames = frames_of(run, parts)
    verdict = expectations.judge(frames, _known(run), schemas=SCHEMAS)
    rejects = [row for table, rows in verdict.rejected.items() for row in _rejects(table, frames[table], rows)]
    rejects += _failed(run, parts)
    accepted = expectations.accepted(frames, verdict)
    results = [asdict(result) for result in verdict.results]
    run.folder.write("validate", parts[0], accepted | {"rejects": make_frame("rejects", rejects)}, results=results)


def verdict_of(run: Run) -> Verdict:
    """Return what all parts together came to; the rejected rows stand in the parts' `rejects`."""
    facts = (run.folder.facts("validate", part) for part in run.folder.parts("validate"))
    return expectations.merge(Verdict(tuple(Result(**row) for row in fact["results"])) for fact in facts)


def frames_of(run: Run, parts: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Return all rows of some parts' articles, with their links to originals and stories."""
    stages = {"sources": "read", "documents": "read", "articles": "clean", "blocks": "clean"}
    stages |= dict.fromkeys(FACT_TABLES, "understand")
    frames = {
        table: pl.concat(run.folder.read(stage, part, table) for part in parts) for table, stage in stages.items()
    }
    links = run.folder.read("relate", "all", "article_links")
    here = frames["articles"].select("article_id")
    frames["articles"] = (
        frames["articles"]
        .drop("duplicate_of", "story_id")
        .join(links, on="article_id", how="left", maintain_order="left")
        .select(SCHEMAS["articles"].names())
    )
    duplicates = run.folder.read("deduplicate", "all", "duplicates")
    frames["duplicates"] = duplicates.join(here, on="article_id", how="semi")
    if run.folder.parts("clean")[0] in parts:
        frames["stories"] = run.folder.read("relate", "all", "stories")
    return frames


def _known(run: Run) -> Known:
    """Return the keys that rows of this part may point at in other parts or in the warehouse."""
    originals = run.folder.read("deduplicate", "all", "duplicates").get_column("of_article_id")
    links = run.folder.read("relate", "all", "article_links")
    articles = pl.concat([originals, links.get_column("article_id")]).unique()
    return Known({"articles": articles, "stories": links.get_column("story_id").drop_nulls().unique()}, _day(run))


def _day(run: Run) -> date:
    return run.started_at.date()


def _rejects(table: str, frame: pl.DataFrame, rows: pl.DataFrame) -> list[dict[str, Any]]:
    kept_out = frame[rows.get_column("row")]
    return [
        {"table_name": table, "row": json.dumps(row, ensure_ascii=False, default=str), "reason": reason}
        for row, reason in zip(kept_out.iter_rows(named=True), rows.get_column("reason"), strict=True)
    ]


def _failed(run: Run, parts: Sequence[str]) -> list[dict[str, Any]]:
    steps = ("clean", "understand")
    return [row for part in parts for step in steps for row in run.folder.read(step, part, "rejects").to_dicts()]
