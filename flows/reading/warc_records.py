"""Web archives: the pages of WARC files and the texts of WET files (ISO 28500; Common Crawl, CC-NEWS)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.reading.encodings import decode
from flows.reading.fields import FieldNames
from flows.reading.records import Content, Origin, ReadLimits, RejectedInputError, SourceRecord, mend_surrogates
from flows.reading.sniffing import looks_like_html
from flows.reading.unpacking import ByteStream
from newstext.records import Declared

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"text/plain"})
_DOCUMENT_RECORDS = frozenset({"response", "resource", "conversion"})
# What warcio lets through on damaged archives, found by fuzzing; it declares only the first.
_ERRORS = (ArchiveLoadFailed, ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError, zlib.error)
_PIECE = 1 << 20


def read_warc(stream: ByteStream, origin: Origin, _fields: FieldNames, limits: ReadLimits) -> Iterator[SourceRecord]:
    """Give a record for each response, resource and conversion; numbers count all records of the archive.

    The archive's own notes (warcinfo, request, metadata, revisit) are no documents. The day of the crawl is not
    taken for the day of publication. Raises RejectedInputError where the archive cannot be read on.
    """
    if not stream.peek(5).startswith(b"WARC/"):
        raise RejectedInputError("broken_warc", "it does not start like a web archive")
    number = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if record.rec_type in _DOCUMENT_RECORDS:
                yield _read_record(record, number, origin, limits)
    except _ERRORS as error:
        raise RejectedInputError("broken_warc", " ".join(str(error).split())[:200]) from error


def _read_record(record: Any, number: int, origin: Origin, limits: ReadLimits) -> SourceRecord:
    size = record.length if isinstance(record.length, int) and record.length >= 0 else None
    try:
        is_html, charset = _judge_type(record)
        payload = _read_payload(record, limits.max_document_bytes)
        text, encoding = decode(payload, charset, is_html=is_html)
        is_html = is_html or (record.rec_type != "conversion" and looks_like_html(text))
    except RejectedInputError as error:
        return origin.reject(error, size, number)
    declared = Declared(
        url=_header(record, "WARC-Target-URI"), language=_header(record, "WARC-Identified-Content-Language")
    )
    return origin.accept(Content(text, encoding, declared, is_html), len(payload) if size is None else size, number)


def _judge_type(record: Any) -> tuple[bool, str | None]:
    """Tell whether a record is HTML or else plain text, and the charset it declares."""
    if record.rec_type == "conversion":
        return False, None
    headers = record.http_headers
    if headers is not None:
        status = headers.get_statuscode() or ""
        if not status.startswith("2"):
            raise RejectedInputError("http_error", status[:3])
    declared = (headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")) or ""
    kind, _, parameters = declared.partition(";")
    kind = kind.strip().lower() or (_header(record, "WARC-Identified-Payload-Type") or "").lower()
    if kind not in _HTML_TYPES | _TEXT_TYPES:
        raise RejectedInputError("not_text", kind[:80] or "of undeclared type")
    _, _, charset = parameters.partition("charset=")
    return kind in _HTML_TYPES, charset.partition(";")[0].strip(" \t\"'") or None


def _read_payload(record: Any, limit: int) -> bytes:
    stream = record.content_stream()
    pieces, size = [], 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise RejectedInputError("too_large", f"more than {limit} bytes")
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise RejectedInputError("truncated", f"{record.raw_stream.limit} bytes are missing")
    return b"".join(pieces)


def _header(record: Any, name: str) -> str | None:
    value = record.rec_headers.get_header(name)
    return mend_surrogates(value.strip(" <>")) or None if value else None
