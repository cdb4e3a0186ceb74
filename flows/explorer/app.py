"""The application: which address leads to what, and what is said where something is not there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from flows.explorer.desk import Desk
from flows.explorer.pages import Pages
from flows.explorer.questions import Questions
from flows.explorer.safety import Guard, Names
from warehouse.apart import QueryProcesses
from warehouse.connect import WarehouseMissingError, WarehouseUnreadableError
from warehouse.query import QueryError

STATIC = Path(__file__).parent / "static"
NOT_HERE = "There is nothing under this address. It may have been in an earlier publication."


def build_app(warehouse: Path, names: Names, processes: QueryProcesses) -> ASGIApp:
    """Return the explorer of a warehouse as an ASGI application that answers under some names only.

    Questions in SQL are answered in the processes; whoever ends the application ends them.
    """
    desk = Desk(warehouse)
    pages, questions = Pages(desk), Questions(desk, processes)
    app = Starlette(
        routes=[
            Route("/", pages.search),
            Route("/articles.{form}", pages.download),
            Route("/articles/{article_id}", pages.article),
            Route("/articles/{article_id}/fact", pages.fact),
            Route("/row", pages.row),
            Route("/sql", questions.form),
            Route("/sql", questions.ask, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers=_handlers(desk),
    )
    return Guard(app, names)


def _handlers(desk: Desk) -> dict[Any, Callable[[Request, Exception], Response]]:
    """Return what says on a page what went wrong, by the kind of error."""

    def message(request: Request, status: int, words: str) -> Response:
        return desk.page(request, "message.html", status, status=status, words=words)

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return message(request, error.status_code, NOT_HERE if error.status_code == 404 else error.detail)

    def unreadable(request: Request, error: Exception) -> Response:
        return message(request, 503, str(error))

    def unanswered(request: Request, error: Exception) -> Response:
        return message(request, 400, str(error))

    def broken(request: Request, error: Exception) -> Response:
        return message(request, 500, f"This page could not be made ({type(error).__name__}): a fault of the explorer.")

    return {
        HTTPException: refused,
        WarehouseMissingError: unreadable,
        WarehouseUnreadableError: unreadable,
        QueryError: unanswered,
        Exception: broken,
    }
