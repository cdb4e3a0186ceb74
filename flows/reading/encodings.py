"""Decoding: bytes to text, with the name of the encoding that fitted.

The order is that of certainty: a byte order mark, UTF-16 told by its NULs, UTF-8, what the page or the server
declares, UTF-8 with stray bytes, the windows code page of western text, a statistical guess.
"""

from __future__ import annotations

import codecs
import io
import re

from charset_normalizer import from_bytes

from flows.reading.records import RejectedInputError
from flows.reading.sniffing import binary_kind, is_control_heavy, is_control_heavy_text
from flows.reading.unpacking import ByteStream

_MARKS = (  # longest first: the mark of UTF-32-LE starts with that of UTF-16-LE
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The codec a browser takes for what a page declares (WHATWG Encoding, section 4.2), by Python's name of the latter.
_DECLARABLE = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "cp1252": "cp1252",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "cp1253": "cp1253",
    "cp1254": "cp1254",
    "cp1255": "cp1255",
    "cp1256": "cp1256",
    "cp1257": "cp1257",
    "cp1258": "cp1258",
    "iso8859-2": "iso8859-2",
    "iso8859-5": "iso8859-5",
    "iso8859-7": "iso8859-7",
    "iso8859-9": "cp1254",
    "iso8859-15": "iso8859-15",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "cp949": "cp949",
    "euc_jp": "euc_jp",
    "shift_jis": "cp932",
    "cp932": "cp932",
    "iso2022_jp": "iso2022_jp",
    "tis-620": "cp874",
    "cp874": "cp874",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.\-]{1,39}\Z")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.\-]{2,40})""")
_META_WITHIN = 4096  # browsers look through the first 1,024 bytes; real pages put scripts before
_GUESS_SAMPLE = 1 << 15  # guessing costs about 1 ms a KiB
_HIGH_BYTES = bytes(range(0x80, 0x100))
# Letters in every windows code page; below stand the typographic marks, which most code pages share.
_LETTER_BYTES = bytes(range(0xC0, 0x100))
_MOST_LETTERS_OF_ENGLISH = 0.02  # accents of names and loan words; other Latin scripts have 3 to 10 %
_STRAY = "newsledger.stray"


def _decode_stray(error: UnicodeError) -> tuple[str, int]:
    """Decode what is not UTF-8 as windows-1252, the usual other half of a text pasted together."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_STRAY, _decode_stray)


def decode(data: bytes, hint: str | None = None, *, is_html: bool = False) -> tuple[str, str]:
    """Decode a document and name the encoding; `+cp1252` or `+replaced` says that not every byte fitted it.

    `hint` is the charset a server declared. Raises RejectedInputError ("binary") for what is not text.
    """
    if kind := binary_kind(data[:16]):
        raise RejectedInputError("binary", kind)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if b"\0" in data and (wide := _wide_encoding(data)):
        return _decode_as(data, wide)
    if is_control_heavy(data):
        # A declared stateful encoding (ISO-2022) uses only escape, which text may hold.
        raise RejectedInputError("binary", "control characters")
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        return _decode_legacy(data, hint, is_html=is_html)


def decode_line(data: bytes) -> tuple[str, str]:
    """Decode one line of a UTF-8 file; bytes that do not fit are read as windows-1252."""
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        return data.decode("utf-8", _STRAY), "utf-8+cp1252"


def as_utf8(stream: ByteStream) -> tuple[ByteStream, str]:
    """Give a stream of lines as UTF-8, judged by its start, and name the encoding it had.

    Bytes that do not fit a stream of UTF-8 are left to `decode_line`. Raises RejectedInputError ("binary").
    """
    sample = stream.peek(_GUESS_SAMPLE)[:_GUESS_SAMPLE]
    if kind := binary_kind(sample):
        raise RejectedInputError("binary", kind)
    encoding = _encoding_of_sample(sample)
    if sample.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    if encoding == "utf-8":
        return stream, encoding
    return io.BufferedReader(_Recoded(stream, encoding), _GUESS_SAMPLE), encoding


class _Recoded(io.RawIOBase):
    """A stream in another encoding, as UTF-8."""

    def __init__(self, stream: ByteStream, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ahead = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._ahead:
            piece = self._stream.read1(_GUESS_SAMPLE)
            self._ahead = self._decoder.decode(piece, final=not piece).encode("utf-8", "replace")
            if not piece:
                break
        taken, self._ahead = self._ahead[: len(view)], self._ahead[len(view) :]
        view[: len(taken)] = taken
        return len(taken)


def _encoding_of_sample(sample: bytes) -> str:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            # The generic codecs take the mark away.
            return encoding if encoding == "utf-8" else encoding[:6]
    if b"\0" in sample and (wide := _wide_encoding(sample)):
        return wide
    if is_control_heavy(sample):
        raise RejectedInputError("binary", "control characters")
    # The sample may end within a character.
    whole = sample[: max((sample.rfind(b"\n") + 1), 0)] or sample
    encoding = decode(whole)[1]
    return "utf-8" if encoding.startswith("utf-8") else encoding.removesuffix("+replaced")


def _decode_as(data: bytes, encoding: str) -> tuple[str, str]:
    if encoding == "utf-8":
        return decode_line(data)
    text = data.decode(encoding, "replace")
    if is_control_heavy_text(text):
        raise RejectedInputError("binary", "control characters")
    return text, encoding if "\ufffd" not in text else f"{encoding}+replaced"


def _wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without a mark: of mostly western text every other byte, or three in four, is NUL."""
    if len(data) < 2:
        return None
    even, odd = data[0:4096:2], data[1:4096:2]
    share_even, share_odd = even.count(0) / len(even), odd.count(0) / max(len(odd), 1)
    if min(share_even, share_odd) > 0.4:
        return "utf-32-le" if share_odd > share_even or data[0] else "utf-32-be"
    if max(share_even, share_odd) < 0.4:
        return None
    return "utf-16-le" if share_odd > share_even else "utf-16-be"


def _decode_legacy(data: bytes, hint: str | None, *, is_html: bool) -> tuple[str, str]:
    """Decode what is not UTF-8."""
    for label in (hint, _declared_in_page(data) if is_html else None):
        codec = _codec_of_label(label)
        if codec and (text := _decode_strictly(data, codec)) is not None:
            return text, codec
    if _is_mostly_utf8(data):
        return decode_line(data)
    codec = _guess(data)
    text = _decode_strictly(data, codec)
    return (text, codec) if text is not None else (data.decode("cp1252", "replace"), "cp1252+replaced")


def _codec_of_label(label: str | None) -> str | None:
    if not label or not _LABEL.match(label):
        return None
    try:
        return _DECLARABLE.get(codecs.lookup(label).name)
    except LookupError:
        return None


def _declared_in_page(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:_META_WITHIN]) or _XML_ENCODING.search(data[:_META_WITHIN])
    return found[1].decode("ascii") if found else None


def _decode_strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII fit UTF-8 than do not; by chance hardly any fits."""
    unfit = data.decode("utf-8", "replace").count("\ufffd")
    fit = len(data.decode("utf-8", "ignore")) - len(data.translate(None, _HIGH_BYTES))
    return fit > unfit


def _guess(data: bytes) -> str:
    letters = len(data) - len(data.translate(None, _LETTER_BYTES))
    if letters <= _MOST_LETTERS_OF_ENGLISH * len(data):
        return "cp1252"
    best = from_bytes(data[:_GUESS_SAMPLE]).best()
    return best.encoding if best else "cp1252"
