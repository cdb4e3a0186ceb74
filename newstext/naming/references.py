"""Mentions by title or by head noun: "the U.S. president", "the ministry"; only where the article leaves no doubt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newstext.naming.lexicon import Lexicon
from newstext.naming.pages import Page, Span
from newstext.naming.people import PARTIAL
from newstext.naming.roles import UNRANKED, Office, RoleReader, Seat
from newstext.naming.scene import Scene

INDEFINITE = frozenset({"a", "an", "another", "any", "every", "each", "no", "new", "next", "some"})
"""Words before a title that bring in someone new."""

STATE_LEADERS = frozenset(
    {"president", "prime minister", "chancellor", "leader", "supreme leader", "king", "queen", "emperor", "premier"}
)
"""Offices that "South Korea's leader" may mean."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Words `start` to `end` of a page that mean an entity without naming it."""

    page: int
    start: int
    end: int
    entity_id: str
    form: str


class ReferenceResolver:
    """Resolve the references by title and by head noun of one article."""

    def __init__(self, lexicon: Lexicon, reader: RoleReader) -> None:
        self._words = lexicon.words
        self._reader = reader

    def resolve(self, scenes: Sequence[Scene], offices: Sequence[Office]) -> list[Reference]:
        """Return the references by title, then those by head noun, each in text order."""
        titled = [ref for scene in scenes for ref in self._titles(scene, offices)]
        bodies = [ref for scene in scenes for ref in self._bodies(scene, scenes)]
        return [*titled, *bodies]

    def _titles(self, scene: Scene, offices: Sequence[Office]) -> Iterator[Reference]:
        page = scene.page
        used = [(office.start, office.end) for office in offices if office.page == page.number]
        for title in page.titles:
            if title.kind in UNRANKED or any(start <= title.start < end for start, end in used):
                continue
            seat = self._reader.seat(scene, title)
            if seat.body_id is not None or scene.person_from(seat.end) or not self._is_definite(page, seat):
                continue
            person = self._meant(scene, seat, offices)
            if person is not None:
                yield Reference(page.number, seat.start, seat.end, person, "title")

    def _is_definite(self, page: Page, seat: Seat) -> bool:
        before = page.words.lower[seat.start - 1] if seat.start else ""
        return before == "the" or (seat.country_code is not None and before not in INDEFINITE)

    def _meant(self, scene: Scene, seat: Seat, offices: Sequence[Office]) -> str | None:
        """Return the one person whose office fits, or of several the only one named before in the paragraph."""
        fits = {office.person_id for office in offices if _fits(office, seat)}
        if len(fits) == 1:
            return next(iter(fits))
        here = {scene.id_of.get(span) for span in scene.page.spans if span.start < seat.start} & fits
        return next(iter(here)) if len(here) == 1 else None

    def _bodies(self, scene: Scene, scenes: Sequence[Scene]) -> Iterator[Reference]:
        page, heads = scene.page, self._words["body_noun"]
        taken = {i for span in page.spans for i in range(span.start, span.end)}
        for i in range(1, len(page.words)):
            word = page.words.texts[i]
            if word not in heads or i in taken:
                continue
            possessive = page.words.before_possessive(i) != i
            if page.words.lower[i - 1] in ("the", "its") or possessive:
                meant = _last_body(word, scene, i, scenes)
                if meant is not None:
                    yield Reference(page.number, i, i + 1, meant, "title")


def _last_body(head: str, scene: Scene, i: int, scenes: Sequence[Scene]) -> str | None:
    """Return the body last named before word `i` whose name holds the head noun."""
    for earlier in reversed(scenes[: scene.page.number + 1]):
        for span in reversed(earlier.page.spans):
            if (earlier is not scene or span.start < i) and _is_body_of(earlier.id_of, span, head):
                return earlier.id_of[span]
    return None


def _is_body_of(id_of: Mapping[Span, str], span: Span, head: str) -> bool:
    kind, _, name = id_of.get(span, "").removesuffix(PARTIAL).partition(":")
    return kind == "organization" and head in name.split("-")


def _fits(office: Office, seat: Seat) -> bool:
    if seat.country_code is not None and office.country_code != seat.country_code:
        return False
    if (seat.status == "former") != (office.status == "former") or (
        seat.status == "elect" and office.status != "elect"
    ):
        return False
    if seat.status == "acting" and office.status != "acting":
        return False
    if seat.normal == "leader":
        return office.normal in STATE_LEADERS
    return office.normal == seat.normal or office.normal.endswith(" " + seat.normal)
