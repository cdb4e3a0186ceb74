"""The pages that are read: the search, an article, the row of a fact."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from flows.explorer.asking import understand
from flows.explorer.desk import Desk, fields_of
from flows.explorer.downloads import MEDIA, MOST_ROWS, as_file
from flows.explorer.layout import MOST_CHARACTERS, as_received, excerpt, lay_out, style_of
from flows.markings import passage_around
from warehouse.articles import Fact, ReadArticle, latest_statements, read_article
from warehouse.catalog import column_comments
from warehouse.connect import Connection
from warehouse.lookup import Found, find_row
from warehouse.overview import take_overview
from warehouse.profiles import about_entity
from warehouse.search import Answer, search, search_all

PAGE_ROWS = 20
LAST_PAGE = 50_000
"""A million articles in; a greater number is a mistake."""
STATEMENTS = 12
"""Of a person, shown on the page of its row; `mart.who_said_what` has all."""
EXCERPT = 260
"""Characters of an article shown in a list: about two lines and a half."""


class Pages:
    """Answers requests for what the file holds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def search(self, request: Request) -> Response:
        """List the articles that are asked for, the newest where nothing is."""
        fields = fields_of(request)
        number = min(int(fields["page"]), LAST_PAGE) if fields.get("page", "").isdecimal() else 1
        number = max(number, 1)
        with self._desk.published.reading() as connection:
            asked = understand(connection, fields)
            answer = search(connection, asked.wanted, limit=PAGE_ROWS, offset=(number - 1) * PAGE_ROWS)
        return self._desk.page(
            request,
            "search.html",
            asked=asked,
            answer=answer,
            excerpts=_excerpts(answer),
            overview=self._desk.published.once(take_overview),
            number=number,
            last=max(1, -(-answer.total // PAGE_ROWS)),
        )

    def download(self, request: Request) -> Response:
        """Give all articles of a search as a file."""
        form = request.path_params["form"]
        if form not in MEDIA:
            raise HTTPException(404)
        with self._desk.published.reading() as connection:
            asked = understand(connection, fields_of(request))
            frame = search_all(connection, asked.wanted, most_rows=MOST_ROWS)
        return as_file(frame, form, "articles")

    def article(self, request: Request) -> Response:
        """Show an article with its facts in place; `fact` names one to show as a row, `view=raw` shows the raw text."""
        fields = fields_of(request)
        with self._desk.published.reading() as connection:
            article = _article(connection, request)
            chosen = _chosen(connection, article, fields.get("fact", ""))
        is_raw = fields.get("view") == "raw"
        return self._desk.page(
            request,
            "article.html",
            article=article,
            counts=_count_styles(article.facts),
            sections=[] if is_raw else lay_out(article),
            raw=as_received(article) if is_raw else None,
            is_cut=len(article.row["text"]) > MOST_CHARACTERS,
            most_characters=MOST_CHARACTERS,
            chosen=chosen,
        )

    def fact(self, request: Request) -> Response:
        """Give the row of a fact as the part of an article's page that shows it."""
        with self._desk.published.reading() as connection:
            article = _article(connection, request)
            chosen = _chosen(connection, article, fields_of(request).get("fact", ""))
        if chosen is None:
            raise HTTPException(404)
        return self._desk.page(request, "fact.html", article=article, chosen=chosen)

    def row(self, request: Request) -> Response:
        """Show any row by its id, with the passage it rests on; of an entity what all articles say of it."""
        row_id = fields_of(request).get("id", "")
        with self._desk.published.reading() as connection:
            found = find_row(connection, row_id)
            if found is None:
                raise HTTPException(404)
            comments = column_comments(connection, "main", found.table)
            is_entity = found.table == "entities"
            about = about_entity(connection, row_id) if is_entity else None
            statements = latest_statements(connection, row_id, limit=STATEMENTS) if is_entity else []
        chosen = _shown(row_id, found, comments, [])
        return self._desk.page(request, "row.html", row_id=row_id, chosen=chosen, entity=about, statements=statements)


def _article(connection: Connection, request: Request) -> ReadArticle:
    article = read_article(connection, request.path_params["article_id"].replace("\0", ""))
    if article is None:
        raise HTTPException(404)
    return article


def _chosen(connection: Connection, article: ReadArticle, key: str) -> dict[str, Any] | None:
    """Return the row of one of an article's facts, and the other facts that share characters with it."""
    fact = next((fact for fact in article.facts if fact.key == key), None)
    found = find_row(connection, key) if fact else None
    if fact is None or found is None:
        return None
    others = [other for other in article.facts if other is not fact and _overlap(fact, other)]
    return _shown(key, found, column_comments(connection, "main", found.table), others)


def _shown(key: str, found: Found, comments: Mapping[str, str], others: list[Fact]) -> dict[str, Any]:
    """Return what a template needs to show a row."""
    has_place = found.text is not None and found.char_start is not None and found.char_end is not None
    return {
        "key": key,
        "table": found.table,
        "row": found.row,
        "comments": comments,
        "others": others,
        "passage": passage_around(found.text or "", found.char_start or 0, found.char_end or 0) if has_place else None,
    }


def _overlap(one: Fact, other: Fact) -> bool:
    return one.char_start < other.char_end and other.char_start < one.char_end


def _excerpts(answer: Answer) -> dict[str, Any]:
    return {row["article_id"]: excerpt(row["body"] or "", answer.forms, EXCERPT) for row in answer.rows}


def _count_styles(facts: list[Fact]) -> Counter[str]:
    return Counter(style_of(fact) for fact in facts)
