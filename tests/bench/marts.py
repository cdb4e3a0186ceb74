"""What reading each view of `mart` costs, and what the tables that stand for views cost a publication.

    python -m tests.bench.marts [--articles 100000] [--warehouse FILE]

Prints Markdown: for each view the seconds of counting its rows, of reading every column of every row, and of a question
as a dashboard asks it, each the best of three on a reader as users get it (two threads), wall and CPU.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from tests.bench.made_warehouse import make_warehouse
from warehouse.connect import open_reader, open_writer
from warehouse.stored import store_views

ROUNDS = 3
QUESTIONS = {
    "country_pairs_by_month": "select * from {view} where country_a = 'AAX' and year(month) = 2023 order by month",
    "coverage_by_day": "select * from {view} where published_on between date '2023-01-01' and date '2023-03-31'",
    "data_quality": "select * from {view} where not success",
    "distinct_events": "select * from {view} where actor_country = 'ABX' order by starts_on desc, event_id limit 100",
    "figures_in_conflict": "select * from {view} where kind = 'money' order by voice_count desc, quantity_id limit 100",
    "figures_over_time": "select * from {view} where subject ilike '%thing12 %' order by published_on",
    "gdelt_events": "select SQLDATE, avg(GoldsteinScale) from {view} where Actor1CountryCode = 'ABX' group by all",
    "role_timeline": "select * from {view} where person_id = 'person:name-7' order by first_seen_on",
    "story_timeline": "select * from {view} where story_id = 'story:7' order by position",
    "who_said_what": "select * from {view} where speaker_id = 'person:name-7' order by published_on desc limit 100",
}
"""One question a view, as a chart or a table of a dashboard asks it."""


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and CPU seconds of the best of several rounds."""
    found = []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(found)


def report(connection: duckdb.DuckDBPyConnection) -> None:
    print("| view | rows | count, s (CPU) | all columns, s (CPU) | a question, s (CPU) |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, question in QUESTIONS.items():
        view = f"mart.{name}"
        (rows,) = connection.execute(f"select count(*) from {view}").fetchone()
        asked = (
            f"select count(*) from {view}",
            f"select max(hash(found)) from {view} as found",
            question.format(view=view),
        )
        seconds = (cost(lambda sql=sql: connection.execute(sql).fetchall()) for sql in asked)
        cells = (f"{wall:.2f} ({cpu:.2f})" for wall, cpu in seconds)
        print(f"| {name} | {rows:,} |", " | ".join(cells), "|", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--warehouse", type=Path, help="A file to read instead of a made one, or to make and keep.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.warehouse or Path(folder) / "made.duckdb"
        if not path.exists():
            make_warehouse(path, asked.articles)
            with open_writer(path) as connection:
                wall, cpu = cost(partial(store_views, connection))
            print(f"What is stored for views, made anew: {wall:.2f} s ({cpu:.2f} CPU).\n")
        with open_reader(path) as connection:
            report(connection)


if __name__ == "__main__":
    main()
