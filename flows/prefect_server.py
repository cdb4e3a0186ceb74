"""The Prefect server a run reports to: the user's (PREFECT_API_URL), or one of our own for as long as it is needed.

Prefect would start one too, but only when the flow is called, and after importing the whole server into the calling
process. Here it starts at once, beside the imports, and it cannot outlive who started it: it stops when its standard
input closes, which the kernel does even after kill -9.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.settings import Settings

HOST = "127.0.0.1"
ADDRESS = "PREFECT_API_URL"
STARTUP_SECONDS = 600
"""Longer than any server took: the first one of a folder makes its database, and the machine may be slow and busy."""
PAUSE_SECONDS = 0.1


class PrefectServerError(RuntimeError):
    """Prefect's server did not start; the message names its log."""


@contextmanager
def prefect_server(settings: Settings) -> Iterator[Callable[[], None]]:
    """Start a server and give a function that waits until it answers; nothing is started where the user has one.

    Sets PREFECT_API_URL meanwhile, so Prefect must be imported inside. Waiting raises PrefectServerError when the
    server ends before it answers, or has not answered after `STARTUP_SECONDS`.
    """
    if os.environ.get(ADDRESS):
        yield lambda: None
        return
    port, log = _free_port(), settings.folder / "prefect" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as written, _started(port, written.fileno()) as server:
        os.environ[ADDRESS] = f"http://{HOST}:{port}/api"
        try:
            yield lambda: _wait(server, port, log)
        finally:
            del os.environ[ADDRESS]


@contextmanager
def _started(port: int, log: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "flows.prefect_server", str(port)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)  # noqa: S603 - our own module
    try:
        yield server
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + STARTUP_SECONDS
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > until:
            raise PrefectServerError(f"Prefect's server did not start on port {port}; see {log}")
        time.sleep(PAUSE_SECONDS)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=STARTUP_SECONDS)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


def _stop_when_input_closes() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve Prefect's API on loopback at the port given, until the standard input closes."""
    threading.Thread(target=_stop_when_input_closes, daemon=True).start()
    from prefect.cli import app  # noqa: PLC0415 - the watch above must stand before anything that takes seconds

    sys.argv[1:] = ["server", "start", "--host", HOST, "--port", sys.argv[1], "--no-ui", "--log-level", "ERROR"]
    app()


if __name__ == "__main__":
    main()
