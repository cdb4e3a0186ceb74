"""Names of sources: a path as a URI that any database can hold, and the type its extension claims."""

# Paths are plain strings here: there may be a million, and some are not UTF-8.
# ruff: noqa: PTH122

from __future__ import annotations

import os
import re

FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "wet",
}
CONTAINERS = frozenset({"jsonl", "csv", "parquet", "warc", "wet"})
_PACKED = (".gz", ".zst")

# os.fsdecode keeps a byte that is not UTF-8 as U+DC80 to U+DCFF (PEP 383).
_SPECIAL = re.compile("[\\\\\x00-\x1f\x7f\udc80-\udcff]")
_ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|\\)")
_RECORD = re.compile(r"#(\d+)\Z", re.ASCII)


def format_of_name(name: str) -> str | None:
    """Tell the format a file name claims, behind one packing suffix; None for an unknown extension."""
    name = name.lower()
    stem, suffix = os.path.splitext(name)
    return FORMATS.get(os.path.splitext(stem)[1] if suffix in _PACKED else suffix)


def uri_of_path(path: str) -> str:
    r"""Give an absolute path as a URI: bytes that are not UTF-8 and control characters as `\xff`, `\` doubled.

    A name that itself ends like a record number (`#3`) has that sign escaped, so that no two sources share a name.
    """
    uri = _SPECIAL.sub(_escape, path)
    return _RECORD.sub(r"\\x23\1", uri)


def path_of_uri(uri: str) -> tuple[str, int | None]:
    """Give back the path and the record number, None for a whole file."""
    record = _RECORD.search(uri)
    escaped = uri[: record.start()] if record else uri
    path = _ESCAPED.sub(lambda m: os.fsdecode(bytes([int(m[1], 16)])) if m[1] else "\\", escaped)
    return path, int(record[1]) if record else None


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return "\\\\" if character == "\\" else f"\\x{ord(character) & 0xFF:02x}"
