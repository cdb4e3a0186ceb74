"""How fast time expressions and figures are read from cleaned passages, without a parse.

    python -m tests.bench.facts [--articles 4000] [--corpus FILE]

The texts are cleaned first, which is not timed; then each process reads its share of the articles once. Prints a line
of Markdown for each number of processes: million words a CPU second for dates, figures and both, and million words a
second of wall time for both, all processes together.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from flows.settings import Settings
from flows.workshop import Workshop, open_workshop
from newstext.quantities import QuantityFinder
from newstext.records import Passage
from newstext.sentences import STORY_KINDS
from newstext.timex import TimeFinder
from tests.bench.corpus import write_corpus

FIGURE_KIND = "body"
MILLION = 1e6

type Article = tuple[list[Passage], date | None]
type Cost = tuple[float, float, float]
"""CPU seconds for dates and for figures, wall seconds for both."""


def cleaned(workshop: Workshop, source: Path, most: int) -> list[Article]:
    """Return the passages of a corpus as the pipeline's finders see them, without their parse."""
    articles: list[Article] = []
    for record in islice(workshop.read([str(source)]), most):
        if record.text is None:
            continue
        found = workshop.cleaner.clean(record.text, record.format, record.declared)
        blocks = [(block.kind, found.text_of(block), block.start) for block in found.blocks]
        day = workshop.dater.date(found.declared, blocks, found.url).publication.anchor
        passages = [Passage(block, found.text_of(block), ()) for block in found.blocks if block.kind in STORY_KINDS]
        articles.append((passages, day))
    return articles


def read_facts(articles: Sequence[Article]) -> Cost:
    """Read some articles and return what it cost."""
    tables = open_workshop(Settings()).tables
    times, figures = TimeFinder(tables), QuantityFinder(tables)
    begun, start = time.perf_counter(), time.process_time()
    dated = [(passages, times.find(passages, day)) for passages, day in articles]
    middle = time.process_time()
    for passages, found in dated:
        body = [passage for passage in passages if passage.block.kind == FIGURE_KIND]
        figures.find(body, [(at.start, at.end) for at in found if at.kind != "duration"])
    return middle - start, time.process_time() - middle, time.perf_counter() - begun


def report(articles: Sequence[Article], processes: int) -> None:
    words = sum(len(passage.text.split()) for passages, _ in articles for passage in passages) / MILLION
    shares = [articles[place::processes] for place in range(processes)]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        costs = pool.map(read_facts, shares, chunksize=1)
    dates, figures = sum(cost[0] for cost in costs), sum(cost[1] for cost in costs)
    rates = (words / dates, words / figures, words / (dates + figures), words / max(cost[2] for cost in costs))
    print(f"| {processes} | " + " | ".join(f"{rate:.2f}" for rate in rates) + " |", flush=True)


def main() -> None:
    """Measure one and two processes over a generated corpus, or over one of the user's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--corpus", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = asked.corpus or write_corpus(Path(folder), asked.articles)
        articles = cleaned(open_workshop(Settings()), source, asked.articles)
    print("| processes | dates, M words a CPU s | figures | both | both, M words a second, all processes |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for processes in (1, 2):
        report(articles, processes)


if __name__ == "__main__":
    main()
