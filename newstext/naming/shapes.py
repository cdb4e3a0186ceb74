"""Names that the words around them or their own shape give away, whatever the statistical model says."""

from collections.abc import Container, Iterator

from newstext.naming.lexicon import Lexicon
from newstext.naming.pages import Page, Span
from newstext.naming.runs import MOST_NAME_WORDS, NameRuns

MOST_GIVEN = 4
"""Words of the longest name begun by a known given name; longer runs join two names."""

LONGEST_TAIL = 6
"""Words of the longest "of the Federal Republic of Germany" between a title and the comma before a name."""


class ShapeReader:
    """Find people by titles, initials, given and family names, lists of results and verbs of speech."""

    def __init__(self, lexicon: Lexicon, runs: NameRuns) -> None:
        self._lexicon = lexicon
        self._words = lexicon.words
        self._runs = runs

    def read(self, page: Page, taken: Container[int]) -> list[Span]:
        """Return every person found; `taken` are the words that the reference tables know. Spans may overlap."""
        titled = [*self._titled(page, taken), *self._set_off(page)]
        shaped = [*self._family_first(page), *self._given(page), *self._initialled(page)]
        return [*titled, *shaped, *self._listed(page), *self._speaking(page)]

    def _titled(self, page: Page, taken: Container[int]) -> Iterator[Span]:
        """Find the names that follow a title: "President Yoon Suk Yeol"."""
        for title in page.titles:
            end = self._runs.end(page, title.end, taken)
            longer = self._runs.length(page, title.end, end) > 1
            upper = page.words.is_capital(title.end - 1) and title.kind != "occupation"
            if end == title.end or not (longer or upper) or (page.is_headline and not longer):
                continue
            if page.words.texts[title.end] in self._words["company_form"]:
                continue  # "Dollar General Corp": the title is the end of a company's name
            if not self._runs.ends_as_body(page, title.end, end) and not self._is_inside_name(page, title.start):
                yield Span(page.number, title.end, end, "person", "titled")

    def _is_inside_name(self, page: Page, i: int) -> bool:
        """Whether a word that may be a title is a middle name: "James Earl Jones"."""
        labels = page.labels
        return i > 0 and page.words.texts[i - 1] in self._lexicon.given_names and labels.get(i - 1) == labels.get(i)

    def _set_off(self, page: Page) -> Iterator[Span]:
        """Find the names set off after a title by a comma: "Ukraine's new foreign minister, Pavlo Klimkin,"."""
        heads = {title.start for title in page.titles}
        for title in page.titles:
            k = self._tail_end(page, title.end)
            if page.words.texts[k : k + 1] != [","] or k + 1 in heads or not self._is_definite(page, title.start):
                continue
            end = self._runs.end(page, k + 1)
            if self._runs.length(page, k + 1, end) > 1 and not self._runs.ends_as_body(page, k + 1, end):
                yield Span(page.number, k + 1, end, "person", "titled")

    def _tail_end(self, page: Page, k: int) -> int:
        """Step over "of Tamaulipas" after a title that ends at word `k`."""
        words, start = page.words, k
        if k < len(words) and words.lower[k] in ("of", "for"):
            while k < min(len(words), start + LONGEST_TAIL) and (
                words.is_capital(k) or words.lower[k] in ("of", "for", "the", "and")
            ):
                k += 1
        return k

    def _is_definite(self, page: Page, i: int) -> bool:
        words = page.words
        before = words.lower[i - 1] if i else ""
        known = before in ("the", "his", "her", "its", "their", "s") or before in self._words["status_word"]
        return i > 0 and (known or words.is_capital(i - 1))

    def _family_first(self, page: Page) -> Iterator[Span]:
        """Find names that begin with an East Asian family name and hold a hyphen: "Park Han-ki"."""
        texts, families = page.words.texts, self._lexicon.family_first
        for i in [i for i, text in enumerate(texts[:-3]) if text in families]:
            if self._runs.is_name_word(page, i + 1) and texts[i + 1] not in self._words["org_head"]:
                end = self._runs.over_hyphens(page, i + 2)
                if end > i + 2:
                    yield Span(page.number, i, end, "person", "shaped")

    def _given(self, page: Page) -> Iterator[Span]:
        """Find names of two to four words that begin with a well-known given name."""
        texts, given, done = page.words.texts, self._lexicon.given_names, 0
        for i in [] if page.is_headline else [i for i, text in enumerate(texts) if text in given]:
            if i < done or self._runs.is_tag(page, i) or self._is_inner(page, i):
                continue
            done = self._runs.end(page, i)
            if 2 <= self._runs.length(page, i, done) <= MOST_GIVEN and not self._runs.ends_as_body(page, i, done):
                yield Span(page.number, i, done, "person", "shaped")

    def _is_inner(self, page: Page, i: int) -> bool:
        """Whether spaCy's person began before word `i`: "Joaquim" before "Alberto"."""
        same = i > 0 and page.labels.get(i - 1) == page.labels.get(i) == "PERSON"
        return same and self._runs.is_name_word(page, i - 1)

    def _initialled(self, page: Page) -> Iterator[Span]:
        """Find family names with initials: "P. Johnson", "J.K. Rowling"."""
        words, k = page.words, 0
        for i in [i for i, text in enumerate(words.texts) if text[-1] == "." and self._is_initial(text)]:
            if i < k:
                continue
            k = i + 1
            while k < len(words) and self._is_initial(words.texts[k]):
                k += 1
            plain = k < len(words) and self._runs.is_name_word(page, k) and len(words.texts[k]) > 2
            end = self._runs.end(page, k) if plain and words.texts[i] not in self._words["not_initial"] else i
            inner = i > 0 and self._runs.is_name_word(page, i - 1)
            if end > k and not inner and not self._runs.ends_as_body(page, i, end):
                yield Span(page.number, i, end, "person", "shaped")

    def _is_initial(self, text: str) -> bool:
        return text[-1] == "." and len(text) in (2, 4) and text[1::2].strip(".") == "" and text[0].isupper()

    def _listed(self, page: Page) -> Iterator[Span]:
        """Find the people of result lists: a name, then a country in brackets."""
        words = page.words
        for k in (k for k in range(1, len(words) - 2) if words.texts[k] == "("):
            hit = self._lexicon.phrases.at(words, k + 1)
            if hit is None or hit[1].kind != "country" or words.texts[hit[0] : hit[0] + 1] != [")"]:
                continue
            i = k
            while i and k - i < MOST_NAME_WORDS and self._runs.is_name_word(page, i - 1):
                i -= 1
            if k - i > 1 and not self._runs.ends_as_body(page, i, k):
                yield Span(page.number, i, k, "person", "shaped")

    def _speaking(self, page: Page) -> Iterator[Span]:
        """Find names of two to four words that say something and that spaCy takes for no body or place."""
        words, speech = page.words, self._words["speech"]
        for i in (i for i in range(2, len(words)) if words.lower[i] in speech and self._runs.is_name_word(page, i - 1)):
            k = i - 1
            while k and k not in page.opening and i - k < MOST_GIVEN and self._runs.is_name_word(page, k - 1):
                k -= 1
            free = page.labels.get(i - 1) not in ("ORG", "GPE", "LOC", "PERSON")
            if i - k > 1 and free and not self._runs.ends_as_body(page, k, i - 1):
                yield Span(page.number, k, i, "person", "shaped")

    def employers(self, page: Page, taken: Container[int]) -> Iterator[Span]:
        """Find the bodies named before a title of business: "Adidas CEO Herbert Hainer"."""
        for title in page.titles:
            i = title.start
            while (
                title.kind == "business" and i and title.start - i < MOST_GIVEN and self._may_employ(page, i - 1, taken)
            ):
                i -= 1
            person = page.labels.get(i) == "PERSON" or page.words.texts[title.start - 1] in self._lexicon.given_names
            if i < title.start and not person:
                yield Span(page.number, i, title.start, "organization")

    def _may_employ(self, page: Page, i: int, taken: Container[int]) -> bool:
        return i not in taken and i not in page.opening and self._runs.is_name_word(page, i)
