"""How fast raw text is decoded, repaired and labelled, and HTML read, against the extraction library alone.

    python -m tests.bench.cleaning [--megabytes 8] [--corpus FILE …]

Measures generated articles and the crowded text dumps of generated pages; FILE is JSON Lines with `text` or `raw_text`.
Rates are of bytes of UTF-8: of one process by its CPU seconds, of two by those of the slower one (what a machine with
two idle cores gives) and by the clock. Prints Markdown.
"""

import argparse
import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import takewhile
from multiprocessing import get_context
from pathlib import Path

import trafilatura

from flows.reading.encodings import decode
from flows.reference import load_tables
from newstext.cleaning.cleaner import Cleaner
from newstext.cleaning.html import render
from newstext.records import Declared
from tests.bench.corpus import make_articles
from tests.bench.pages import first_pages, make_pages

MEGABYTE = 1e6
PAGES = 200
WARM_UP = 20
PROCESSES = 2
NOTHING = Declared()


@cache
def cleaner() -> Cleaner:
    """Return this process's cleaner, used once so that what loads late is loaded."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    made = Cleaner(load_tables())
    made.clean("Ein kurzer deutscher Text, der lang genug ist, um erkannt zu werden.", "text", NOTHING)
    return made


def clean_all(documents: Sequence[bytes]) -> float:
    """Decode, repair and label documents; return the CPU seconds it took."""
    ready, begun = cleaner(), time.process_time()
    for document in documents:
        ready.clean(decode(document)[0], "text", NOTHING)
    return time.process_time() - begun


def rates(documents: Sequence[bytes]) -> tuple[float, float, float]:
    """Return the bytes a second of one process, and of two by CPU seconds and by the clock."""
    size = sum(map(len, documents))
    clean_all(documents[:WARM_UP])
    alone = size / clean_all(documents)
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        halves = [documents[place::PROCESSES] for place in range(PROCESSES)]
        list(pool.map(clean_all, [documents[:WARM_UP]] * 2 * PROCESSES))
        begun = time.perf_counter()
        slower = max(pool.map(clean_all, halves))
        return alone, size / slower, size / (time.perf_counter() - begun)


def up_to(texts: Iterator[str], size: float) -> list[bytes]:
    """Return the first texts as UTF-8, up to a size in bytes."""
    given = 0

    def fits(document: bytes) -> bool:
        nonlocal given
        given += len(document)
        return given <= size

    return list(takewhile(fits, (text.encode() for text in texts)))


def read_corpus(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if text := record.get("text") or record.get("raw_text"):
                yield text


def page_dumps() -> Iterator[str]:
    """Give made-up pages as crawlers dump them: all that is shown, menus and lists included, without tags."""
    return (render(page.source).text for page in make_pages(seed=2))


def time_in_turn(pages: Sequence[str], readers: Sequence[Callable[[str], object]]) -> list[float]:
    """Return the CPU seconds of each reader; they take turns on every page, so that a busy machine hits all alike."""
    seconds = [0.0] * len(readers)
    for number, page in enumerate([*pages[:WARM_UP], *pages]):
        for place, read in enumerate(readers):
            begun = time.process_time()
            read(page)
            seconds[place] += (time.process_time() - begun) * (number >= WARM_UP)
    return seconds


def compare_html() -> None:
    pages = [page.source for page in first_pages(PAGES, seed=3)]
    ready = cleaner()
    names = ("newsledger: article, blocks, fields", "trafilatura alone: article, fields", "trafilatura alone: article")
    seconds = time_in_turn(
        pages,
        [
            lambda page: ready.clean(page, "html", NOTHING),
            lambda page: trafilatura.extract(page, output_format="json", with_metadata=True),
            trafilatura.extract,
        ],
    )
    size = sum(len(page.encode()) for page in pages)
    print(f"\n{PAGES} pages of {size / PAGES / 1000:.0f} kB:\n")
    print("| HTML | ms a page | MB/s | our speed |\n| --- | ---: | ---: | ---: |")
    for name, spent in zip(names, seconds, strict=True):
        print(f"| {name} | {1000 * spent / PAGES:.1f} | {size / spent / MEGABYTE:.2f} | {spent / seconds[0]:.2f} |")


def main() -> None:
    """Measure generated texts, the corpora named, and HTML."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=8)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    size = asked.megabytes * MEGABYTE
    texts = {"generated articles": up_to(make_articles(10**6), size), "generated page dumps": up_to(page_dumps(), size)}
    texts |= {path.stem: up_to(read_corpus(path), size) for path in asked.corpus}
    print("| decode, repair, label | documents | MB | MB/s, one process | two, by CPU | two, by the clock |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, documents in texts.items():
        found = " | ".join(f"{rate / MEGABYTE:.1f}" for rate in rates(documents))
        held = sum(map(len, documents)) / MEGABYTE
        print(f"| {name} | {len(documents):,} | {held:.1f} | {found} |", flush=True)
    compare_html()


if __name__ == "__main__":
    main()
