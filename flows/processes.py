"""Where the heavy steps run: in worker processes that hold the parser."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Thread
from typing import Protocol

import expectations
from flows.exits import WorkerLostError
from flows.settings import Settings
from flows.workshop import open_workshop

COLLECTED_AT = 100_000
"""New objects at which a worker looks for garbage, 700 by default.

Parses are freed by the collector alone, and all others it walks through for nothing: 6 % of the time of understanding.
These are the objects of some 60 articles, 20 MB.
"""


class Workers(Protocol):
    """Somewhere a function of picklable arguments can be called."""

    def call[**P, R](self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R: ...


LOST = (
    "a worker process was ended from outside, perhaps for want of memory; nothing was published: "
    "run again, with fewer --workers where memory is short"
)


class ProcessWorkers:
    """Call in a pool of processes; a thread of the caller waits for each call.

    Raises WorkerLostError when a process of the pool has ended, or found no memory.
    """

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def call[**P, R](self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return self._pool.submit(function, *args, **kwargs).result()
        except (BrokenProcessPool, MemoryError):
            raise WorkerLostError(LOST) from None


class InPlaceWorkers:
    """Call in this very process: on Dask the whole task is where the work shall be done."""

    def call[**P, R](self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except MemoryError:
            raise WorkerLostError(LOST) from None


_started: ContextVar[Workers | None] = ContextVar("started", default=None)


@contextmanager
def start_workers(settings: Settings, *, most: int) -> Iterator[Workers]:
    """Start at most `most` processes, or give those that are started already.

    They load the parser at once, while the caller does something else. They are spawned, not forked: a fork of a
    process with threads may hold a lock that nobody frees.
    """
    if ready := InPlaceWorkers() if settings.dask else _started.get():
        yield ready
        return
    count = max(1, min(settings.workers, most))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, context, initializer=_prepare, initargs=(settings,)) as pool:
        for _ in range(count):
            pool.submit(int)
        token = _started.set(ProcessWorkers(pool))
        try:
            yield ProcessWorkers(pool)
        finally:
            _started.reset(token)


@contextmanager
def warming_up() -> Iterator[None]:
    """Import Great Expectations, which takes many seconds, while worker processes do the work."""
    thread = Thread(target=expectations.warm_up, daemon=True)
    thread.start()
    yield
    thread.join()


@contextmanager
def loading() -> Iterator[None]:
    """Do not look for garbage while modules and models are loaded: none is made, and looking takes a tenth longer.

    What is loaded stays, so no later look walks through it either.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _prepare(settings: Settings) -> None:
    Thread(target=_end_with_caller, daemon=True).start()
    try:
        with loading():
            _ = open_workshop(settings).analyst
    except MemoryError:
        os._exit(1)  # as the kernel would have it: the pool tells its caller, and prints no traceback
    gc.set_threshold(COLLECTED_AT)


def _end_with_caller() -> None:
    """End this process when the one that started it has; a pool does not after kill -9, and would wait for ever."""
    if caller := multiprocessing.parent_process():
        caller.join()
        os._exit(1)
