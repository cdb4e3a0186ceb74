"""A few articles with a row in every table, as the stages would hand them on, and the way to publish them."""

from collections import defaultdict
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.frames import make_frame
from warehouse.connect import open_writer
from warehouse.identities import BY_NAME
from warehouse.load import load_run
from warehouse.lock import writer_lock
from warehouse.migrate import apply_schema
from warehouse.publish import begin_building, publish
from warehouse.record import record_run

PEOPLE = ("Ada Bright", "Ada  Bright", "Ada Bright", "ADA BRIGHT", "Ada Bright-Moor")
"""The spellings that successive articles use for one person."""
DAY = date(2024, 5, 1)
ROOT = Path(__file__).resolve().parents[2]


def article_rows(number, *, version="1"):
    """Return the rows of one article by table; its person's spelling and country vary with its number."""
    spelling = PEOPLE[number % len(PEOPLE)]
    text = f"Item {number}.\n\n{spelling} said 5 ships left on Monday."
    key = sha256(text.encode()).hexdigest()[:32]
    start = text.index(spelling)
    here = {"article_id": key, "sentence_no": 0, "char_start": start, "char_end": start + len(spelling)}
    name = " ".join(spelling.split())
    country = (None, "NLD", "NLD", "BEL", None)[number % 5]
    return {
        "sources": [{"source_uri": f"{number}.txt", "document_id": key, "format": "txt", "state": "loaded"}],
        "documents": [{"document_id": key, "format": "text", "text": text, "encoding": "utf-8", "declared": "{}"}],
        "articles": [
            {
                "article_id": key,
                "document_id": key,
                "title": f"Item {number}",
                "bylines": ["A. Writer"],
                "published_on": DAY,
                "published_basis": "declared",
                "body": text,
                "word_count": 9,
                "story_id": "story:ships",
                "extractor_version": version,
            }
        ],
        "blocks": [
            {"article_id": key, "block_no": 0, "kind": "body", "text": text, "char_start": 0, "char_end": len(text)}
        ],
        "sentences": [here | {"block_no": 0, "text": text}],
        "entities": [
            {
                "article_id": key,
                "entity_id": "person:ada-bright",
                "kind": "person",
                "name": name,
                "country_code": country,
                "is_partial": False,
            }
        ],
        "mentions": [
            here | {"mention_id": f"{key}:m{n}", "entity_id": "person:ada-bright", "form": form, "text": spelling}
            for n, form in enumerate(("name", "pronoun"))
        ],
        "roles": [
            here
            | {
                "role_id": f"{key}:r0",
                "person_id": "person:ada-bright",
                "title": "harbour master",
                "status": "current",
                "as_of": DAY,
                "text": spelling,
            }
        ],
        "quotes": [
            here
            | {
                "quote_id": f"{key}:q0",
                "kind": "indirect",
                "text": spelling,
                "words": spelling,
                "speaker_id": "person:ada-bright",
            }
        ],
        "quantities": [
            here
            | {
                "quantity_id": f"{key}:n0",
                "kind": "count",
                "value": 5.0,
                "unit": "ships",
                "approximation": "exact",
                "text": spelling,
            }
        ],
        "dates": [here | {"date_no": 0, "kind": "date", "timex": "2024-04-29", "basis": "relative", "text": spelling}],
        "events": [here | {"event_id": f"{key}:e0", "event_type": "RETREAT", "status": "actual", "trigger": spelling}],
        "stories": [{"story_id": "story:ships", "headline": "Ships leave", "article_count": number + 1}],
    }


def gather(*articles):
    """Put the rows of several articles together; of the story the row that counts most articles stays."""
    tables = defaultdict(list)
    for article in articles:
        for table, rows in article.items():
            tables[table].extend(rows)
    tables["stories"] = sorted(tables["stories"], key=lambda row: row["article_count"])[-1:]
    return dict(tables)


def write_parts(folder, tables, part="part-0"):
    """Write each table's rows as a Parquet file and return the files as the loader takes them."""
    (folder / part).mkdir(parents=True, exist_ok=True)
    files = {}
    for table, rows in tables.items():
        path = folder / part / f"{table}.parquet"
        make_frame(table, rows).write_parquet(path)
        files[table] = [path]
    return files


@cache
def empty_warehouse():
    """Return the bytes of a file with all tables and no rows, made once for all tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        with open_writer(path) as connection:
            apply_schema(connection)
        return path.read_bytes()


def note_run(connection, run_id):
    noted = {"started_at": datetime(2024, 5, 2, tzinfo=UTC), "state": "published", "code_version": "0"}
    counts = dict.fromkeys(("seen_count", "loaded_count", "duplicate_count", "rejected_count"), 0)
    record_run(connection, run_id, noted | counts)


def publish_run(published, run_id, files, *, kept=3, retired=(), resolver=BY_NAME):
    """Do what a run does with its parts: lock, build, load, publish."""
    with writer_lock(published):
        building = begin_building(published)
        if not building.exists():
            building.write_bytes(empty_warehouse())
        with open_writer(building) as connection:
            load_run(connection, run_id, files, resolver=resolver, retired=retired)
            note_run(connection, run_id)
        publish(published, kept=kept)
