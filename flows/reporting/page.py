"""The page: all sections told from one open warehouse file, put into the templates."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from flows.markings import printable
from flows.reporting.charts import COLOURS
from flows.reporting.questions import Questions
from flows.reporting.receipts import ADDRESS, Card, Receipts
from flows.reporting.scope import Asked, set_scope
from flows.reporting.sections.coverage import tell_coverage
from flows.reporting.sections.figures import tell_conflicts, tell_series
from flows.reporting.sections.pairs import tell_pairs
from flows.reporting.sections.quality import tell_quality
from flows.reporting.sections.roles import tell_roles
from flows.reporting.sections.speakers import tell_speakers
from flows.reporting.sections.stories import tell_stories
from flows.reporting.wording import say_count, say_day, say_days
from warehouse.connect import open_reader
from warehouse.place import Place

TEMPLATES = Path(__file__).with_name("templates")
TELLERS: Mapping[str, tuple[str, Callable[[Questions, Receipts], Any]]] = {
    "coverage": ("Coverage", tell_coverage),
    "stories": ("Leading stories", tell_stories),
    "speakers": ("Who spoke most", tell_speakers),
    "series": ("Figures over time", tell_series),
    "conflicts": ("Figures in conflict", tell_conflicts),
    "pairs": ("Country pairs", tell_pairs),
    "roles": ("Roles", tell_roles),
    "quality": ("Data quality", tell_quality),
}
"""Heading and teller of each section, in the order of the page."""
SECTIONS: Mapping[str, str] = {section: heading for section, (heading, _) in TELLERS.items()}


@dataclass(frozen=True, slots=True)
class Report:
    """A page and what it holds."""

    html: str
    article_count: int
    receipt_count: int


def make_report(warehouse: Place, asked: Asked) -> Report:
    """Make the report of a published file; the same file and wishes give the same page.

    Raises WarehouseMissingError, WarehouseUnreadableError, NotFoundError for a country or person that is not there, and
    QueryError for a file whose tables are not those of this version.
    """
    with open_reader(warehouse) as connection:
        questions, receipts = Questions(connection), Receipts()
        scope = set_scope(questions, asked)
        summary = questions.row("summary") or {}
        told = _told(questions, receipts)
        cards = tuple(receipts.cards(connection))
    page = _environment().get_template("page.html.j2")
    html = page.render(
        told, scope=scope, summary=summary, receipts=tuple(_by_section(cards)), sections=SECTIONS, colours=COLOURS
    )
    return Report(html, summary["article_count"], len(cards))


def _told(questions: Questions, receipts: Receipts) -> dict[str, Any]:
    """Tell the sections in the order of the page, so that receipts are numbered as numbers stand on it."""
    told = {}
    for section, (_, tell) in TELLERS.items():
        receipts.begin(section)
        told[section] = tell(questions, receipts)
    return told


def _by_section(cards: tuple[Card, ...]) -> Iterator[tuple[str, tuple[Card, ...]]]:
    for section, heading in SECTIONS.items():
        of_section = tuple(card for card in cards if card.section == section)
        if of_section:
            yield heading, of_section


def _environment() -> Environment:
    """Return templates that make all they are given harmless, and fail on a name that is not given."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": say_count, "day": say_day}
    environment.globals["say_days"] = say_days
    return environment


def _shown(value: object) -> object:
    """Return text without characters that steer a reader's screen, and not without end; autoescape does the rest."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return printable(value if len(value) <= ADDRESS else f"{value[:ADDRESS]}…")
