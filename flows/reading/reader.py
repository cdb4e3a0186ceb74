"""The way in: from what the user named to one record for each document offered."""

# Paths are plain strings here: there may be a million, and some are not UTF-8.
# ruff: noqa: PTH116, PTH122

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from flows.reading.csv_records import read_csv
from flows.reading.documents import read_document
from flows.reading.fetching import Ledger, fetch_ahead, has_changed, open_remote
from flows.reading.fields import FieldNames
from flows.reading.json_records import read_json
from flows.reading.listing import STDIN, Found, list_sources, reason_of_error
from flows.reading.names import CONTAINERS, format_of_name, path_of_uri, uri_of_path
from flows.reading.parquet_records import read_parquet
from flows.reading.pieces import tell_apart
from flows.reading.records import Origin, ReadLimits, RejectedInputError, SourceRecord
from flows.reading.remote import RemoteFile
from flows.reading.stores import RemoteError, is_url
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
    ledger: Ledger | None = None,
) -> Iterator[SourceRecord]:
    """Give the records of files, folders, patterns, URLs of these and "-" (JSON Lines on standard input), one by one.

    `field_names` are the rows of the reference table of that name, by default those shipped. The order is that of
    the sources, of names in a folder and of records in a file. What cannot be used comes as a rejected record; a file
    that breaks midway gives the records before and one rejected record, numbered as the next. A text file that surely
    holds several articles gives one record each where there is a `splitter`. Remote files that the `ledger` knows
    to be unchanged are left out.
    Raises, at once, SourceNotFoundError for a source that leads to nothing and SettingsError for a URL whose
    filesystem is not installed.
    """
    reader = _Reader(
        FieldNames(load_tables()["field_names"] if field_names is None else field_names),
        limits or ReadLimits(),
        stdin or sys.stdin.buffer,
        ledger,
    )
    found = list_sources(sources)
    if any(map(is_url, sources)):
        found = fetch_ahead(found, ledger)
    records = (record for item in found for record in reader.read(item))
    return records if splitter is None else (piece for record in records for piece in tell_apart(record, splitter))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reading any input needs."""

    fields: FieldNames
    limits: ReadLimits
    stdin: BinaryIO
    ledger: Ledger | None

    def read(self, item: Found) -> Iterator[SourceRecord]:
        if item.path == STDIN:
            origin = Origin("stdin", "jsonl")
            return _account(_read_stdin(self.stdin, origin, self.fields, self.limits), origin, _no_size)
        file = item.remote
        origin = Origin(uri_of_path(item.path), file.format if file else format_of_name(item.path))
        if item.reason:
            return iter([origin.reject(item.reason)])
        if file:
            records = _read_remote(file, origin, self.fields, self.limits)
            return _account(records, origin, lambda: file.entry.size, lambda: self._note(origin, file))
        records = _read_file(item.path, origin, self.fields, self.limits)
        return _account(records, origin, lambda: _size_on_disk(item.path))

    def _note(self, origin: Origin, file: RemoteFile) -> None:
        if self.ledger and file.entry.version:
            self.ledger.finished(origin.uri, file.entry.version)


def _no_size() -> None:
    """Give the size of a stream, which has none."""


def _account(
    records: Iterator[SourceRecord],
    origin: Origin,
    size: Callable[[], int | None],
    finished: Callable[[], None] | None = None,
) -> Iterator[SourceRecord]:
    """Give the records of one input, and one rejected record more where it cannot be read to its end or has none.

    What was read to its end, or to where its own bytes are at fault, is finished; what a disk or network broke is not.
    """
    last_uri, reason = None, None
    try:
        for record in records:
            last_uri = record.source_uri
            yield record
    except RejectedInputError as error:
        reason = str(error)
    except OSError as error:
        reason, finished = error.reason if isinstance(error, RemoteError) else reason_of_error(error), None
    else:
        reason = None if last_uri else "no_records"
    if reason:
        last_number = path_of_uri(last_uri)[1] if last_uri else None
        yield origin.reject(reason, size(), last_number and last_number + 1)
    if finished:
        finished()


def _size_on_disk(path: str) -> int | None:
    try:
        return os.stat(path).st_size
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
    buffer = _buffer_size(path, origin)
    with io.BufferedReader(io.FileIO(path), buffer) as stream:
        before = os.fstat(stream.fileno())
        records = _read_stream(stream, origin, fields, limits)
        yield from _unchanged(records, origin, before.st_size, lambda: _has_changed(stream, before))


def _read_remote(file: RemoteFile, origin: Origin, fields: FieldNames, limits: ReadLimits) -> Iterator[SourceRecord]:
    """Read one remote file; raises RejectedInputError and RemoteError where it cannot be read, or read on."""
    buffer = _buffer_size(file.url, origin)
    raw = open_remote(file)
    with io.BufferedReader(raw, buffer) as stream:
        try:
            records = _read_stream(stream, origin, fields, limits)
            yield from _unchanged(records, origin, file.entry.size, lambda: has_changed(file))
        finally:
            if raw.failure:  # whatever a reader of the format took it for
                raise raw.failure


def _buffer_size(path: str, origin: Origin) -> int:
    if origin.format is None:
        raise RejectedInputError("unsupported_type", os.path.splitext(path)[1] or "no extension")
    return _CONTAINER_BUFFER if origin.format in CONTAINERS else _DOCUMENT_BUFFER


def _unchanged(
    records: Iterator[SourceRecord], origin: Origin, size: int | None, has_changed: Callable[[], bool]
) -> Iterator[SourceRecord]:
    """Give a file's records and, where it changed meanwhile, one rejected; of a document that changed only this."""
    if origin.format in CONTAINERS:
        yield from records
        document = None
    else:
        document = next(records)
    if has_changed():
        yield origin.reject(RejectedInputError("changed_while_read"), size)
    elif document:
        yield document if size is None else replace(document, byte_size=size)


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
