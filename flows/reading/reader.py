"""The way in: from what the user named to one record for each document offered."""

# Paths are plain strings here: there may be a million, and some are not UTF-8.
# ruff: noqa: PTH116, PTH122

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from flows.reading.csv_records import read_csv
from flows.reading.documents import read_document
from flows.reading.fields import FieldNames
from flows.reading.json_records import read_json
from flows.reading.listing import STDIN, Found, list_sources, reason_of_error
from flows.reading.names import CONTAINERS, format_of_name, path_of_uri, uri_of_path
from flows.reading.parquet_records import read_parquet
from flows.reading.pieces import tell_apart
from flows.reading.records import Origin, ReadLimits, RejectedInputError, SourceRecord
from flows.reading.unpacking import ByteStream, unpack
from flows.reading.warc_records import read_warc
from flows.reference import load_tables
from newstext.splitting import ArticleSplitter

type FormatReader = Callable[[ByteStream, Origin, FieldNames, ReadLimits], Iterator[SourceRecord]]

_READERS: Mapping[str, FormatReader] = {
    "txt": read_document,
    "html": read_document,
    "jsonl": read_json,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_warc,
    "wet": read_warc,
}
_DOCUMENT_BUFFER, _CONTAINER_BUFFER = 1 << 16, 1 << 20


def read_sources(
    sources: Sequence[str],
    limits: ReadLimits | None = None,
    field_names: Iterable[Mapping[str, str]] | None = None,
    stdin: BinaryIO | None = None,
    splitter: ArticleSplitter | None = None,
) -> Iterator[SourceRecord]:
    """Give the records of files, folders, patterns and "-" (JSON Lines on standard input), one at a time.

    `field_names` are the rows of the reference table of that name, by default those shipped. The order is that of
    the sources, of names in a folder and of records in a file. What cannot be used comes as a rejected record; a file
    that breaks midway gives the records before and one rejected record, numbered as the next. A text file that surely
    holds several articles gives one record each where there is a `splitter`.
    Raises SourceNotFoundError, at once, for a source that leads to nothing.
    """
    found = list_sources(sources)
    fields = FieldNames(load_tables()["field_names"] if field_names is None else field_names)
    records = (record for item in found for record in _read_found(item, limits or ReadLimits(), fields, stdin))
    return records if splitter is None else (piece for record in records for piece in tell_apart(record, splitter))


def _read_found(item: Found, limits: ReadLimits, fields: FieldNames, stdin: BinaryIO | None) -> Iterator[SourceRecord]:
    if item.path == STDIN:
        origin = Origin("stdin", "jsonl")
        return _account(_read_stdin(stdin or sys.stdin.buffer, origin, fields, limits), origin)
    origin = Origin(uri_of_path(item.path), format_of_name(item.path))
    if item.reason:
        return iter([origin.reject(item.reason)])
    return _account(_read_file(item.path, origin, fields, limits), origin)


def _account(records: Iterator[SourceRecord], origin: Origin) -> Iterator[SourceRecord]:
    """Give the records of one input, and one rejected record more where it cannot be read to its end or has none."""
    last_uri = None
    try:
        for record in records:
            last_uri = record.source_uri
            yield record
    except RejectedInputError as error:
        reason = str(error)
    except OSError as error:
        reason = reason_of_error(error)
    else:
        if last_uri:
            return
        reason = "no_records"
    last_number = path_of_uri(last_uri)[1] if last_uri else None
    yield origin.reject(reason, _size_on_disk(origin), last_number and last_number + 1)


def _size_on_disk(origin: Origin) -> int | None:
    try:
        return os.stat(path_of_uri(origin.uri)[0]).st_size
    except OSError:
        return None


def _read_stdin(stdin: BinaryIO, origin: Origin, fields: FieldNames, limits: ReadLimits) -> Iterator[SourceRecord]:
    stream = stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(_AsRaw(stdin), _CONTAINER_BUFFER)
    yield from _read_stream(stream, origin, fields, limits)


class _AsRaw(io.RawIOBase):
    """Any object with `read` as a raw stream."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._source.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def _read_file(path: str, origin: Origin, fields: FieldNames, limits: ReadLimits) -> Iterator[SourceRecord]:
    """Read one file; raises RejectedInputError and OSError where it cannot be read, or read on."""
    if origin.format is None:
        raise RejectedInputError("unsupported_type", os.path.splitext(path)[1] or "no extension")
    is_container = origin.format in CONTAINERS
    buffer = _CONTAINER_BUFFER if is_container else _DOCUMENT_BUFFER
    with io.BufferedReader(io.FileIO(path), buffer) as stream:
        before = os.fstat(stream.fileno())
        for record in _read_stream(stream, origin, fields, limits):
            if is_container:
                yield record
            elif not _has_changed(stream, before):
                yield replace(record, byte_size=before.st_size)
        if _has_changed(stream, before):
            yield origin.reject(RejectedInputError("changed_while_read"), before.st_size)


def _has_changed(stream: ByteStream, before: os.stat_result) -> bool:
    after = os.fstat(stream.fileno())
    return (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns)


def _read_stream(stream: ByteStream, origin: Origin, fields: FieldNames, limits: ReadLimits) -> Iterator[SourceRecord]:
    if not stream.peek(1):
        raise RejectedInputError("empty_file")
    unpacked = unpack(stream, limits)
    if not unpacked.peek(1):
        raise RejectedInputError("empty_file", "nothing is packed in it")
    return _READERS[origin.format or ""](unpacked, origin, fields, limits)
