"""What reading gives: one record a document offered, and the words for what went wrong."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from newstext.records import Declared

MEBIBYTE = 1024 * 1024

REASONS = {
    "binary": "the bytes are not text",
    "broken_archive": "the gzip or zstd stream is damaged or ends early",
    "broken_parquet": "the Parquet file cannot be read from here on",
    "broken_warc": "the web archive cannot be read from here on",
    "changed_while_read": "the file changed while it was read",
    "empty_file": "the file has no bytes",
    "http_error": "the archived response is not a successful one",
    "malformed_csv": "a row does not have the header's number of fields, or a quotation mark is never closed",
    "malformed_json": "the line or element is not one JSON object",
    "no_records": "the container holds no document",
    "no_text": "there is no visible character",
    "no_text_field": "the record has no field known to hold text",
    "not_text": "the archived response is neither HTML nor plain text",
    "symlink_loop": "the link leads to itself or to a folder that is read anyway",
    "too_large": "the document is longer than the limit",
    "truncated": "the record ends before its declared length",
    "unreadable": "the operating system refuses",
    "unsupported_type": "the file is of no known type",
    "vanished": "the file was listed and then gone",
    "zip_bomb": "unpacking gives more than the limits allow",
}
"""What each reason code means; a reason is a code, or `code: details`."""

# Zero-width and NUL characters are no more readable than blanks.
_VISIBLE = re.compile("[^\\s\x00\u200b\u200c\u200d\u2060\ufeff]")


class SourceNotFoundError(FileNotFoundError):
    """A path or pattern the user named leads to nothing."""


class RejectedInputError(Exception):
    """A file or record cannot be used; `str()` is its reason."""

    def __init__(self, code: str, details: str = "") -> None:
        if code not in REASONS:
            raise ValueError(f"unknown reason code: {code}")
        super().__init__(f"{code}: {details}" if details else code)


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much one input may ask for; sizes are bytes."""

    max_document_bytes: int = 32 * MEBIBYTE
    """The longest news text known is far below; a book is 1 MB."""
    max_unpacked_bytes: int = 64 * 1024 * MEBIBYTE
    """A Common Crawl news archive unpacks to about 5 GiB."""
    max_unpacking_ratio: int = 200
    """News text packs 3 to 10 times, a file of copies perhaps 50; a gzip bomb reaches 1,000."""
    unpacking_ratio_from: int = 8 * MEBIBYTE
    """Below this size the ratio does not matter: nothing is at risk."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One document offered, loaded or not.

    `format` is the type of the file it came in, None for an unknown type. `byte_size` is the size on disk of a
    file, of a container's record the bytes of the record. `text` is decoded and otherwise unaltered; of HTML it is
    the source, and `is_html` says so.
    """

    source_uri: str
    format: str | None
    byte_size: int | None
    state: str
    reason: str | None = None
    text: str | None = None
    encoding: str | None = None
    declared: Declared = field(default_factory=Declared)
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """The usable part of a document."""

    text: str
    encoding: str
    declared: Declared = field(default_factory=Declared)
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that records come from; it names and makes them."""

    uri: str
    format: str | None

    def accept(self, content: Content, byte_size: int, number: int | None = None) -> SourceRecord:
        """Make the record of a usable document, or a rejected one where it has no visible character."""
        if not _VISIBLE.search(content.text):
            return self.reject("no_text", byte_size, number)
        return SourceRecord(
            self._name(number),
            self.format,
            byte_size,
            "ok",
            None,
            content.text,
            content.encoding,
            content.declared,
            content.is_html,
        )

    def reject(self, reason: object, byte_size: int | None = None, number: int | None = None) -> SourceRecord:
        """Make the record of an unusable document."""
        return SourceRecord(self._name(number), self.format, byte_size, "rejected", mend_surrogates(str(reason)))

    def _name(self, number: int | None) -> str:
        return self.uri if number is None else f"{self.uri}#{number}"


def mend_surrogates(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 can hold, by U+FFFD; pairs become their character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def document_id(text: str) -> str:
    """Give the identity of a text: the first 32 hexadecimal digits of the SHA-256 of its UTF-8 form."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
