"""The reference tables: read from CSV here, understood in `newstext`."""

import csv
import hashlib
import json
from functools import cache
from pathlib import Path

from flows.settings import PROJECT, SettingsError
from newstext.records import Tables

SHIPPED = PROJECT / "seeds" / "reference"


@cache
def load_tables(added: Path | None = None) -> Tables:
    """Read every CSV of `seeds/reference`, and after its rows those of the same file in a folder of the user's.

    Raises SettingsError when the user's folder does not exist, when one of its files is not CSV in UTF-8 or has other
    columns, or a row has not as many cells as the header.
    """
    tables = {path.stem: _rows(path) for path in sorted(SHIPPED.glob("*.csv"))}
    if added is None:
        return tables
    if not added.is_dir():
        raise SettingsError(f"no folder of reference tables at {added}")
    for path in sorted(added.glob("*.csv")):
        rows, shipped = _rows(path), tables.get(path.stem, [])
        if rows and shipped and not set(rows[0]) <= set(shipped[0]):
            raise SettingsError(f"{path}: columns {sorted(rows[0])} are not those of {path.name}: {sorted(shipped[0])}")
        blank = dict.fromkeys(shipped[0], "") if shipped else {}
        tables[path.stem] = [*shipped, *(blank | row for row in rows)]
    return tables


def tables_version(tables: Tables) -> str:
    """Return eight hex digits that change when any cell of the tables does."""
    content = json.dumps({name: list(map(dict, rows)) for name, rows in tables.items()}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:8]


def _rows(path: Path) -> list[dict[str, str]]:
    """Read a file's rows; some spreadsheets put a byte order mark before the header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            return [_whole(row, path, reader.line_num) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{path} cannot be read as CSV in UTF-8: {error}") from error


def _whole(row: dict[str, str], path: Path, line: int) -> dict[str, str]:
    if None in row or None in row.values():
        raise SettingsError(f"{path}, line {line}: not as many cells as the header has")
    return row
