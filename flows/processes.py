"""Where the heavy steps run: in worker processes that hold the parser, or in this one."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Protocol

from flows.settings import Settings
from flows.workshop import open_workshop


class Workers(Protocol):
    """Somewhere a function of picklable arguments can be called."""

    def call[**P, R](self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R: ...


class HereWorkers:
    """Call in this process: on a machine of a Dask cluster, and in tests."""

    def call[**P, R](self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)


class ProcessWorkers:
    """Call in a pool of processes; a thread of the caller waits for each call."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def call[**P, R](self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self._pool.submit(function, *args, **kwargs).result()


@contextmanager
def start_workers(settings: Settings, *, most: int) -> Iterator[Workers]:
    """Start at most `most` processes; they load the parser at once, while the caller does something else.

    They are spawned, not forked: a fork of a process with threads may hold a lock that nobody frees.
    """
    count = max(1, min(settings.workers, most))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, context, initializer=_prepare, initargs=(settings,)) as pool:
        for _ in range(count):
            pool.submit(int)
        yield ProcessWorkers(pool)


def _prepare(settings: Settings) -> None:
    _ = open_workshop(settings).analyst
