"""HTML pages: rendered to lines with an exact map into the source, the main content told by trafilatura."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import trafilatura

from newstext.cleaning.lines import Line, normalise_line
from newstext.mending.edits import Edit
from newstext.records import Declared
from newstext.view import HTML_TEXT, View

_SKIPPED = "script|style|noscript|template|svg|head|iframe|object|select|textarea|math|canvas"
_PARAGRAPH = "p|h[1-6]|article|section|header|footer|nav|aside|main|blockquote|ul|ol|dl|table|figure|form|pre|hr|body"
_LINE = "div|li|br|tr|td|th|dd|dt|figcaption|caption|fieldset|address|details|summary|button|label|option|thead|tbody"
_TAG = r"<[/!?a-zA-Z](?:(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*>|[^<>]*(?:>|\Z))"
_BLANK = r"[^\S ]| (?:(?=[\s<])|(?<=[\s>] ))"
_MARKUP = re.compile(
    rf"(?=[<&\s])(?:(?:<!--.*?(?:-->|\Z)|<(?P<skipped>{_SKIPPED})\b[^<>]*(?:/>|>.*?(?:</(?P=skipped)\s*>|\Z))"
    rf"|{_TAG}|{_BLANK})+"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,24}\d?);?)",
    re.DOTALL | re.IGNORECASE,
)
"""A run of tags, comments, hidden elements and blanks, or an entity; not the single blanks between words."""
_NAME = re.compile(r"<(/?[a-z]\w*)", re.IGNORECASE)
_BREAKS_PARAGRAPH = frozenset(_PARAGRAPH.replace("h[1-6]", "h1|h2|h3|h4|h5|h6").split("|"))
_BREAKS_LINE = frozenset(_LINE.split("|"))
_HIDES = frozenset(_SKIPPED.split("|"))
_HIDDEN_BLOCK = re.compile(
    rf"<(?P<skipped>{_SKIPPED})\b[^<>]*(?:/>|>.*?(?:</(?P=skipped)\s*>|\Z))|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.IGNORECASE,
)

_META = re.compile(r"<(?:meta|link)\b[^<>]{0,2000}>", re.IGNORECASE)
_NAMES_SITE = re.compile(r"""(?:property|name|rel)\s*=\s*["']?(?:og:site_name|og:url|canonical)\b""", re.IGNORECASE)
_VALUE = re.compile(r"""(?:content|href)\s*=\s*["']([^"'<>]{1,500})["']""", re.IGNORECASE)
_HEAD_CHARACTERS = 50_000
"""Characters at the start of a page in which it may name its site; heads with inlined styles are long."""

ITEM = "* "
"""How a list item's line begins in the view, as in text dumps of pages."""

LEAST_WORDS = 25
"""Words of the shortest extraction that is believed; pages with less are read by the rules for plain text."""

MOST_TAGS = 40_000
"""Tags of the largest page that is given to the extractor, whose time grows with their square in places (cells of one
row, headings); a long live blog has 10,000."""

GRAM = 4
SHARED = 0.6
"""A line belongs to the main content when at least this share of its word 4-grams is in the extraction."""


type Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text, what it declares about itself, and the words of its main content; None where not told."""

    view: View
    declared: Declared
    content: str | None


def read_page(html: str, declared: Declared) -> Page:
    """Render a page and find its main content; what the record declares goes before what the page does."""
    view = render(html)
    found = _extract(html)
    if found is None:
        return Page(view, declared, None)
    content = found.text if found.text and len(found.text.split()) >= LEAST_WORDS else None
    return Page(view, _declare(declared, found), content)


def render(html: str) -> View:
    """Return the view of a page's text: block elements make lines, markup and hidden elements show nothing."""
    return View(html, html, ()).mended([_find_markup]).plain().mended(HTML_TEXT)


def _find_markup(html: str) -> Iterator[Edit]:
    shown_for = {" ": " "}  # a page repeats its markup
    for match in _MARKUP.finditer(html):
        words = match[0]
        shown = shown_for.get(words)
        if shown is None:
            shown = shown_for[words] = unescape(words) if words[0] == "&" else _spacing(words)
        if shown != words:
            yield match.start(), match.end(), shown


def _spacing(markup: str) -> str:
    """Return what a run of tags, comments and blanks shows: nothing, a blank, a new line or a new paragraph."""
    if "<" not in markup:
        return " "
    names = _names(markup)
    if "<!--" in markup or not names.isdisjoint(_HIDES):
        markup = _HIDDEN_BLOCK.sub("", markup)
        names = _names(markup)
    item = ITEM if "li" in names else ""
    touched = {name.removeprefix("/") for name in names}
    if not touched.isdisjoint(_BREAKS_PARAGRAPH):
        return "\n\n" + item
    if not touched.isdisjoint(_BREAKS_LINE):
        return "\n" + item
    return " " if any(map(str.isspace, re.sub(r"<[^>]*>", "", markup))) else ""


def _names(markup: str) -> set[str]:
    """Return the names of tags in small letters, those of closing ones with their slash."""
    return {name.lower() for name in _NAME.findall(markup)}


def _extract(html: str) -> Any:
    """Return trafilatura's document (Barbaresi, ACL 2021), None where it finds none or cannot parse the page."""
    if not 0 < html.count("<") <= MOST_TAGS:
        return None
    try:
        return trafilatura.bare_extraction(
            html,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError):
        return None  # foreign pages break foreign parsers: the rules for plain text still read them


def _declare(declared: Declared, found: Any) -> Declared:
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return replace(
        declared,
        url=declared.url or found.url or None,
        title=declared.title or found.title or None,
        published_at=declared.published_at or found.date or None,
        authors=declared.authors or authors,
        publisher=declared.publisher or found.sitename or None,
    )


def declared_site(html: str) -> str | None:
    """Return what a page's head says of its site, a name or an address; much cheaper than extraction."""
    for match in _META.finditer(html, 0, _HEAD_CHARACTERS):
        if _NAMES_SITE.search(match[0]) and (value := _VALUE.search(match[0])):
            return unescape(value[1]).strip()
    return None


def without_item_marks(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the marks that rendering put before list items: the source has no such characters."""
    return [
        replace(line, start=line.start + len(ITEM), text=line.text[len(ITEM) :]) if line.text.startswith(ITEM) else line
        for line in lines
    ]


def lines_in_content(lines: Sequence[Line], content: str) -> list[bool]:
    """Tell for each line whether its words are in the extracted main content."""
    found = [normalise_line(line.lstrip("-*• ")) for line in content.split("\n")]
    whole = frozenset(found)
    inside = [line.key in whole for line in lines]
    unsure = [i for i, line in enumerate(lines) if not inside[i] and line.key.count(" ") >= GRAM - 1]
    if unsure:
        grams = frozenset(_grams(" ".join(filter(None, found))))
        for i in unsure:
            inside[i] = _is_mostly_in(lines[i].key, grams)
    return inside


def _is_mostly_in(key: str, grams: Collection[Gram]) -> bool:
    mine = list(_grams(key))
    return bool(mine) and sum(map(grams.__contains__, mine)) >= SHARED * len(mine)


def _grams(key: str) -> Iterator[Gram]:
    words = key.split(" ")
    return zip(*(words[i:] for i in range(GRAM)), strict=False)
