"""A page with everything known about the names on it, for the readers of roles and references."""

from collections.abc import Mapping
from dataclasses import dataclass

from newstext.naming.pages import Page, Span


@dataclass(frozen=True, slots=True)
class Scene:
    """One page; its spans by the word they begin and end at; the entity and country of every span of the article."""

    page: Page
    by_start: Mapping[int, Span]
    by_end: Mapping[int, Span]
    id_of: Mapping[Span, str]
    country_of: Mapping[Span, str]

    def person_from(self, i: int) -> Span | None:
        """Return the person whose name begins at word `i`."""
        span = self.by_start.get(i)
        return span if span is not None and span.kind == "person" else None

    def person_to(self, i: int) -> Span | None:
        """Return the person whose name ends before word `i`."""
        span = self.by_end.get(i)
        return span if span is not None and span.kind == "person" else None


def make_scene(page: Page, id_of: Mapping[Span, str], country_of: Mapping[Span, str]) -> Scene:
    starts = {span.start: span for span in page.spans}
    ends = {span.end: span for span in page.spans}
    return Scene(page, starts, ends, id_of, country_of)
