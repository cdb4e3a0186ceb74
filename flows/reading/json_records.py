"""JSON: one object a line, or an array or objects over several lines (JSON Lines, NDJSON, news-please)."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from flows.reading.encodings import as_utf8, decode_line
from flows.reading.fields import FieldNames
from flows.reading.records import Origin, ReadLimits, RejectedInputError, SourceRecord
from flows.reading.unpacking import ByteStream, bounded_lines

_PEEK = 1 << 16
_FIRST_READ = 1 << 16
# A parse that fails this far from the end of what is read fails for good; nearer, more may mend it.
_UNFINISHED_WITHIN = 1024
_BETWEEN_VALUES = " \t\r\n,[]\ufeff\x1e"  # U+001E: JSON text sequences (RFC 7464)


def read_json(stream: ByteStream, origin: Origin, fields: FieldNames, limits: ReadLimits) -> Iterator[SourceRecord]:
    """Give a record for each object of a JSON file; numbers count the non-blank lines, or the values."""
    stream, encoding = as_utf8(stream)
    if _is_one_a_line(stream.peek(_PEEK)[:_PEEK]):
        return _read_lines(stream, origin, fields, limits, encoding)
    return _read_values(stream, origin, fields, limits, encoding)


def _is_one_a_line(head: bytes) -> bool:
    """Whether values stand one a line; of an array, or an object over several lines, the first line is unfinished."""
    first = head.lstrip().split(b"\n", 1)[0].rstrip()
    return not first.startswith(b"[") and not first.endswith((b"{", b"[", b","))


def _read_lines(
    stream: ByteStream, origin: Origin, fields: FieldNames, limits: ReadLimits, encoding: str
) -> Iterator[SourceRecord]:
    number = 0
    for line_no, line in enumerate(bounded_lines(stream, limits.max_document_bytes), 1):
        if line is not None and line.isspace():
            continue
        number += 1
        if line is None:
            limit = f"line {line_no} has more than {limits.max_document_bytes} bytes"
            yield origin.reject(RejectedInputError("too_large", limit), None, number)
            continue
        try:
            text, line_encoding = decode_line(line)
            used = encoding if line_encoding == "utf-8" else line_encoding
            content = fields.read(_parse_object(text, f"line {line_no}"), used)
        except RejectedInputError as error:
            yield origin.reject(error, len(line), number)
        else:
            yield origin.accept(content, len(line), number)


def _parse_object(text: str, place: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RejectedInputError("malformed_json", place) from error
    return _require_object(value, place)


def _require_object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RejectedInputError("malformed_json", f"{place} is not an object")
    return value


def _read_values(
    stream: ByteStream, origin: Origin, fields: FieldNames, limits: ReadLimits, encoding: str
) -> Iterator[SourceRecord]:
    values = _Values(stream, limits.max_document_bytes)
    for number, (value, size) in enumerate(values.read(), 1):
        try:
            yield origin.accept(fields.read(_require_object(value, f"element {number}"), encoding), size, number)
        except RejectedInputError as error:
            yield origin.reject(error, size, number)


class _Values:
    """JSON values one after the other, holding no more than the longest of them."""

    def __init__(self, stream: ByteStream, limit: int) -> None:
        self._stream, self._limit = stream, limit
        self._utf8 = codecs.getincrementaldecoder("utf-8")("newsledger.stray")
        self._text, self._at, self._is_all = "", 0, False
        self._count = 0

    def read(self) -> Iterator[tuple[Any, int]]:
        """Give values with their length in characters; raises RejectedInputError where the rest cannot be read."""
        decoder = json.JSONDecoder()
        while self._skip_separators():
            self._count += 1
            while True:
                try:
                    value, end = decoder.raw_decode(self._text, self._at)
                    break
                except (ValueError, RecursionError) as error:
                    self._read_on_or_raise(error)
            size, self._at = end - self._at, end
            yield value, size

    def _skip_separators(self) -> bool:
        """Move to the next value; False at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BETWEEN_VALUES:
                self._at += 1
            if self._at < len(self._text):
                return True
            if self._is_all:
                return False
            self._read_more()

    def _read_on_or_raise(self, error: Exception) -> None:
        held = len(self._text) - self._at
        if self._is_all or not _may_be_unfinished(error, len(self._text)):
            raise RejectedInputError("malformed_json", f"element {self._count}") from error
        if held > self._limit:
            raise RejectedInputError("too_large", f"element {self._count} has more than {self._limit} characters")
        self._read_more()

    def _read_more(self) -> None:
        """Double what is held, so that a long value costs few attempts."""
        self._text = self._text[self._at :]
        self._at = 0
        piece = self._stream.read(max(_FIRST_READ, len(self._text)))
        self._is_all = not piece
        self._text += self._utf8.decode(piece, final=not piece)


def _may_be_unfinished(error: Exception, length: int) -> bool:
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or error.pos >= length - _UNFINISHED_WITHIN
