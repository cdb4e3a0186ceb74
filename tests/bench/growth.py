"""What adding the same articles costs as the warehouse they come to grows: CPU seconds of each stage by known articles.

    python -m tests.bench.growth [--articles 1000] [--known 0 50000 100000]

The known articles are made (tests/bench/made_warehouse.sql, growth.sql), the new ones generated and read once with
`newsledger run`. What surveying, cleaning and understanding gave then is taken over, for it depends on the new articles
alone; every other stage runs again in this process, without Prefect, into each made warehouse.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import expectations
from flows import steps
from flows.run import Run, begin_run
from flows.settings import Settings, quiet_environment
from tests.bench.corpus import write_corpus
from tests.bench.made_warehouse import make_warehouse
from tests.bench.run import timed_run
from warehouse.connect import open_writer
from warehouse.fulltext import prepare_index
from warehouse.quoting import parquet_source

LOOKED_UP = Path(__file__).with_suffix(".sql")
KEPT = ("survey", "clean", "understand")
MEBI = 1 << 20


def make_known(path: Path, count: int, first: Path) -> None:
    """Make a warehouse of so many articles, with all that a run looks up and the full-text index."""
    make_warehouse(path, count)
    keys, lines = (
        parquet_source(first.glob(f"{place}.parquet")) for place in ("4-*/*/story_keys", "2-*/*/article_lines")
    )
    statements = LOOKED_UP.read_text(encoding="utf-8").replace("$keys", keys).replace("$lines", lines)
    with open_writer(path) as connection:
        connection.execute(statements)
        prepare_index(connection)


def add(source: Path, warehouse: Path, first: Path) -> tuple[Sequence[tuple[str, float, float]], Run]:
    """Add a corpus to a warehouse; give CPU and wall seconds of each stage."""
    run = begin_run(Settings(warehouse=warehouse), (str(source),))
    stages: dict[str, Callable[[], object]] = {
        "read": lambda: steps.read(run),
        "survey, clean, understand": lambda: [_take_over(first, run, stage) for stage in KEPT],
        "repetition": lambda: steps.find_repeated(run),
        "deduplicate": lambda: steps.deduplicate(run),
        "relate": lambda: steps.relate(run),
        "validate": lambda: _validate(run),
        "load": lambda: steps.load(run),
        "publish": lambda: steps.publish(run),
    }
    return [(name, *_timed(stage)) for name, stage in stages.items() if name not in KEPT], run


def _take_over(first: Path, run: Run, stage: str) -> None:
    folder = run.folder.stage(stage)
    shutil.copytree(first / folder.name, folder)


def _validate(run: Run) -> None:
    with run.stage("validate"):
        for parts in steps.groups_to_validate(run):
            steps.validate(run, parts)


def _timed(stage: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    stage()
    return time.process_time() - cpu, time.perf_counter() - wall


def report(folder: Path, source: Path, first: Path, sizes: Sequence[int]) -> None:
    """Print a column of CPU seconds for each number of known articles, wall seconds of the same in brackets."""
    columns: list[dict[str, str]] = []
    for known in sizes:
        warehouse = folder / f"known-{known}" / "news.duckdb"
        warehouse.parent.mkdir()
        if known:
            make_known(warehouse, known, first)
        before = warehouse.stat().st_size if known else 0
        stages, _ = add(source, warehouse, first)
        total = [sum(stage[place] for stage in stages) for place in (1, 2)]
        column = {name: f"{cpu:.1f} ({wall:.1f})" for name, cpu, wall in [*stages, ("all", *total)]}
        columns.append(column | {"file, MiB": f"{before // MEBI:,} to {warehouse.stat().st_size // MEBI:,}"})
        shutil.rmtree(warehouse.parent)
    print("| known articles |", " | ".join(f"{known:,}" for known in sizes), "|")
    print("| --- |", " | ".join("---:" for _ in sizes), "|")
    for name in columns[0]:
        print(f"| {name} |", " | ".join(column[name] for column in columns), "|")


def main() -> None:
    """Read the new articles once, then add them to a made warehouse of each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--known", type=int, nargs="*", default=[0, 50_000, 100_000])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quiet_environment(Settings(warehouse=folder / "news.duckdb"))
        source = write_corpus(folder, asked.articles)
        timed_run(source, folder / "first" / "news.duckdb")
        expectations.warm_up()  # its import is start-up's
        report(folder, source, next((folder / "first" / "runs").iterdir()), asked.known)


if __name__ == "__main__":
    main()
