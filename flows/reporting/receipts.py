"""Receipts: what each number of the report rests on, kept in the order in which the numbers stand on the page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flows.reporting.questions import Row
from flows.reporting.wording import say_basis, say_day, shorten
from warehouse.connect import Connection
from warehouse.passages import Passage, Place, fetch_passages

AROUND = 220
"""Characters on either side of the words: two or three lines, enough to see who speaks of what."""
MOST_WORDS = 900
"""Characters of the words themselves: a long paragraph; `newsledger explain` shows the rest."""
LINE = 160
"""Characters of a title, a name or a note: two lines. Longer ones are cut, so that no field can swell the page."""
ADDRESS = 2000
"""Characters of an address that browsers and servers agree to take."""
_LINE_END = re.compile(r"[ \t]*(?:\r\n?|\n)\s*")


@dataclass(frozen=True, slots=True)
class Source:
    """A place that a number rests on; `row_id` is the key of its row, `note` what that row says in words."""

    place: Place
    row_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A number that has receipts: its link leads to the card with the same number, which leads back."""

    number: int
    section: str
    heading: str
    total: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the page shows it."""

    before: str
    words: str
    after: str
    left_out_count: int
    title: str
    outlet: str
    address: str | None
    language: str | None
    day: str
    basis: str
    row_id: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """The receipts of one number: `total` rows, of which the passages are shown."""

    number: int
    section: str
    heading: str
    total: int
    passages: tuple[Shown, ...]


class Receipts:
    """Collects what numbers rest on while the sections are written, and fetches the passages afterwards."""

    def __init__(self) -> None:
        self._citations: list[Citation] = []
        self._section = ""

    def begin(self, section: str) -> None:
        """Say to which section the numbers belong that are cited from now on."""
        self._section = section

    def cite(self, heading: str, sources: Iterable[Source], total: int | None = None) -> Citation | None:
        """Note what a number rests on: some or all of its `total` rows; None where there is nothing to show."""
        given = tuple(sources)
        if not given:
            return None
        citation = Citation(
            len(self._citations) + 1,
            self._section,
            shorten(heading, LINE),
            len(given) if total is None else total,
            given,
        )
        self._citations.append(citation)
        return citation

    def cards(self, connection: Connection) -> Iterator[Card]:
        """Yield a card for each number with its passages; only what is linked is read."""
        places = (source.place for citation in self._citations for source in citation.sources)
        passages = fetch_passages(connection, places, around=AROUND, most_words=MOST_WORDS)
        for citation in self._citations:
            shown = (_shown(passages[source.place], source) for source in citation.sources if source.place in passages)
            yield Card(citation.number, citation.section, citation.heading, citation.total, tuple(shown))


def article_source(article_id: str) -> Source:
    """Return an article as a source: its title or first lines are the words."""
    return Source(Place(article_id))


def row_source(row: Row, key: str, note: str | None = None) -> Source:
    """Return a row that was read from text as a source; `key` is the column that names it."""
    return Source(Place(row["article_id"], row["char_start"], row["char_end"]), row[key], note)


def _shown(passage: Passage, source: Source) -> Shown:
    return Shown(
        before=("…" if passage.is_cut_before else "") + _in_lines(_from_word(passage.before, passage.is_cut_before)),
        words=_in_lines(passage.words),
        after=_in_lines(_to_word(passage.after, passage.is_cut_after)) + ("…" if passage.is_cut_after else ""),
        left_out_count=passage.left_out_count,
        title=shorten(passage.title or "Untitled", LINE),
        outlet=shorten(passage.publisher or host_of(passage.url) or "", LINE),
        address=web_address(passage.url),
        language=_language(passage.language),
        day=say_day(passage.published_on),
        basis=say_basis(passage.published_basis, passage.published_evidence),
        row_id=source.row_id,
        note=shorten(source.note or "", LINE),
    )


def web_address(url: str | None) -> str | None:
    """Return an address that is safe to follow: http or https with a host, without control characters; else None."""
    if url is None or len(url) > ADDRESS or any(character <= " " or character == "\x7f" for character in url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.hostname else None


def host_of(url: str | None) -> str | None:
    """Return the host of a web address without its www."""
    address = web_address(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else None


def _language(code: str | None) -> str | None:
    return code if code and len(code) <= len("eng") and code.isascii() and code.isalpha() else None


def _in_lines(text: str) -> str:
    """Return raw text with its lines, however they end, without empty ones."""
    return _LINE_END.sub("\n", text)


def _from_word(text: str, is_cut: bool) -> str:
    """Drop the torn word at the beginning, unless it is all there is."""
    head, space, tail = text.partition(" ")
    return tail if is_cut and space and len(head) < 40 else text


def _to_word(text: str, is_cut: bool) -> str:
    head, space, tail = text.rpartition(" ")
    return head if is_cut and space and len(tail) < 40 else text
