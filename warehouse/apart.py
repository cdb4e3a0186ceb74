"""Ad-hoc queries in processes of their own, which can be ended and whose memory the system itself holds down.

DuckDB's limit does not see all that a query takes (a text of a gigabyte in every row), nor does a query notice at once
that it is to stop. A server that others depend on must not go down with it.
"""

import contextlib
import multiprocessing
import multiprocessing.forkserver
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import polars as pl

from warehouse.connect import WarehouseMissingError, WarehouseUnreadableError
from warehouse.query import QueryError, QueryTimeoutError, run_sql


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: DuckDB has the memory to itself, and its answer as much again."""

    seconds: float
    memory_mb: int
    most_rows: int


GRACE_SECONDS = 2.0
"""What a process is given beyond its time to stop by itself and say so."""
_SHARE = 4
"""Times the memory of a query that its process may take in all: the answer stands there up to three times."""
_FOR_ITSELF = 500_000_000
"""Bytes of address space that threads and allocators reserve whatever the query."""
_STATM = Path("/proc/self/statm")
"""Where Linux tells how much a process has; elsewhere only DuckDB's own limit holds."""


class QueryProcesses:
    """Answers queries apart; safe to use from several threads.

    Processes are forks of one that has loaded this module and has no thread, so that they start in 50 ms; `preload`
    names what the program's own main module imports, which each of them would load again otherwise.
    """

    def __init__(self, *preload: str) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([__name__, *preload])
        multiprocessing.forkserver.ensure_running()  # it loads while the first reader still types
        self._running: set[BaseProcess] = set()
        self._has_ended = False
        self._lock = threading.Lock()

    def run_sql(self, published: Path, sql: str, limits: Limits) -> pl.DataFrame:
        """Answer one query as `warehouse.query.run_sql` does, with the same errors."""
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_answer, args=(theirs, published, sql, limits), daemon=True)
        with ours, self._started(process):
            theirs.close()
            if not ours.poll(limits.seconds + GRACE_SECONDS):
                raise QueryTimeoutError(f"the query was stopped after {limits.seconds:g} seconds")
            try:
                answer = ours.recv()
            except EOFError:
                raise _too_large(limits) from None
        if isinstance(answer, Exception):
            raise answer
        return pl.read_ipc(BytesIO(answer))

    def end(self) -> None:
        """End all queries that are being answered, and those that come later."""
        with self._lock:
            self._has_ended = True
            for process in self._running:
                process.kill()

    @contextmanager
    def _started(self, process: BaseProcess) -> Iterator[None]:
        process.start()
        with self._lock:
            self._running.add(process)
            if self._has_ended:
                process.kill()
        try:
            yield
        finally:
            with self._lock:
                self._running.remove(process)
            process.kill()
            process.join()


def _answer(pipe: Connection, published: Path, sql: str, limits: Limits) -> None:
    """Answer a query in this process, which does nothing else, through a pipe: the rows, or an error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's to deal with
    _hold_memory(_FOR_ITSELF + _SHARE * limits.memory_mb * 1_000_000)
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        pipe.send(_rows_or_error(published, sql, limits))


def _rows_or_error(published: Path, sql: str, limits: Limits) -> bytes | Exception:
    try:
        frame = run_sql(
            published,
            sql,
            seconds=limits.seconds,
            memory=f"{limits.memory_mb}MB",
            most_rows=limits.most_rows,
            most_bytes=limits.memory_mb * 1_000_000,
        )
        buffer = BytesIO()
        frame.write_ipc(buffer)
        return buffer.getvalue()
    except (QueryError, WarehouseMissingError, WarehouseUnreadableError) as error:
        return type(error)(str(error))
    except MemoryError:
        return _too_large(limits)


def _too_large(limits: Limits) -> QueryError:
    return QueryError(f"the query needs more memory than it may take ({limits.memory_mb} MB)")


def _hold_memory(more: int) -> None:
    """Let this process take so many bytes more than it has."""
    if _STATM.exists():
        present = int(_STATM.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (present + more, present + more))
