"""Measure what counting lines costs a run of 1,000 articles beside many that are there already.

    python -m tests.bench.repetition 100000

Articles are hashes alone: 25 lines each, five of which all articles of a site share.
"""

import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from flows.steps.repetition import OFTEN
from warehouse.likeness import open_history
from warehouse.repetition import articles_to_read_again, count_repeated, line_changes, repeated_in

SITES, LINES, SHARED, NEW = 50, 25, 5, 1000

_ROWS = """
    select
        printf('%032x', article) as article_id, (article % {sites})::ubigint + 1 as site_hash,
        hash(article) as story_hash, hash(article, 1) as other_story_hash,
        if(line < {shared}, hash(article % {sites}, line), hash(article, line, 'own')) as line_hash,
        line >= {shared} - 2 as is_sentence
    from range({start}, {end}) as articles (article), range({lines}) as lines (line)
"""


def main() -> None:
    known = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        published, documents, lines = (
            Path(folder) / name for name in ("w.duckdb", "documents.parquet", "lines.parquet")
        )
        _make(published, documents, lines, known)
        before, begun = _peak_megabytes(), time.process_time()
        with open_history(published) as history:
            count_repeated(history, [documents], [lines], OFTEN)
            changes, again = line_changes(history).height, len(articles_to_read_again(history))
            held = repeated_in(history, (f"{number:032x}" for number in range(known, known + NEW))).height
        seconds, more = time.process_time() - begun, _peak_megabytes() - before
    sys.stdout.write(f"{known:,} known articles: {seconds:.1f} s of CPU, {more:.0f} MB more\n")
    sys.stdout.write(f"{changes} lines changed, {again:,} articles to read again, {held:,} repeated lines in the run\n")


def _make(published: Path, documents: Path, lines: Path, known: int) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("create schema ops")
        connection.execute(f"create table ops.article_lines as {_rows(0, known)}")
        connection.execute("create table ops.repeated_lines (site_hash ubigint, line_hash ubigint)")
        connection.execute(f"copy ({_rows(known, known + NEW)}) to '{lines}'")
        ids = f"select printf('%032x', number) as document_id from range({known}, {known + NEW}) as numbers (number)"
        connection.execute(f"copy ({ids}) to '{documents}'")


def _rows(start: int, end: int) -> str:
    return _ROWS.format(sites=SITES, shared=SHARED, lines=LINES, start=start, end=end)


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
