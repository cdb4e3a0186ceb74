"""Limits on the whole process, for what DuckDB's own limits do not reach.

A scalar function that builds one huge text allocates past DuckDB's memory limit, and an interrupt waits until it has
returned: `repeat('x', 3000000000)` took gigabytes and minutes after its time was up.
"""

import os
import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_MEMORY = 4 << 30
"""Bytes of data of a process that answers one query: twice DuckDB's share, for the answer and the interpreter."""
GRACE_SECONDS = 5.0
"""What an interrupt may take to be heard, once a query's time is up, before the process ends."""


@contextmanager
def bounded(seconds: float, exit_code: int) -> Iterator[None]:
    """Give the block so much time, and the process so much memory while it runs.

    When the time and the grace are over the process ends with a line on standard error and the exit code: nothing less
    stops a function that does not listen. An allocation beyond the memory fails, as an error of whoever asked for it.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    watchdog = threading.Timer(seconds + GRACE_SECONDS, _end, (seconds, exit_code))
    watchdog.daemon = True
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _end(seconds: float, exit_code: int) -> None:
    sys.stderr.write(f"newsledger: the query did not stop after {seconds:g} seconds: the process ends\n")
    sys.stderr.flush()
    os._exit(exit_code)
