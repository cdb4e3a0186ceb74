"""The one place where a Python value becomes part of a SQL text.

Parameters would do the same, but the first parameterised `execute` of a process imports pandas (about 2 s).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path


def quote_text(value: str | Path) -> str:
    """Return a SQL string literal.

    Raises ValueError for a NUL, which DuckDB's parser takes for the end of the query.
    """
    text = str(value)
    if "\0" in text:
        raise ValueError(f"a NUL cannot stand in a SQL text: {text!r}")
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """Return a SQL identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def quote_value(value: str | float | bool | datetime | None) -> str:
    """Return a SQL literal of a plain value; times become UTC timestamps without zone."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        moment = value.astimezone(UTC) if value.tzinfo else value
        return f"timestamp '{moment:%Y-%m-%d %H:%M:%S.%f}'"
    if isinstance(value, int | float):
        return f"{value!r}::double" if isinstance(value, float) else str(value)
    return quote_text(value)


def parquet_source(files: Iterable[Path], *, positions: bool = False) -> str:
    """Return the SQL that reads Parquet files as one table, matching columns by name.

    `positions` adds the columns filename and file_row_number.
    """
    names = ", ".join(quote_text(_literal_path(file)) for file in files)
    extra = ", filename = true, file_row_number = true" if positions else ""
    return f"read_parquet([{names}], union_by_name = true{extra})"


def _literal_path(file: Path) -> str:
    """Escape what DuckDB would take for a pattern in a file's name."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(file.resolve()))
