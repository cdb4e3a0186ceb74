"""Rows of results and fixtures: where a place's name stands for its club."""

from collections.abc import Container, Sequence

from newstext.naming.lexicon import Lexicon
from newstext.naming.pages import Page, Span

MOST_CLUB_WORDS = 3
"""Words of the longest club in a row of results ("Queen of South" reads as its parts)."""

LONGEST_FIXTURE = 9
"""Words of the longest line that only sets two teams against each other: "SAN FRANCISCO AT NEW YORK"."""

BETWEEN = frozenset({"at", "v", "vs", "and", "beat"})
"""Words that part two teams."""


def read_clubs(page: Page, spans: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """In a row of results, read the names that are no people or countries as clubs; after "at" as places."""
    if not page.is_table and not _is_fixture(page):
        return list(spans)
    firm = [span for span in spans if span.kind in ("person", "country") or span.form == "dateline"]
    clubs = _clubs(page, {i for span in firm for i in range(span.start, span.end)}, lexicon)
    return [*clubs, *(span for span in spans if not any(span.meets(club) for club in clubs))]


def _is_fixture(page: Page) -> bool:
    if len(page.words) > LONGEST_FIXTURE or not (page.is_loud or page.is_headline):
        return False
    return any(text in ("AT", "VS", "v", "vs") for text in page.words.texts[1:-1])


def _clubs(page: Page, taken: Container[int], lexicon: Lexicon) -> list[Span]:
    words, found, i = page.words, [], 0
    while i < len(words):
        j = i
        while j < len(words) and j not in taken and _is_club_word(page, j):
            j += 1
        if j > i and _is_club(page, i, j, lexicon):
            found.append(Span(page.number, i, j, "place" if i and words.lower[i - 1] == "at" else "organization"))
        i = max(j, i + 1)
    return found


def _is_club_word(page: Page, i: int) -> bool:
    return page.words.is_capital(i) and page.words.lower[i] not in BETWEEN and len(page.words.texts[i]) > 1


def _is_club(page: Page, i: int, j: int, lexicon: Lexicon) -> bool:
    words, sets = page.words, lexicon.words
    if any(words.texts[k] in sets["calendar"] or words.lower[k] in sets["score_word"] for k in range(i, j)):
        return False
    before = i == 0 or words.texts[i - 1][-1].isdigit() or words.lower[i - 1] in ("at", "v", "vs", ")", "1/2")
    after = j == len(words) or words.texts[j][0].isdigit() or words.lower[j] in ("at", "v", "vs", "(")
    return before and after and j - i <= MOST_CLUB_WORDS
