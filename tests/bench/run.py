"""`make bench`: what a run costs by stage, how memory grows, what a rerun and a single article cost.

    python -m tests.bench.run [--articles 1000 20000] [--corpus FILE]

Each line is a process of its own, started as a user would. Prints Markdown; docs/performance.md holds the last
results. A corpus of real articles given with --corpus is measured too.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.corpus import write_corpus

NEWSLEDGER = Path(sys.executable).with_name("newsledger")
MEBI = 1024


def timed_run(source: Path, warehouse: Path) -> dict[str, object]:
    """Run newsledger over a source; return the outcome with wall seconds and the largest process in MiB."""
    begun = time.perf_counter()
    done = subprocess.Popen(
        [NEWSLEDGER, "run", source, "--warehouse", warehouse, "--json"], stdout=subprocess.PIPE, env=os.environ
    )
    output, _ = done.communicate()
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"newsledger run over {source} ended with {done.returncode}")
    outcome: dict[str, object] = json.loads(output)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEBI
    return outcome | {"seconds": seconds, "peak_mib": peak}


def words_in(warehouse: Path) -> int:
    query = "select sum(word_count)::bigint as words from articles"
    done = subprocess.run([NEWSLEDGER, "sql", query, "-w", warehouse, "--json"], stdout=subprocess.PIPE, check=True)
    return int(json.loads(done.stdout)[0]["words"])


def report(label: str, source: Path, folder: Path, articles: int) -> None:
    warehouse = folder / f"{label}.duckdb"
    first = timed_run(source, warehouse)
    words = words_in(warehouse)
    print(f"\n### {label}: {articles:,} articles, {words:,} words\n")
    print("| stage | seconds | articles/s | words/s |\n| --- | ---: | ---: | ---: |")
    staged = 0.0
    for stage in first["stages"]:
        seconds = max(stage["seconds"], 0.001)
        staged += seconds
        print(f"| {stage['stage']} | {seconds:.1f} | {articles / seconds:,.0f} | {words / seconds:,.0f} |")
    whole = first["seconds"]
    print(f"| **whole process** | {whole:.1f} | {articles / whole:,.1f} | {words / whole:,.0f} |")
    again = timed_run(source, warehouse)
    print(f"\nOutside the stages (start-up, orchestration, publication): {whole - staged:.1f} s.")
    print(f"Largest process: {first['peak_mib']:,.0f} MiB. Rerun with nothing new: {again['seconds']:.1f} s.")


def main() -> None:
    """Measure generated corpora of the sizes asked for, and a corpus of the user's where given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[1, 1_000, 20_000])
    parser.add_argument("--corpus", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for count in asked.articles:
            folder = Path(name) / str(count)
            folder.mkdir()
            report(f"generated-{count}", write_corpus(folder, count), folder, count)
        if asked.corpus:
            count = sum(1 for _ in asked.corpus.open("rb"))
            report(asked.corpus.stem.split(".")[0], asked.corpus, Path(name), count)


if __name__ == "__main__":
    main()
