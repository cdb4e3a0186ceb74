"""How fast the explorer's pages are over many articles, through its server, on generated news.

    python -m tests.bench.explorer [--articles 50000]

The texts come from `tests.bench.corpus`; who is named is drawn, not read, for only the size matters here. Prints a line
of Markdown for each page: wall milliseconds (best and median of ten) and processor milliseconds a page.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import batched
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from tests.bench.corpus import WORDS, make_articles
from tests.serving import asking
from tests.unit.explorer_corpus import publish_files
from tests.unit.warehouse_corpus import write_parts

PART = 5_000
PEOPLE, COUNTRIES, STORIES = 5_000, ("KOR", "USA", "JPN", "CHN", "DEU", "FRA"), 10_000
NAMED = 24
"""Mentions an article, as in the sample corpus."""
ROUNDS = 10
PAGES = {
    "newest articles": "/",
    "page 100": "/?page=100",
    "one word": "/?q=minister",
    "three words": "/?q=pipeline+budget+voters",
    "words in this order": "/?q=%22trade+minister%22+treaty",
    "a person": "/?person=Person+7",
    "a country": "/?country=KOR",
    "words, country and days": "/?q=treaty&country=KOR&from=2020-01-01&to=2022-12-31",
    "an article": "/articles/a000007",
    "an article with a fact": "/articles/a000007?fact=a000007:3",
    "the form for SQL": "/sql",
}


def rows_of(numbered: tuple[tuple[int, str], ...]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of some texts by table."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for number, text in numbered:
        for table, rows in _rows(number, text):
            tables.setdefault(table, []).extend(rows)
    return tables


def _rows(number: int, text: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    rng, key = random.Random(number), f"a{number:06d}"
    title, _, rest = text.partition("\n\n")
    here = {"article_id": key, "sentence_no": 0}
    entities = [f"person:{rng.randrange(PEOPLE)}" for _ in range(8)] + [f"country:{rng.choice(COUNTRIES)}"] * 2
    places = sorted(rng.sample(range(len(title), len(text) - 10), NAMED))
    day = date(2015, 1, 1) + timedelta(days=rng.randrange(3_600))
    story = f"story:{number % STORIES}"
    yield "documents", [{"document_id": key, "format": "text", "text": text, "declared": "{}"}]
    yield (
        "articles",
        [
            here
            | {"document_id": key, "title": title, "body": rest, "word_count": len(rest.split()), "published_on": day}
            | {"publisher": rng.choice(WORDS["places"]), "language": "en"}
            | {"published_basis": "declared", "extractor_version": "1", "story_id": story}
        ],
    )
    yield (
        "blocks",
        [
            here | {"block_no": place, "kind": kind, "text": words, "char_start": start, "char_end": start + len(words)}
            for place, (kind, words, start) in enumerate((("title", title, 0), ("body", rest, len(title) + 2)))
        ],
    )
    yield (
        "entities",
        [
            {"article_id": key, "entity_id": entity, "kind": entity.split(":")[0], "is_partial": False}
            | {
                "name": entity.replace(":", " ").title(),
                "country_code": entity.split(":")[1] if "country" in entity else None,
            }
            for entity in set(entities)
        ],
    )
    yield (
        "mentions",
        [
            here
            | {"mention_id": f"{key}:{place}", "entity_id": rng.choice(entities), "form": "name"}
            | {"text": text[start : start + 8], "char_start": start, "char_end": start + 8}
            for place, start in enumerate(places)
        ],
    )
    yield "stories", [{"story_id": story, "headline": title, "article_count": 5}] if number < STORIES else []


def measure(client: httpx.Client, path: str) -> tuple[float, float, float]:
    """Return best and median wall and mean processor milliseconds of a page that has been asked for once before."""
    assert client.get(path).status_code == 200
    walls, begun = [], time.process_time()
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(path)
        walls.append(1000 * (time.perf_counter() - start))
    return min(walls), median(walls), 1000 * (time.process_time() - begun) / ROUNDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50_000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.duckdb"
        files: dict[str, list[Path]] = {}
        for part, numbered in enumerate(batched(enumerate(make_articles(count)), PART)):
            for table, paths in write_parts(path.parent, rows_of(numbered), f"part-{part}").items():
                files.setdefault(table, []).extend(paths)
        publish_files(path, files)
        print(f"{count:,} articles, {path.stat().st_size / 1e6:,.0f} MB\n")
        print("| page | best ms | median ms | CPU ms |\n| --- | ---: | ---: | ---: |")
        with asking(path) as client:
            for name, address in PAGES.items():
                best, middle, processor = measure(client, address)
                print(f"| {name} | {best:.0f} | {middle:.0f} | {processor:.0f} |", flush=True)


if __name__ == "__main__":
    main()
