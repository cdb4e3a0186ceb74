"""How far each stage is from the least that its work could cost: CPU seconds of both, in one process.

    python -m tests.bench.bounds [--articles 2000] [--corpus FILE]

The least is what no way of doing the stage could leave out, done by the fastest tool at hand. Understanding is told in
docs/performance.md: its bound are products of matrices, measured inside the parse.
"""

import argparse
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl

import expectations
from expectations.rules import Rule
from expectations.suites import SUITES
from flows import steps
from flows.frames import SCHEMAS
from flows.run import Run, begin_run
from flows.settings import quiet_environment
from flows.steps.load import LOADED
from flows.workshop import open_workshop
from newstext.view import View
from tests.bench.beside import run_in
from tests.bench.corpus import write_corpus
from tests.bench.run import timed_run
from tests.bench.understanding import first_of
from warehouse.quoting import parquet_source

AGAIN = ("survey", "repetition", "clean", "deduplicate", "relate", "validate", "load", "publish")
"""Stages that are done again, in their order; what understanding gave stays."""


def do_stages(run: Run) -> dict[str, float]:
    """Do the stages again in this process; give the CPU seconds of each."""
    parts = run.folder.parts("read")
    for stage in AGAIN:
        shutil.rmtree(run.folder.stage(stage), ignore_errors=True)
    stages: dict[str, Callable[[], object]] = {
        "survey": lambda: [steps.survey(run, part) for part in parts],
        "repetition": lambda: steps.find_repeated(run),
        "clean": lambda: [steps.clean(run, part) for part in parts],
        "deduplicate": lambda: steps.deduplicate(run),
        "relate": lambda: steps.relate(run),
        "validate": lambda: _validate(run),
        "load": lambda: steps.load(run),
        "publish": lambda: steps.publish(run),
    }
    open_workshop(run.settings).story_vector("Harbour", "reopened")  # what is loaded once a process is no stage's
    expectations.warm_up()
    run.file.unlink()
    return {name: _cpu(stage) for name, stage in stages.items()}


def _read(run: Run, source: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        steps.read(begin_run(replace(run.settings, warehouse=Path(folder) / "news.duckdb"), (str(source),)))


def _validate(run: Run) -> None:
    with run.stage("validate"):
        for parts in steps.groups_to_validate(run):
            steps.validate(run, parts)


def least(run: Run, source: Path) -> Mapping[str, tuple[Callable[[], object], str]]:
    """Return the least work of each stage, and what it is in words."""
    texts = _column(run, "read", "documents", "text")
    titled = [_column(run, "clean", "articles", name) for name in ("title", "body")]
    weigh = open_workshop(run.settings).story_vector
    return {
        "read": (lambda: _parse_and_hash(source), "json.loads of each line, SHA-256 of each text"),
        "survey": (lambda: [View.of(text) for text in texts], "the readable view of each text"),
        "repetition": (lambda: _grouped(run, "survey", "article_lines", "line_hash"), "counting the hashes in DuckDB"),
        "clean": (lambda: [View.of(text) for text in texts], "the readable view of each text"),
        "deduplicate": (lambda: _grouped(run, "clean", "signatures", "band_no, band_hash"), "grouping the bands"),
        "relate": (lambda: [weigh(*pair) for pair in zip(*titled, strict=True)], "weighing the words of each once"),
        "validate": (lambda: _ask_polars(run), "the plain rules as one Polars query a table"),
        "load": (lambda: _copy_in(run), "create table as select from the same Parquet files"),
        "publish": (lambda: _copy_file(run.file), "copying the file and flushing it"),
    }


def _column(run: Run, stage: str, table: str, name: str) -> list[str]:
    files = run.folder.files(stage, table)
    return pl.concat(pl.read_parquet(file, columns=[name]) for file in files)[name].to_list()


def _parse_and_hash(source: Path) -> None:
    with source.open("rb") as lines:
        for line in lines:
            hashlib.sha256(json.loads(line)["text"].encode()).hexdigest()


def _grouped(run: Run, stage: str, table: str, columns: str) -> None:
    source = parquet_source(run.folder.files(stage, table))
    duckdb.sql(f"select count(*) from (select {columns} from {source} group by all having count(*) > 1)").fetchall()


def _ask_polars(run: Run) -> None:
    for table, stage in LOADED.items():
        files = run.folder.files("validate", table) if stage == "validate" else []
        if files:
            asked = [_as_query(rule).alias(str(place)) for place, rule in enumerate(_plain(table))]
            pl.scan_parquet(files, schema=SCHEMAS[table]).select(asked).collect()


def _plain(table: str) -> list[Rule]:
    return [rule for rule in SUITES.get(table, ()) if rule.evidence is None and "column" in rule.kwargs]


def _as_query(rule: Rule) -> pl.Expr:
    column, given = pl.col(rule.kwargs["column"]), rule.kwargs
    match rule.expectation.removeprefix("ExpectColumnValuesTo"):
        case "NotBeNull":
            return column.is_not_null().all()
        case "BeUnique":
            return column.is_unique().all()
        case "BeInSet":
            return column.is_in(given["value_set"]).all()
        case "MatchRegex":
            return column.str.contains(given["regex"]).all()
        case "BeBetween":
            return (column >= given["min_value"]).all()
        case _:
            return column.len()


def _copy_in(run: Run) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(f"{folder}/bare.duckdb", config={"threads": 2}) as bare,
    ):
        for table, stage in LOADED.items():
            if files := run.folder.files(stage, table):
                bare.execute(f"create table {table} as from {parquet_source(files)}")
        bare.execute("checkpoint")


def _copy_file(file: Path) -> None:
    copied = Path(shutil.copyfile(file, file.with_suffix(".copy")))
    with copied.open("rb") as written:
        os.fsync(written.fileno())
    copied.unlink()


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def report(run: Run, source: Path) -> None:
    """Print a row a stage."""
    found = {"read": _cpu(lambda: _read(run, source))} | do_stages(run)
    print("| stage | CPU s | the least, CPU s | times | the least is |\n| --- | ---: | ---: | ---: | --- |")
    for name, (work, words) in least(run, source).items():
        bound = max(_cpu(work), 0.001)
        print(f"| {name} | {found[name]:.2f} | {bound:.2f} | {found[name] / bound:.1f} | {words} |", flush=True)


def main() -> None:
    """Run a corpus once, then its stages again beside their bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--corpus", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = (
            first_of(asked.corpus, folder, asked.articles) if asked.corpus else write_corpus(folder, asked.articles)
        )
        timed_run(source, folder / "news.duckdb")
        run = run_in(folder)
        quiet_environment(run.settings)
        report(run, source)


if __name__ == "__main__":
    main()
