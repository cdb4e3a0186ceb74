"""What every page needs: the published file, what is kept of it while it stands, and the templates."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from flows.explorer.rendering import ago, make_templates, page
from flows.explorer.safety import without_nul
from warehouse.connect import Connection
from warehouse.following import Published

LONGEST_FIELD = 500
"""Characters of a parameter in an address; nobody types more into a search."""
PAGES_MEMORY = "1GB"
"""Of the pages together: ten times what a search over 50,000 articles takes."""


class Desk:
    """Serves requests from one warehouse; safe to use from several threads."""

    def __init__(self, warehouse: Path) -> None:
        self.published = Published(warehouse, memory=PAGES_MEMORY)
        self._templates = make_templates()
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[int, Any]] = {}

    def once[T](self, look: Callable[[Connection], T], connection: Connection) -> T:
        """Return what a look over the whole file gives; it is taken once for each publication."""
        version = self._published_at_ns()
        with self._lock:
            if look.__name__ not in self._kept or self._kept[look.__name__][0] != version:
                self._kept[look.__name__] = version, look(connection)
            kept: T = self._kept[look.__name__][1]
            return kept

    def page(self, request: Request, template: str, code: int = 200, **values: Any) -> HTMLResponse:
        """Return a page with what the frame around every page says."""
        about = {
            "path": str(self.published.path),
            "published": ago(self._published_at_ns() / 1e9) if self.published.path.exists() else None,
            "here": request.url.path,
        }
        return page(self._templates, template, code, about=about, **values)

    def _published_at_ns(self) -> int:
        return self.published.path.stat().st_mtime_ns


def fields_of(request: Request) -> Mapping[str, str]:
    """Return the parameters of an address."""
    return without_nul(request.query_params.multi_items(), LONGEST_FIELD)
