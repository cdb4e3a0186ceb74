"""CSV: rows under a header, separated by comma, semicolon, tab or bar (RFC 4180 and its relatives)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.reading.encodings import as_utf8, decode_line
from flows.reading.fields import FieldNames
from flows.reading.records import Origin, ReadLimits, RejectedInputError, SourceRecord
from flows.reading.unpacking import ByteStream, bounded_lines

_DELIMITERS = ",;\t|"


def read_csv(stream: ByteStream, origin: Origin, fields: FieldNames, limits: ReadLimits) -> Iterator[SourceRecord]:
    """Give a record for each row below the header.

    A row of another length than the header is rejected: its values may have shifted. Raises RejectedInputError for a
    file without a text column, and at a line past the limit.
    """
    stream, encoding = as_utf8(stream)
    # The module's only limit is global; this raises it to ours and does nothing else to other readers.
    csv.field_size_limit(max(csv.field_size_limit(), limits.max_document_bytes))
    lines = _Lines(stream, limits.max_document_bytes, encoding)
    header = _read_header(lines)
    if not fields.has_text(header):
        raise RejectedInputError("no_text_field", "columns are " + ", ".join(header[:20]))
    return _read_rows(lines, header, origin, fields)


@dataclass(slots=True)
class _Lines:
    """The decoded lines of a file; `line_no` and `size` tell where they are, `encoding` how the last was decoded."""

    stream: ByteStream
    limit: int
    stream_encoding: str
    delimiter: str = ","
    encoding: str = "utf-8"
    line_no: int = 0
    size: int = 0

    def read(self) -> Iterator[str]:
        for line in bounded_lines(self.stream, self.limit):
            self.line_no += 1
            if line is None:
                raise RejectedInputError("too_large", f"line {self.line_no} has more than {self.limit} bytes")
            self.size += len(line)
            text, encoding = decode_line(line)
            if encoding != "utf-8":
                self.encoding = encoding
            yield text

    def start_row(self) -> None:
        self.size, self.encoding = 0, self.stream_encoding


def _read_header(lines: _Lines) -> list[str]:
    first = next((line for line in lines.read() if line.strip()), "")
    lines.delimiter = max(_DELIMITERS, key=first.count)
    try:
        return [name.strip() for name in next(csv.reader([first], delimiter=lines.delimiter), [])]
    except csv.Error as error:
        raise RejectedInputError("malformed_csv", f"line {lines.line_no}: {error}") from error


def _read_rows(lines: _Lines, header: Sequence[str], origin: Origin, fields: FieldNames) -> Iterator[SourceRecord]:
    # Lenient reading would join rows without a word where a quotation mark is wrong.
    rows = csv.reader(lines.read(), delimiter=lines.delimiter, strict=True)
    number = 0
    while True:
        lines.start_row()
        try:
            row = next(rows, None)
        except csv.Error as error:
            number += 1
            reason = RejectedInputError("malformed_csv", f"line {lines.line_no}: {error}")
            yield origin.reject(reason, lines.size, number)
            continue
        if row is None:
            return
        if row:
            number += 1
            yield _read_row(row, number, lines, header, origin, fields)


def _read_row(
    row: list[str], number: int, lines: _Lines, header: Sequence[str], origin: Origin, fields: FieldNames
) -> SourceRecord:
    if lines.size > lines.limit:
        limit = f"line {lines.line_no}: more than {lines.limit} bytes"
        return origin.reject(RejectedInputError("too_large", limit), lines.size, number)
    if len(row) != len(header):
        counts = f"line {lines.line_no}: {len(row)} fields where the header has {len(header)}"
        return origin.reject(RejectedInputError("malformed_csv", counts), lines.size, number)
    try:
        content = fields.read(dict(zip(header, row, strict=True)), lines.encoding)
    except RejectedInputError as error:
        return origin.reject(error, lines.size, number)
    return origin.accept(content, lines.size, number)
