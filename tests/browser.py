"""Chromium as a reader's browser: pages are driven, and what they complain of or ask for is noted.

Playwright's own browser is not downloaded; tests are skipped where the system has no Chromium.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
HERE = ("127.0.0.1", "localhost")
INSIDE = ("data", "blob", "about", "file")
"""Schemes of addresses that never leave the machine."""


@dataclass(slots=True)
class Visit:
    """A page being looked at, with its complaints (console errors, exceptions, blocked content) and its requests."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def left_the_machine(self) -> list[str]:
        """Return the requests that went elsewhere than to this machine."""
        parts = ((url, urlsplit(url)) for url in self.requests)
        return [url for url, part in parts if part.scheme not in INSIDE and part.hostname not in HERE]

    def scrolls_sideways(self) -> bool:
        """Say whether the page is wider than its window."""
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@contextmanager
def launched() -> Iterator[Any]:
    """Start the system's Chromium without a window; the test is skipped where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Any, *, viewport: dict[str, int] = DESKTOP, **options: Any) -> Iterator[Visit]:
    """Open a fresh window on an empty page; options are Playwright's for a context (color_scheme, base_url)."""
    context = browser.new_context(viewport=viewport, **options)
    visit = Visit(context.new_page())
    visit.page.on("console", lambda message: message.type == "error" and visit.complaints.append(message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    yield visit
    context.close()
