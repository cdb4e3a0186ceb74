"""Opening the door: a socket, what is said about it, and the server behind it."""

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from flows.exits import AddressError
from flows.explorer.app import build_app
from flows.explorer.safety import Names, is_loopback
from warehouse.apart import QueryProcesses
from warehouse.following import open_searcher


def serve(warehouse: Path, host: str, port: int, tell: Callable[[str, bool], None]) -> None:
    """Serve the explorer until it is interrupted; `port` 0 takes any that is free.

    `tell` is given the address, and whether others than this machine can reach it, as soon as requests are taken.
    Raises WarehouseMissingError, WarehouseUnreadableError and AddressError.
    """
    open_searcher(warehouse).close()
    processes = QueryProcesses("flows.cli")
    app = build_app(warehouse, Names.for_host(host), processes)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=2
    )
    with _listen(host, port) as listener:
        tell(_address(host, listener), not is_loopback(host))
        _Server(config, processes).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server whose end does not wait for long questions."""

    def __init__(self, config: uvicorn.Config, processes: QueryProcesses) -> None:
        super().__init__(config)
        self._processes = processes

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._processes.end()
        super().handle_exit(sig, frame)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise AddressError(f"cannot listen on {host} port {port}: {error}; --port 0 takes any that is free") from error


def _address(host: str, listener: socket.socket) -> str:
    """Return what to type into a browser on this machine."""
    name = "127.0.0.1" if _is_any(host) else f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
