"""Roles of people as a passage gives them: a title before a name, after it, or given by a verb."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newstext.naming.lexicon import Lexicon
from newstext.naming.pages import Page, Span
from newstext.naming.scene import Scene
from newstext.naming.titles import PUBLIC, Title, TitleReader
from newstext.naming.words import APOSTROPHES, HYPHENS

UNRANKED = frozenset({"honorific", "occupation"})
"""Kinds of titles that are forms of address or trades: they help to find names but are no role."""

LINKING = 7
"""Words that may stand between a subject and the office a verb gives it: "assumed the role as", "was sworn in as"."""

MOST_MODIFIERS = 3
"""Countries and bodies read before one title: "South Korea's ruling Democratic Party leader"."""

LONGEST_ASIDE = 6
"""Words of the longest aside in brackets stepped over between a body and a title: a stock symbol, an abbreviation."""

MODIFYING = frozenset({"country", "capital", "organization", "group", "place"})
"""Kinds of names that may qualify a title."""


@dataclass(slots=True)
class Office:
    """A role as one passage gives it; `country_code` and `body_id` where the words themselves say them.

    `is_plain` holds where the title stands right before the name, so that the article as a whole may say its country.
    """

    person_id: str
    title: Title
    normal: str
    status: str
    country_code: str | None
    body_id: str | None
    page: int
    start: int
    end: int
    is_plain: bool


@dataclass(slots=True)
class Seat:
    """Where a title stands: its modifiers begin at `start`, its tail ("of France") ends at `end`."""

    title: Title
    start: int
    end: int
    normal: str
    status: str
    country_code: str | None = None
    body_id: str | None = None
    is_local: bool = False
    """Whether a place that is no country stands right before the title, so that the article's country is not its."""


@dataclass(frozen=True, slots=True)
class Calling:
    """An occupation that a passage gives a person: no role, but it tells namesakes apart."""

    person_id: str
    normal: str
    country_code: str | None


class RoleReader:
    """Read the offices of one page, given who and what its spans are."""

    def __init__(self, lexicon: Lexicon, titles: TitleReader) -> None:
        self._words = lexicon.words
        self._titles = titles

    def read(self, scene: Scene) -> list[Office]:
        """Return the offices of one page, those of counterparts last."""
        found: list[Office] = []
        for title in scene.page.titles:
            seat = self.seat(scene, title)
            bare = seat.normal in self._words["bare_head"] and seat.body_id is None and seat.country_code is None
            holder = None if title.kind in UNRANKED or bare else self._holder(scene, seat)
            if holder is not None:
                if self._has_ended(scene.page, seat, holder) or self._is_past(scene.page, seat, holder):
                    seat.status = "former"
                found.append(_office(scene, seat, holder))
        return [*found, *self._counterparts(scene, found)]

    def callings(self, scene: Scene) -> Iterator[Calling]:
        """Yield the occupations that a page gives its people, with the nation named before: "British actor X"."""
        for title in scene.page.titles:
            if title.kind == "occupation":
                seat = self.seat(scene, title)
                holder = self._holder(scene, seat)
                if holder is not None:
                    nation = scene.by_end.get(title.start)
                    is_nation = nation is not None and nation.form == "demonym"
                    yield Calling(scene.id_of[holder], seat.normal, seat.country_code if is_nation else None)

    def seat(self, scene: Scene, title: Title) -> Seat:
        """Read what stands around a title: country, body and words of status before it, "of …" after it."""
        seat = Seat(title, title.start, title.end, title.normal, title.status)
        self._read_before(scene, seat)
        self._read_tail(scene, seat)
        return seat

    def _read_before(self, scene: Scene, seat: Seat) -> None:
        words = scene.page.words
        for _ in range(MOST_MODIFIERS):
            seat.start = self._status(scene.page, seat)
            end = self._before_aside(scene.page, seat.start)
            span = scene.by_end.get(words.before_possessive(end)) or scene.by_end.get(end)
            if span is None or span.kind not in MODIFYING or self._takes_sides(scene.page, span):
                return
            if self._is_mere_place(scene, span, seat):
                seat.is_local = True
                seat.normal = self._regional(scene.page, seat)
                return
            seat.start = span.start
            if span.kind in ("organization", "group") and seat.body_id is None and span.form != "demonym":
                seat.body_id = scene.id_of.get(span)
            seat.country_code = seat.country_code or self._country(scene, span, seat.title)
        seat.start = self._status(scene.page, seat)

    def _status(self, page: Page, seat: Seat) -> int:
        status, start = self._titles.status_before(page.words, seat.start)
        seat.status = status or seat.status
        return start

    def _before_aside(self, page: Page, i: int) -> int:
        """Step back over an aside in brackets before word `i`: "DBS Group (DBSM.SI) chief executive"."""
        texts = page.words.texts
        if i and texts[i - 1] == ")":
            return next((k for k in range(i - 2, max(-1, i - LONGEST_ASIDE), -1) if texts[k] == "("), i)
        return i

    def _regional(self, page: Page, seat: Seat) -> str:
        """Return a title of a region's government as it is called there: the premier of a province is no minister."""
        written = " ".join(page.words.lower[seat.title.core : seat.title.end])
        return written if written in self._words["regional_title"] else seat.normal

    def _takes_sides(self, page: Page, span: Span) -> bool:
        """Whether a country is only what someone is for or against: "pro-Moscow president", "anti-U.S. leader"."""
        i = span.start
        hyphened = i > 1 and page.words.texts[i - 1] in HYPHENS
        return hyphened and page.words.lower[i - 2] in self._words["against_or_for"]

    def _is_mere_place(self, scene: Scene, span: Span, seat: Seat) -> bool:
        """Whether a place only stands before a title ("in Berlin President Gauck said") and does not qualify it."""
        possessive = scene.page.words.before_possessive(seat.start) != seat.start
        return span.kind == "place" and not possessive and seat.title.kind != "office"

    def _country(self, scene: Scene, span: Span, title: Title) -> str | None:
        """Return the country that a modifier gives: a company's country is not that of its chief executive."""
        if span.kind == "place":
            return None
        private = span.known is None or not span.known.is_public or title.kind not in PUBLIC
        if span.kind in ("organization", "group") and private:
            return None
        return scene.country_of.get(span)

    def _read_tail(self, scene: Scene, seat: Seat) -> None:
        """Read "of the U.S. Joint Chiefs of Staff" or "of France" after a title."""
        words, i = scene.page.words, seat.title.end
        if i + 1 >= len(words) or words.lower[i] not in ("of", "for", "at", "in", "to", "with"):
            return
        preposition, i = words.lower[i], i + 2 if words.lower[i + 1] == "the" else i + 1
        for _ in range(2):
            span = scene.by_start.get(i)
            if span is None or span.kind in ("person", "agreement") or words.texts[span.end : span.end + 1] == ["-"]:
                return  # "chairman of London-based Tidewater"
            if span.kind in ("country", "capital", "place"):
                if preposition != "of" and seat.normal.split()[-1] in self._words["sent_abroad"]:
                    seat.end = span.end  # "ambassador to Japan": where the holder is posted, not whose office it is
                    return
                seat.country_code = scene.country_of.get(span) or seat.country_code
            else:
                seat.body_id = scene.id_of.get(span)
                seat.country_code = self._country(scene, span, seat.title) or seat.country_code
                name = span.known.name.lower() if span.known is not None else ""
                seat.normal = self._titles.of_body.get(f"{seat.title.normal} of the {name}", seat.normal)
            seat.end = span.end
            i = words.after_possessive(span.end)

    def _holder(self, scene: Scene, seat: Seat) -> Span | None:
        """Return whose title it is: the name after it, the name it is in apposition to, or the subject of a verb."""
        page, after = scene.page, scene.person_from(seat.end) or scene.person_from(seat.title.end)
        if after is not None:
            return after
        i = self._leave_articles(page, seat.start)
        k = self._leave_relative(page, i)
        before = scene.person_to(k - 1) if k and page.words.texts[k - 1] in (",", "(", "–", "—", "--") else None
        if before is not None and self._ends_apposition(page, seat.end):
            return before
        definite = i != seat.start or seat.country_code is not None or seat.body_id is not None
        if page.words.texts[seat.end : seat.end + 1] == [","] and definite:
            named = scene.person_from(seat.end + 1)
            if named is not None:
                return named
        return self._subject(scene, i)

    def _ends_apposition(self, page: Page, end: int) -> bool:
        """Whether what follows a title in apposition does not make it the title of the next person in a list."""
        words = page.words
        return end >= len(words) or not words.is_capital(end) or words.texts[end] in (",", ".", ")")

    def _leave_articles(self, page: Page, i: int) -> int:
        """Step back over articles and possessive pronouns before a title."""
        words = page.words
        while i and (words.lower[i - 1] in self._words["before_title"] or words.texts[i - 1] in APOSTROPHES):
            i -= 1
        return i

    def _leave_relative(self, page: Page, i: int) -> int:
        """Step back over "who is" before word `i`."""
        lower = page.words.lower
        return i - 2 if i > 2 and lower[i - 2] == "who" and lower[i - 1] in ("is", "was") else i

    def _subject(self, scene: Scene, i: int) -> Span | None:
        """Find the subject of "X became …", "X assumed the role as …", whose office begins at word `i`."""
        words = scene.page.words
        if not i or words.lower[i - 1] not in self._words["appointing"]:
            return None
        for k in range(i - 1, max(0, i - LINKING - 1), -1):
            if k in scene.by_end:
                return None if scene.page.has_possessive(k) else scene.person_to(k)
            if words.lower[k - 1] == "who" and words.texts[k - 2 : k - 1] == [","]:
                return scene.person_to(k - 2)
            if words.texts[k - 1] in '.,;:"“”':
                return None
        return None

    def _has_ended(self, page: Page, seat: Seat, holder: Span) -> bool:
        """Whether the verb between a person and an office ends it: "was replaced as", "replaced X as"."""
        lower, ending = page.words.lower, self._words["ending"]
        between = lower[holder.end : seat.start]
        after_verb = holder.start > 0 and lower[holder.start - 1] in ending and "as" in between
        return after_verb or ("as" in between and any(word in ending for word in between))

    def _is_past(self, page: Page, seat: Seat, holder: Span) -> bool:
        """Whether someone held an office at an earlier time: "who was finance minister", "had served as mayor"."""
        between = page.words.lower[holder.end : seat.start]
        was = seat.status == "current" and holder.end <= seat.start and bool(self._words["past_office"] & set(between))
        return was and not self._words["taking_office"] & set(between)

    def _counterparts(self, scene: Scene, offices: Sequence[Office]) -> Iterator[Office]:
        """Give "his South Korean counterpart, X" the title of the person it is the counterpart of."""
        lower = scene.page.words.lower
        for i in (k for k, word in enumerate(lower) if word == "counterpart"):
            country, holder = scene.by_end.get(i), self._counterpart(scene, i)
            code = scene.country_of.get(country) if country is not None else None
            earlier = [office for office in offices if office.end <= i]
            if country is None or code is None or holder is None or not earlier:
                continue
            model = max(earlier, key=lambda office: (office.title.kind != "military", office.end))
            seat = Seat(model.title, country.start, i + 1, model.normal, "current", code)
            yield _office(scene, seat, holder)

    def _counterpart(self, scene: Scene, i: int) -> Span | None:
        texts, country = scene.page.words.texts, scene.by_end.get(i)
        after = scene.person_from(i + 2 if texts[i + 1 : i + 2] == [","] else i + 1)
        k = self._leave_articles(scene.page, country.start if country is not None else i)
        before = scene.person_to(k - 1) if k and texts[k - 1] == "," else None
        return after or before


def _office(scene: Scene, seat: Seat, holder: Span) -> Office:
    start, end = min(seat.start, holder.start), max(seat.end, holder.end)
    right_before = holder.start == seat.title.end and scene.page.words.is_capital(seat.title.end - 1)
    plain = right_before and not seat.is_local
    return Office(
        scene.id_of[holder],
        seat.title,
        seat.normal,
        seat.status,
        seat.country_code,
        seat.body_id,
        scene.page.number,
        start,
        end,
        plain,
    )
