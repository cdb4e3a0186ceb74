"""Sniffing: what bytes are, whatever their file is called."""

from __future__ import annotations

import re

# First bytes of common files that are not text (file(1) magic, WHATWG MIME Sniffing section 6). Those a text could
# start with by chance (RIFF, ID3, BZh) are left out: their control bytes tell them.
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PAR1", "Parquet"),
    (b"\x7fELF", "ELF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE document"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"{\\rtf", "RTF"),
)
_MAGIC_STARTS = tuple(magic for magic, _ in _MAGIC)

# Tab, line feed, vertical tab, form feed, carriage return and escape do occur in text.
CONTROL_BYTES = bytes(code for code in range(32) if code not in {9, 10, 11, 12, 13, 27}) + b"\x7f"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Random bytes hold about 11 % control bytes; the dirtiest scraped text seen has a handful a page.
_MOST_CONTROLS = 0.02

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|section|table|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING_TAG = re.compile(r"</(?:p|div|span|a|li|ul|h[1-6]|article|section|td|script|style|title)\s*>", re.IGNORECASE)
_HEAD_LENGTH = 4096
_CLOSING_TAGS_OF_HTML = 3  # prose that talks about HTML names a tag or two


def binary_kind(head: bytes) -> str | None:
    """Name the kind of non-text file that starts with these bytes; None for any other."""
    if not head.startswith(_MAGIC_STARTS):
        return None
    return next(kind for magic, kind in _MAGIC if head.startswith(magic))


def is_control_heavy(data: bytes) -> bool:
    """Whether bytes of an ASCII-like encoding hold more control characters than any text does."""
    kept = len(data.translate(None, CONTROL_BYTES))
    return len(data) - kept > _MOST_CONTROLS * len(data)


def is_control_heavy_text(text: str) -> bool:
    """Whether decoded characters hold more control characters than any text does."""
    return sum(1 for _ in _CONTROLS.finditer(text)) > _MOST_CONTROLS * len(text)


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML source: it starts with a page's tag, or closes several tags near its start."""
    head = text[:_HEAD_LENGTH].lstrip("\ufeff")
    if "<" not in head:
        return False
    return bool(_HTML_START.match(head)) or len(_CLOSING_TAG.findall(head)) >= _CLOSING_TAGS_OF_HTML
