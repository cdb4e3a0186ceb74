"""Which words of a page may name something: the reference tables, shapes of personal names, and spaCy's entities."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newstext.naming.branches import join_branches
from newstext.naming.choosing import choose
from newstext.naming.lexicon import Known, Lexicon
from newstext.naming.pages import Page, Span
from newstext.naming.runs import MOST_NAME_WORDS, NameRuns
from newstext.naming.shapes import ShapeReader
from newstext.naming.words import APOSTROPHES, HYPHENS

if TYPE_CHECKING:
    from newstext.parsing.tree import Guess

KIND_OF_LABEL = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}

LONGEST_DATELINE_PLACE = 4
"""Words of the longest place in capitals that a report is dated from ("SAN JUAN DEL SUR")."""

LONGEST_DATELINE = 8
"""Words between such a place and the date, agency or dash that ends a dateline."""

LONGEST_ABBREVIATION = 3
"""Letters of the longest word in capitals that says nothing about the words beside it being a heading."""


class Recogniser:
    """Read one page for names, with one set of reference tables."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = lexicon.words
        self._runs = NameRuns(lexicon)
        self._shapes = ShapeReader(lexicon, self._runs)

    def read(self, page: Page) -> list[Span]:
        """Return the page's spans in text order, none overlapping."""
        known = [*self._known(page), *self._dateline(page)]
        if page.is_loud:
            return choose(page, self._lexicon, known, [], [])
        taken = frozenset(i for span in known if span.kind != "capital" for i in range(span.start, span.end))
        ents = page.passage.parse.ents if page.passage.parse is not None else ()
        guessed = [span for ent in ents for span in self._guessed(page, ent)]
        if not page.is_headline:
            guessed += self._shapes.employers(page, taken)
        chosen = choose(page, self._lexicon, known, self._shapes.read(page, taken), guessed)
        return join_branches(page, chosen)

    def _known(self, page: Page) -> Iterator[Span]:
        """Find the phrases of the reference tables."""
        words, done = page.words, 0
        for i in self._lexicon.phrases.firsts(words, folded=page.is_loud):
            hit = self._lexicon.phrases.at(words, i, folded=page.is_loud) if i >= done else None
            if hit is not None and self._may_stand(page, i, hit[0], hit[1]):
                done, known = hit
                start = done - 1 if known.form == "short_name" else i
                yield Span(page.number, start, done, known.kind, known.form, known)

    def _may_stand(self, page: Page, i: int, j: int, known: Known) -> bool:
        """Whether words `i` to `j` are no part of an address or a user name and no common word."""
        words = page.words
        if i and words.texts[i - 1] in "@#/._" and words.ends[i - 1] == words.starts[i]:
            beside = i > 1 and words.starts[i - 1] == words.ends[i - 2] and words.is_capital(i - 2)
            return beside and words.texts[i - 1] in "/."
        if known.form == "short_name":
            return j == len(words) or not (words.is_capital(j) or words.lower[j] in ("of", *HYPHENS))
        if j > i + 1:
            return True
        if self._is_among_capitals(page, i) and words.lower[i] in self._words["common_in_capitals"]:
            return False
        return i not in page.opening or words.lower[i] not in self._words["common_word"] or i in page.labels

    def _is_among_capitals(self, page: Page, i: int) -> bool:
        """Whether capitals say nothing about a word, for those beside it are set in capitals as well."""
        texts = page.words.texts
        beside = [
            text for text in (*texts[max(0, i - 1) : i], *texts[i + 1 : i + 2]) if text.isalpha() and len(text) > 1
        ]
        return page.is_loud or (texts[i].isupper() and bool(beside) and all(text.isupper() for text in beside))

    def _dateline(self, page: Page) -> Iterator[Span]:
        """Find the place a report is dated from: capitals at the head of a line, then a date, an agency or a dash."""
        words, j = page.words, 0
        while j < min(len(words), LONGEST_DATELINE_PLACE) and words.texts[j].isupper() and len(words.texts[j]) > 1:
            j += 1
        if not j or j == len(words) or words.texts[0] in self._words["not_name"] or not words.texts[0][0].isalpha():
            return
        if words.lower[0] in self._words["slug_word"]:
            return  # "SOCCER - ITALY WIN": what a report is about, not where it is from
        k = j
        while k < min(len(words), j + LONGEST_DATELINE) and self._is_of_dateline(page, k):
            k += 1
        closing = words.texts[k] if k < len(words) else ""
        dated = len(closing) == 4 and closing.isdigit()
        if dated or (not page.is_loud and closing in ("(", "--", "—", "–", "-")):
            yield Span(page.number, 0, j, "place", "dateline")

    def _is_of_dateline(self, page: Page, k: int) -> bool:
        texts = page.words.texts
        return (
            texts[k] == "," or (page.words.is_capital(k) and texts[k - 1] == ",") or texts[k] in self._words["calendar"]
        )

    def _guessed(self, page: Page, ent: "Guess") -> Iterator[Span]:
        """Mend one of spaCy's entities: its edges, its hyphens, titles and possessives inside it."""
        kind = KIND_OF_LABEL.get(ent.label_)
        if kind is None:
            return
        words = page.words
        i, j = bisect_right(words.ends, ent.start_char), bisect_left(words.starts, ent.end_char)
        i, j = self._trim(page, i, j)
        i = _leave_heading(page, i, j)
        if i >= j or self._runs.is_tag(page, i) or not self._has_name_word(page, i, j):
            return
        if kind == "person":
            yield from self._person(page, i, j)
        elif not any(title.start <= i and j <= title.end for title in page.titles):
            yield from self._other(page, i, j, kind)

    def _other(self, page: Page, i: int, j: int, kind: str) -> Iterator[Span]:
        """Correct the kind of what is no person by its last word; keep of unknown groups what looks like people."""
        last = page.words.texts[j - 1]
        if kind == "place" and j - i > 1 and last in self._words["org_head"] - self._words["place_head"]:
            kind = "organization"
        if kind == "organization" and j - i == 1 and _is_plural_abbreviation(last):
            return
        if kind != "group":
            yield Span(page.number, i, j, kind)
        elif last.lower().endswith(tuple(self._words["people_ending"])):
            yield Span(page.number, i, j, "group", "demonym")

    def _trim(self, page: Page, i: int, j: int) -> tuple[int, int]:
        words = page.words
        while i < j and self._is_loose_start(page, i):
            i += 1
        endings = (k for k in range(i + 1, j) if words.texts[k] in APOSTROPHES and k + 2 >= j)
        j = next((k for k in endings if words.after_possessive(k) == k + 2), j)
        if "(" in words.texts[i:j] and ")" not in words.texts[i:j]:
            j = i + words.texts[i:j].index("(")
        while i < j and self._is_loose_end(page, j):
            j -= 1
        return i, j

    def _is_loose_start(self, page: Page, i: int) -> bool:
        word = page.words.texts[i]
        return (
            not word[0].isalnum() or page.words.lower[i] in ("the", "a", "an", "s") or word in self._words["not_name"]
        )

    def _is_loose_end(self, page: Page, j: int) -> bool:
        word = page.words.texts[j - 1]
        mark = (not word[-1].isalnum() and (word[-1] != "." or word == ".")) or page.words.is_symbol(j - 1)
        return (
            mark
            or word in ("and", "or", "of", "the")
            or word in self._words["calendar"]
            or (word[0].isdigit() and len(word) > 1)
        )

    def _person(self, page: Page, i: int, j: int) -> Iterator[Span]:
        words = page.words
        inner = (t.end for t in page.titles if t.start <= i < t.end < j and t.kind != "occupation")
        i = next(inner, i)
        while i < j and (words.texts[i][0].isdigit() or words.texts[i] in HYPHENS):
            i += 1
        possessives = (k for k in range(i, j) if words.texts[k] in APOSTROPHES and words.after_possessive(k) == k + 2)
        j = next(possessives, j)
        if i >= j:
            return
        j = self._runs.over_hyphens(page, j) if page.is_headline else max(j, self._runs.end(page, i))
        while i and i - 1 not in page.opening and self._is_first_part(page, i - 1):
            i -= 1
        if j - i <= MOST_NAME_WORDS and self._has_name_word(page, i, j):
            yield Span(page.number, i, j, "person")

    def _is_first_part(self, page: Page, i: int) -> bool:
        words = page.words
        near = words.starts[i + 1] - words.ends[i] <= 1
        return near and (words.texts[i] in self._lexicon.given_names or words.texts[i] in self._lexicon.family_first)

    def _has_name_word(self, page: Page, i: int, j: int) -> bool:
        empty = self._words["calendar"] | self._words["company_form"]
        return any(page.words.is_capital(k) and page.words.texts[k] not in empty for k in range(i, j))


def _is_plural_abbreviation(word: str) -> bool:
    """Whether a word is the plural of an abbreviation, which names things, not a body: "ETFs"."""
    return len(word) > 2 and word[-1] == "s" and word[:-1].isupper()


def _leave_heading(page: Page, i: int, j: int) -> int:
    """Step over the end of a heading in capitals that runs into a name: "STEADY GROWTH Carver said"."""
    texts = page.words.texts
    k = next((k for k in range(i, j) if not texts[k].isupper()), j)
    begins_before = i > 0 and texts[i - 1].isupper() and len(texts[i - 1]) > 1
    long = sum(len(text) > LONGEST_ABBREVIATION for text in texts[i:k])
    is_heading = bool(long) if begins_before else long == k - i > 1
    return k if i < k < j and is_heading else i
