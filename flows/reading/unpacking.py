"""Unpacking: gzip and zstd streams told by their first bytes, read in bounded pieces under the limits."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa

from flows.reading.records import ReadLimits, RejectedInputError

GZIP_MAGIC, ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS  # a gzip header and trailer are expected
_PIECE = 1 << 16
_READ = 1 << 20

type ByteStream = io.BufferedReader[Any]


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a packed stream; raises RejectedInputError when damaged or past the limits."""

    def __init__(self, packed: BinaryIO, limits: ReadLimits) -> None:
        self._packed, self._limits = packed, limits
        self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._given

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._unpack(min(len(view), _PIECE))
        view[: len(piece)] = piece
        self._given += len(piece)
        self._hold_limits()
        return len(piece)

    def _unpack(self, size: int) -> bytes:
        raise NotImplementedError

    def take(self) -> bytes:
        piece = self._packed.read(_PIECE)
        self._taken += len(piece)
        return piece

    def _hold_limits(self) -> None:
        limits = self._limits
        if self._given > limits.max_unpacked_bytes:
            raise RejectedInputError("zip_bomb", f"more than {limits.max_unpacked_bytes} bytes")
        if self._given > max(limits.unpacking_ratio_from, limits.max_unpacking_ratio * self._taken):
            raise RejectedInputError("zip_bomb", f"more than {limits.max_unpacking_ratio} times its size")


class _Gunzipped(_Unpacked):
    """All members of a gzip stream, one after the other (RFC 1952, section 2.2); padding zeros may follow."""

    def __init__(self, packed: BinaryIO, limits: ReadLimits) -> None:
        super().__init__(packed, limits)
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._ahead = b""

    def _unpack(self, size: int) -> bytes:
        while True:
            if self._member.eof and not self._next_member():
                return b""
            source = self._ahead or self.take()
            if not source:
                raise RejectedInputError("broken_archive", "the gzip stream ends early")
            try:
                piece = self._member.decompress(source, size)
            except zlib.error as error:
                raise RejectedInputError("broken_archive", str(error)) from error
            self._ahead = self._member.unconsumed_tail or self._member.unused_data
            if piece:
                return piece

    def _next_member(self) -> bool:
        self._ahead = self._ahead.lstrip(b"\0")
        while not self._ahead:
            piece = self.take()
            if not piece:
                return False
            self._ahead = piece.lstrip(b"\0")
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        return True


class _Unzstandard(_Unpacked):
    """All frames of a zstd stream (RFC 8878), by Arrow, which tells a stream that ends early from a whole one."""

    def __init__(self, packed: BinaryIO, limits: ReadLimits) -> None:
        super().__init__(packed, limits)
        self._stream = pa.CompressedInputStream(pa.PythonFile(_Taken(self), mode="r"), "zstd")

    def _unpack(self, size: int) -> bytes:
        try:
            piece: bytes = self._stream.read(size)
        except (pa.ArrowException, OSError) as error:
            raise RejectedInputError("broken_archive", str(error)) from error
        return piece


class _Taken:
    """The packed side of an unpacking stream as a file, so that what is taken is counted."""

    closed = False

    def __init__(self, unpacked: _Unpacked) -> None:
        self._unpacked = unpacked

    def read(self, _size: int | None = None) -> bytes:
        return self._unpacked.take()

    def close(self) -> None:
        """Leave the file open: who opened it closes it."""


def unpack(stream: ByteStream, limits: ReadLimits) -> ByteStream:
    """Give the unpacked form of a stream that starts like gzip or zstd, any other as it is.

    The first bytes decide, not the name: servers send `.gz` unpacked and pack without saying so.
    Raises RejectedInputError where the unpacked bytes are packed again.
    """
    head = stream.peek(4)[:4]
    unpacked: ByteStream
    if head.startswith(GZIP_MAGIC):
        unpacked = io.BufferedReader(_Gunzipped(stream, limits), _PIECE)
    elif head == ZSTD_MAGIC:
        unpacked = io.BufferedReader(_Unzstandard(stream, limits), _PIECE)
    else:
        return stream
    if unpacked.peek(4)[:4].startswith((GZIP_MAGIC, ZSTD_MAGIC)):
        raise RejectedInputError("binary", "packed more than once")
    return unpacked


def read_up_to(stream: ByteStream, limit: int) -> bytes:
    """Read a whole stream; raises RejectedInputError, having read no more than a little past it, beyond the limit."""
    pieces, size = [], 0
    while piece := stream.read(_READ):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise RejectedInputError("too_large", f"more than {limit} bytes")
    return b"".join(pieces)


def bounded_lines(stream: ByteStream, limit: int) -> Iterator[bytes | None]:
    """Give a stream's lines with their ends; None in place of a line longer than the limit, which is skipped."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
        else:
            yield None
            while not line.endswith(b"\n") and line:
                line = stream.readline(_READ)
