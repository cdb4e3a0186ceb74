"""An export: a folder that appears whole, with a manifest that says what stands in each of its files."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.commands.sql import FORMULA_START
from flows.exits import UnwritableError
from flows.json_ld import ARTICLES, NAMED, news_articles
from warehouse.connect import Connection, WarehouseMissingError, open_reader
from warehouse.export import another_cursor, exported_tables, rows_in_order, write_parquet
from warehouse.migrate import schema_version
from warehouse.place import Place

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What would end a field or a line of a table of text, for whoever reads it."""
_EVENTS = "select * from mart.gdelt_events order by GLOBALEVENTID"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export; `columns` are name, type and meaning where it is a table."""

    path: str
    rows: int
    bytes: int
    sha256: str
    columns: tuple[Mapping[str, str | None], ...] = ()


type Writer = Callable[[Connection, Path], Iterator[ExportedFile]]


def export_to(target: Path, published: Place, forms: list[str]) -> list[ExportedFile]:
    """Write the forms asked for into a new folder, which gets its name when all is written.

    What does not fit into memory while rows are put in order is written into that folder for the time being.
    Raises UnwritableError where the folder is there already and not empty, or cannot be written, and what
    `warehouse.connect.open_reader` raises.
    """
    with _appearing(target) as folder:
        with open_reader(published, spill=folder / "spill") as connection:
            files = [file for form in forms for file in FORMS[form](connection, folder)]
            (folder / "manifest.json").write_text(_manifest(connection, files), encoding="utf-8")
        shutil.rmtree(folder / "spill", ignore_errors=True)
    return files


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """Give a folder to write in, which takes the target's name at the end and is gone after an error."""
    folder = target.with_name(target.name + ".exporting")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UnwritableError(f"{target} is there already: an export makes a new folder")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        yield folder
        folder.replace(target)
    except WarehouseMissingError:
        raise
    except OSError as error:
        raise UnwritableError(f"cannot write {error.filename}: {error.strerror}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _manifest(connection: Connection, files: list[ExportedFile]) -> str:
    """Say what was exported; nothing in it comes from the clock, so the same warehouse gives the same manifest."""
    (run_id,) = _row(connection, "select max_by(run_id, (started_at, run_id)) from ops.runs")
    (versions,) = _row(
        connection, "select list(distinct extractor_version order by extractor_version) from main.articles"
    )
    about = {
        "newsledger": version("newsledger"),
        "schema_version": schema_version(connection),
        "extractor_version": versions or [],
        "run_id": run_id,
        "files": [asdict(file) for file in files],
    }
    return json.dumps(about, indent=2, ensure_ascii=False) + "\n"


def _row(connection: Connection, sql: str) -> tuple[Any, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row


def _parquet(connection: Connection, folder: Path) -> Iterator[ExportedFile]:
    """Write a Parquet file for each table."""
    (folder / "parquet").mkdir()
    for table in exported_tables(connection):
        path = folder / "parquet" / f"{table.schema}.{table.name}.parquet"
        rows = write_parquet(connection, table, path)
        columns = ({"name": c.name, "type": c.data_type, "comment": c.comment} for c in table.columns)
        yield _measured(folder, path, rows, tuple(columns))


def _json_ld(connection: Connection, folder: Path) -> Iterator[ExportedFile]:
    """Write a schema.org NewsArticle a line."""
    path = folder / "articles.jsonl"
    with another_cursor(connection) as other:
        lines = news_articles(rows_in_order(connection, ARTICLES), rows_in_order(other, NAMED))
        count = _write_lines(path, lines)
    yield _measured(folder, path, count)


def _gdelt(connection: Connection, folder: Path) -> Iterator[ExportedFile]:
    """Write mart.gdelt_events under a line of its column names, fields parted by tabs, as GDELT's files are."""
    path = folder / "gdelt_events.tsv"
    names = [column[0] for column in connection.execute(f"{_EVENTS} limit 0").description or ()]
    rows = ("\t".join(map(_field, row.values())) for row in rows_in_order(connection, _EVENTS))
    count = _write_lines(path, rows, head="\t".join(names))
    yield _measured(folder, path, count, tuple({"name": name} for name in names))


FORMS: Mapping[str, Writer] = {"parquet": _parquet, "jsonld": _json_ld, "gdelt": _gdelt}


def _field(value: object) -> str:
    """Return a value as one field: no tab, line end or control character in it, and no formula for a spreadsheet."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = _STEERING.sub(" ", value)
    return f"'{text}" if re.match(FORMULA_START, text) else text


def _write_lines(path: Path, lines: Iterator[str], head: str | None = None) -> int:
    """Write lines and return how many, the head not counted."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if head is not None:
            file.write(f"{head}\n")
        for line in lines:
            file.write(f"{line}\n")
            count += 1
    return count


def _measured(folder: Path, path: Path, rows: int, columns: tuple[Mapping[str, str | None], ...] = ()) -> ExportedFile:
    with path.open("rb") as file:
        digest = _digest(file)
    return ExportedFile(path.relative_to(folder).as_posix(), rows, path.stat().st_size, digest, columns)


def _digest(file: Any) -> str:
    digest = sha256()
    for chunk in iter(lambda: file.read(1 << 20), b""):
        digest.update(chunk)
    return digest.hexdigest()
