"""The explorer behind a real server on a free port, in a thread of the test's process."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from flows.explorer.app import build_app
from flows.explorer.safety import Names
from warehouse.apart import QueryProcesses


@contextmanager
def exploring(warehouse: Path) -> Iterator[str]:
    """Serve a warehouse and give the address, without a slash at its end."""
    app = build_app(warehouse, Names.for_host("127.0.0.1"), QueryProcesses())
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def asking(warehouse: Path) -> Iterator[httpx.Client]:
    """Serve a warehouse and give a client that is no browser."""
    with exploring(warehouse) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client
