"""What every page needs: the published file and the templates."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from flows.explorer.rendering import ago, make_templates, page
from flows.explorer.safety import without_nul
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

    def page(self, request: Request, template: str, code: int = 200, **values: Any) -> HTMLResponse:
        """Return a page with what the frame around every page says."""
        about = {"path": str(self.published.path), "published": self._age(), "here": request.url.path}
        return page(self._templates, template, code, about=about, **values)

    def _age(self) -> str | None:
        try:
            return ago(self.published.path.stat().st_mtime)
        except FileNotFoundError:
            return None


def fields_of(request: Request) -> Mapping[str, str]:
    """Return the parameters of an address."""
    return without_nul(request.query_params.multi_items(), LONGEST_FIELD)
