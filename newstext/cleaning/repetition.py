"""Lines that stand in many articles: what a site repeats is not what an article says.

A document is surveyed by itself: which lines it holds, whose site it is from, which story it tells. What of that
makes a line repeated is counted over all documents (`warehouse.repetition`); here is what it then means for one text.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

from newstext.cleaning.html import declared_site, render, without_item_marks
from newstext.cleaning.lines import Line, normalise_line, split_lines
from newstext.records import Declared
from newstext.view import View

SHORTEST, LONGEST = 4, 600
"""Characters, without marks, of a line that is counted: shorter ones say too little, longer pleas were not seen."""

STORY_WORDS = 9
"""Words of the shortest sentence by which a document's story is known."""

MOST_OF_TEXT = 0.5
"""Where more of a text's words of prose than this stand in many articles, the text itself was copied: its sentences
are no furniture."""

_HOST_PREFIX = re.compile(r"^(?:www|m|amp|edition)\.")


@dataclass(frozen=True, slots=True)
class Survey:
    """What one document gives to the counting of lines, as 64-bit hashes.

    `site` is the publisher's, else the host's, else one for all unknown. Copies and versions of one story mostly have
    the same `stories`, two independent minima over the sentences (MinHash: Broder 1997): a site's own long sentence
    that happens to be one minimum is hardly the other. `lines` tells for each line whether it ends as a sentence.
    """

    site: int
    stories: tuple[int, int]
    lines: Mapping[int, bool]


def survey_document(raw: str, text_format: str, declared: Declared) -> Survey:
    """Return what a document's lines are, without judging them: what reading the text alone tells."""
    is_html = text_format == "html"
    lines = split_lines((render(raw) if is_html else View.of(raw)).text)
    lines = without_item_marks(lines) if is_html else lines
    site = declared.publisher or _host(declared.url) or (_host_or_name(declared_site(raw)) if is_html else "")
    told = [line.key for line in lines if line.ends_sentence and line.word_count >= STORY_WORDS]
    keys = told or [line.key for line in lines] or [""]
    hashes = {number: line.ends_sentence for line in lines if (number := hash_line(line)) is not None}
    return Survey(_hash(site.casefold()), (_least(keys, "one"), _least(keys, "other")), hashes)


def hash_line(line: Line) -> int | None:
    """Return a stable number of a line without case, marks and blanks; None where it is too long or short to count."""
    if len(line.text) > LONGEST or len(key := line.key) < SHORTEST:
        return None
    return _hash(key + "." if line.ends_sentence else key)


def find_repeated(lines: Sequence[Line], repeated: Collection[int], title: str | None) -> list[int]:
    """Return the places of lines that stand in many articles, by their hashes; the title said of a text is its own."""
    own = normalise_line(title) if title else None
    found = [i for i, line in enumerate(lines) if hash_line(line) in repeated and line.key != own]
    prose = sum(line.word_count for line in lines if line.ends_sentence)
    again = sum(lines[i].word_count for i in found if lines[i].ends_sentence)
    is_copied = again > MOST_OF_TEXT * prose
    return [i for i in found if not (is_copied and lines[i].ends_sentence)]


def _host_or_name(site: str | None) -> str:
    return _host(site) or site or ""


def _host(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # an address from outside may be anything
        return ""
    return _HOST_PREFIX.sub("", host)


def _least(keys: Iterable[str], salt: str) -> int:
    return min(_hash(key, salt) for key in keys)


def _hash(words: str, salt: str = "") -> int:
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8, person=salt.encode())
    return int.from_bytes(digest.digest())
