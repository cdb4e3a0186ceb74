"""Who may ask, and what a browser may do with an answer.

The server has no accounts: it must not be reached by others. Names other than the machine's own are refused, so that
a foreign page cannot reach it by pointing its own name here (DNS rebinding); questions in SQL are taken from its own
pages only; and answers may load nothing from elsewhere, so that text from outside stays text whatever it says.
"""

import ipaddress
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = {
    "cache-control": "no-cache",  # a browser may keep what it got, but asks again before it shows it
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    # Not no-referrer: with it browsers hide the origin of our own forms, too.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Names:
    """The names under which the server may be asked. On `any_address` every address is one: only names rebind."""

    names: frozenset[str]
    any_address: bool = False

    @classmethod
    def for_host(cls, host: str) -> "Names":
        """Return the names of a server that listens on a host: on loopback only those of this machine itself."""
        if is_loopback(host):
            return cls(LOOPBACK_NAMES | {host})
        return cls(LOOPBACK_NAMES | {host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()}, True)

    def allow(self, host_header: str) -> bool:
        try:
            name = urlsplit(f"//{host_header}").hostname or ""
        except ValueError:
            return False
        return name in self.names or (self.any_address and _is_address(name))


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a host it listens on."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


class Guard:
    """Wraps an application: refuses what must not be asked, and adds `HEADERS` where an answer has none of its own."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self._refusal(scope)
            await (self._app if refusal is None else refusal)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not self._names.allow(headers.get("host", "")):
            return PlainTextResponse("This server does not go by that name.\n", 421)
        if scope["method"] == "POST" and not _is_from_own_page(headers):
            return PlainTextResponse("Questions are taken from the explorer's own pages only.\n", 403)
        return None


def _is_from_own_page(headers: Headers) -> bool:
    """Say whether no other site sends this; programs that are no browsers say nothing of where they come from."""
    origin = headers.get("origin")
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    return origin is None or origin == f"http://{headers.get('host')}"


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers


def web_address(url: Any) -> str | None:
    """Return an address that may be made a link: of the web, and of nothing that a browser would run or open."""
    try:
        parts = urlsplit(str(url or ""))
    except ValueError:
        return None
    return str(url) if parts.scheme in {"http", "https"} and parts.hostname else None


def without_nul(values: Iterable[tuple[str, str]], longest: int) -> dict[str, str]:
    """Return the fields of a form or query, the first of each name, cut to a length and without NUL characters."""
    fields: dict[str, str] = {}
    for name, value in values:
        fields.setdefault(name, value.replace("\0", "")[:longest])
    return fields


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
