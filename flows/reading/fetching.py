"""Fetching: the bytes of remote files, as streams like those of local ones, with the next small files on their way."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Any, Protocol

from flows.reading.listing import Found
from flows.reading.names import uri_of_path
from flows.reading.records import MEBIBYTE, RejectedInputError
from flows.reading.remote import RemoteFile
from flows.reading.stores import RemoteError, Store

AT_ONCE = 16
"""Files on their way together: objects of a few kilobytes cost a round trip each, 20 to 100 ms, and hardly more."""
SMALL = MEBIBYTE
"""Bytes up to which a file is fetched whole: 16 MiB are held at most."""
_PIECE = 4 * MEBIBYTE
"""Bytes asked for at once of larger files."""


class Ledger(Protocol):
    """What is known of remote files, so that those unchanged are not fetched again."""

    def is_unchanged(self, uri: str, version: str) -> bool: ...

    def finished(self, uri: str, version: str) -> None:
        """Note that a file was read to its end, whether or not what it held could be used."""


def fetch_ahead(found: Iterable[Found], ledger: Ledger | None) -> Iterator[Found]:
    """Give what was found and is not known to be unchanged, in its order, with the next small files on their way.

    Only filesystems that work asynchronously can be asked for several at once; others are read one by one.
    """
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fetch")
    waiting: deque[Found] = deque()
    try:
        for item in _changed(found, ledger):
            waiting.append(_begin(pool, item))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _changed(found: Iterable[Found], ledger: Ledger | None) -> Iterator[Found]:
    for item in found:
        if item.remote is None or item.reason:
            yield item
            continue
        remote = item.remote.looked_at()
        version = remote.entry.version
        if not (ledger and version and ledger.is_unchanged(uri_of_path(item.path), version)):
            yield replace(item, remote=remote, reason=remote.reason)


def _begin(pool: ThreadPoolExecutor, item: Found) -> Found:
    file = item.remote
    if file is None or not _is_fetched_whole(file):
        return item
    return replace(item, remote=replace(file, data=pool.submit(file.store.fs.cat_file, file.entry.path)))


def _is_fetched_whole(file: RemoteFile) -> bool:
    """Whether a file is small; of a web server, which may send what it likes, nothing is taken without looking."""
    is_small = file.entry.size is not None and file.entry.size <= SMALL
    can_wait = bool(file.store.fs.async_impl) and not file.store.is_web
    return is_small and can_wait and not file.reason and file.format is not None


def open_remote(file: RemoteFile) -> RemoteStream:
    """Open a file, or what was fetched of it; raises RemoteError, and RejectedInputError where it has changed."""
    if file.data is None:
        # A web server is asked once and listened to: few know how to send pieces. Parquet is read in pieces only.
        piece = 0 if file.store.is_web and file.format != "parquet" else _PIECE
        opened = file.store.ask(file.store.fs.open, file.entry.path, "rb", block_size=piece)
        return RemoteStream(file.store, opened)
    data = file.store.ask(file.data.result)
    if len(data) != file.entry.size:
        raise RejectedInputError("changed_while_read")
    return RemoteStream(file.store, io.BytesIO(data))


def has_changed(file: RemoteFile) -> bool:
    """Whether another version stands where a file was read piece by piece; raises RemoteError."""
    if file.data is not None or file.entry.version is None:
        return False
    now = file.store.look(file.entry.path)
    return now is None or now.version != file.entry.version


class RemoteStream(io.RawIOBase):
    """A file of fsspec as a raw stream; `failure` is what the other side raised.

    Readers of formats take an error for damage: whoever opened the stream looks here for what it was.
    """

    def __init__(self, store: Store, file: Any) -> None:
        self._store, self._file = store, file
        self.failure: RemoteError | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece: bytes = self._ask(self._file.read, len(view))
        view[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._ask(self._file.seek, offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if not self.closed:
            with suppress(Exception):  # what was read is read
                self._file.close()
        super().close()

    def _ask[R](self, function: Callable[..., R], *args: object) -> R:
        try:
            return self._store.ask(function, *args)
        except RemoteError as error:
            self.failure = error
            raise
