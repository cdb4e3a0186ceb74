"""Questions in SQL: one reading statement, within limits, in a process of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import parse_qsl

import polars as pl
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from flows.commands.sql import as_plain
from flows.explorer.desk import Desk, fields_of
from flows.explorer.downloads import MEDIA, MOST_ROWS, as_file
from flows.explorer.safety import without_nul
from warehouse.apart import Limits, QueryProcesses
from warehouse.catalog import SCHEMAS, Relation, relations
from warehouse.connect import Connection
from warehouse.query import QueryError

SECONDS = 30.0
"""Thirty times what any view takes at 100,000 articles."""
MEMORY_MB = 1_000
"""Enough for every view at 100,000 articles."""
AT_ONCE, WAIT_SECONDS = 2, 10.0
"""Questions answered at the same time, and how long another waits: each may take the memory above and a processor."""
SHOWN_ROWS = 500
"""Rows on a page; a download has all."""
LONGEST = 100_000
"""Bytes of a form: longer than any question that a person asks."""


class BusyError(QueryError):
    """Other questions are being answered."""


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    query: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The first rows of an answer, how many there are, and what it took."""

    columns: list[str]
    rows: list[tuple[object, ...]]
    total: int
    milliseconds: int


class Questions:
    """Answers questions in SQL."""

    def __init__(self, desk: Desk, processes: QueryProcesses) -> None:
        self._desk, self._processes = desk, processes
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._examples = read_examples()

    def form(self, request: Request) -> Response:
        """Show the form; a question in the address is filled in, but only the reader can ask it."""
        return self._page(request, fields_of(request).get("query", self._examples[0].query))

    async def ask(self, request: Request) -> Response:
        """Answer the question of the form on a page, or as a file where the form says so."""
        fields = await _form(request)
        query, form = fields.get("query", ""), fields.get("format", "")
        answer = self._download if form in MEDIA else self._answer
        return await run_in_threadpool(answer, request, query, form)

    def _answer(self, request: Request, query: str, _form: str) -> Response:
        begun = time.perf_counter()
        try:
            frame = self._run(query)
        except QueryError as error:
            return self._page(request, query, status=400, error=str(error))
        shown = list(as_plain(frame.head(SHOWN_ROWS)).iter_rows())
        milliseconds = round(1000 * (time.perf_counter() - begun))
        return self._page(request, query, reply=Reply(frame.columns, shown, frame.height, milliseconds))

    def _download(self, request: Request, query: str, form: str) -> Response:
        try:
            return as_file(self._run(query), form, "answer")
        except QueryError as error:
            return self._page(request, query, status=400, error=str(error))

    def _run(self, query: str) -> pl.DataFrame:
        with self._slot():
            limits = Limits(seconds=SECONDS, memory_mb=MEMORY_MB, most_rows=MOST_ROWS)
            return self._processes.run_sql(self._desk.published.path, query, limits)

    @contextmanager
    def _slot(self) -> Iterator[None]:
        if not self._slots.acquire(timeout=WAIT_SECONDS):
            raise BusyError("other questions are still being answered; ask again in a while")
        try:
            yield
        finally:
            self._slots.release()

    def _page(
        self, request: Request, query: str, *, status: int = 200, error: str | None = None, reply: Reply | None = None
    ) -> Response:
        return self._desk.page(
            request,
            "sql.html",
            status,
            query=query,
            error=error,
            reply=reply,
            examples=self._examples,
            catalog=self._desk.published.once(list_relations),
            shown_rows=SHOWN_ROWS,
            seconds=SECONDS,
        )


def list_relations(connection: Connection) -> list[Relation]:
    """Return the tables and views of a file with their columns and comments."""
    return [relation for schema in SCHEMAS for relation in relations(connection, schema)]


def read_examples() -> list[Example]:
    """Return the questions of `examples.sql`: a line of comment, then the question itself."""
    text = files("flows.explorer").joinpath("examples.sql").read_text(encoding="utf-8")
    parts = (part.strip().partition("\n") for part in text.split(";\n"))
    return [Example(title.removeprefix("-- "), query) for title, _, query in parts if query]


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form as browsers send it; raises HTTPException for one that is too long."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise HTTPException(413, "That question is too long.")
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return without_nul(pairs, LONGEST)
