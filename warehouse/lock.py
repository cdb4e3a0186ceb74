"""One writer at a time: an operating system lock beside the warehouse, freed by the kernel when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WriterBusyError(RuntimeError):
    """Another writer holds the warehouse."""


@contextmanager
def writer_lock(published: Path) -> Iterator[None]:
    """Hold the right to write a warehouse: `<file>.lock` beside it, under `flock`.

    The lock file stays when the lock is freed: removing it would let two writers lock two files of one name.
    A forked child shares the lock until it ends, so pools of workers should be spawned, not forked.
    Raises WriterBusyError at once when another holds it, and OSError when the folder cannot be written.
    """
    path = beside(published, ".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(handle, path)
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
        raise WriterBusyError(f"another writer is at work on this warehouse (process {holder}, {path})") from None
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)


def beside(published: Path, suffix: str) -> Path:
    """Return the path of a companion of the published file, in the folder where the file really is."""
    real = published.resolve()
    return real.with_name(real.name + suffix)
