"""The Prefect server a run reports to: the user's (PREFECT_API_URL), that of `newsledger serve`, or one for the run.

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
    """Give a function that waits until a server answers; one is started only where none stands.

    Sets PREFECT_API_URL meanwhile, so Prefect must be imported inside. Waiting raises PrefectServerError when the
    server ends before it answers, or has not answered after `STARTUP_SECONDS`.
    """
    if os.environ.get(ADDRESS):
        yield lambda: None
    elif port := _standing(settings):
        with _address(port):
            yield lambda: None
    else:
        with _own_server(settings, _free_port(), "--no-ui") as wait:
            yield wait


@contextmanager
def standing_server(settings: Settings, port: int | None) -> Iterator[str]:
    """Start a server with Prefect's pages, give its address when it answers, and let runs into the warehouse use it.

    Where PREFECT_API_URL names one of the user's, that is given. Raises PrefectServerError when it does not start, for
    instance because the port is taken.
    """
    if theirs := os.environ.get(ADDRESS):
        yield theirs.removesuffix("/api")
        return
    chosen, note = port or _free_port(), _port_file(settings)
    with _own_server(settings, chosen, "--ui") as wait:
        wait()
        note.write_text(str(chosen), encoding="ascii")
        try:
            yield f"http://{HOST}:{chosen}"
        finally:
            note.unlink(missing_ok=True)


def _standing(settings: Settings) -> int | None:
    try:
        port = int(_port_file(settings).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return port if _answers(port) else None


def _port_file(settings: Settings) -> Path:
    return settings.folder / "prefect" / "server.port"


@contextmanager
def _own_server(settings: Settings, port: int, pages: str) -> Iterator[Callable[[], None]]:
    log = settings.folder / "prefect" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "flows.prefect_server", str(port), pages]
    with log.open("wb") as written, _started(command, written.fileno()) as server, _address(port):
        yield lambda: _wait(server, port, log)


@contextmanager
def _started(command: list[str], log: int) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)  # noqa: S603 - our own module
    try:
        yield server
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _address(port: int) -> Iterator[None]:
    os.environ[ADDRESS] = f"http://{HOST}:{port}/api"
    try:
        yield
    finally:
        del os.environ[ADDRESS]


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

    port, pages = sys.argv[1:]
    sys.argv[1:] = ["server", "start", "--host", HOST, "--port", port, pages, "--log-level", "ERROR"]
    app()


if __name__ == "__main__":
    main()
