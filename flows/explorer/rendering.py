"""Templates, and what they may call."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from flows.explorer.layout import LEGEND
from flows.explorer.safety import web_address
from flows.markings import printable

_ARTICLE_IDS = frozenset({"article_id", "duplicate_of", "of_article_id"})
_ROW_IDS = frozenset(
    f"{name}_id"
    for name in (
        *("entity", "person", "organization", "speaker", "claimant", "actor", "recipient", "reported_by"),
        *("story", "mention", "role", "quote", "quantity", "event"),
    )
) | {"part_of"}
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def make_templates() -> Environment:
    """Return the templates; every value they show is escaped."""
    templates = Environment(
        loader=PackageLoader("flows.explorer"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(day=day, cell=cell, shown=printable, web_address=web_address)
    templates.globals.update(link=link, row_link=row_link, legend=LEGEND)
    return templates


def page(templates: Environment, template: str, code: int = 200, **values: Any) -> HTMLResponse:
    """Return a page made from a template."""
    text = templates.get_template(template).render(**values)
    return HTMLResponse(text.encode("utf-8", "replace"), code)


def link(path: str, **parameters: object) -> str:
    """Return an address on this server; parameters without a value are left out."""
    given = {name: str(value) for name, value in parameters.items() if value not in {None, "", False}}
    return f"{path}?{urlencode(given)}" if given else path


def row_link(column: str, value: object) -> str | None:
    """Return where the row is shown that a column of ids names; None for other columns and for no id."""
    if not isinstance(value, str):
        return None
    if column in _ARTICLE_IDS:
        return f"/articles/{quote(value, safe='')}"
    return link("/row", id=value) if column in _ROW_IDS else None


def day(value: date | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else "undated"


def cell(value: Any) -> str:
    """Return a value of a row as text: whole numbers plain, lists in a line."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{value:.0f}"
    return printable("; ".join(map(str, value)) if isinstance(value, list) else value)


def ago(moment: float) -> str:
    """Say how long ago a moment (in seconds since 1970) was."""
    seconds = datetime.now(UTC).timestamp() - moment
    for length, unit in _UNITS:
        if (count := int(seconds // length)) > 0:
            return f"{count} {unit}{'s' * (count > 1)} ago"
    return "just now"
