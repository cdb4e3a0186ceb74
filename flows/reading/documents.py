"""Documents: files that hold one text, plain or HTML."""

from __future__ import annotations

from collections.abc import Iterator

from flows.reading.encodings import decode
from flows.reading.fields import FieldNames
from flows.reading.records import Content, Origin, ReadLimits, SourceRecord
from flows.reading.sniffing import looks_like_html
from flows.reading.unpacking import ByteStream, read_up_to


def read_document(
    stream: ByteStream, origin: Origin, _fields: FieldNames, limits: ReadLimits
) -> Iterator[SourceRecord]:
    """Give the one record of a file; HTML is known by its looks, whatever the file is called."""
    data = read_up_to(stream, limits.max_document_bytes)
    is_html = origin.format == "html"
    text, encoding = decode(data, is_html=is_html or looks_like_html(data[:4096].decode("latin-1")))
    is_html = is_html or looks_like_html(text)
    yield Origin(origin.uri, "html" if is_html else "txt").accept(Content(text, encoding, is_html=is_html), len(data))
