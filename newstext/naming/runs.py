"""Runs of words that may make up a name."""

from collections.abc import Container

from newstext.naming.lexicon import Lexicon
from newstext.naming.pages import Page
from newstext.naming.words import HYPHENS

MOST_NAME_WORDS = 8
"""Longer runs of capitals are headlines or lists, not a person's name (hyphens count as words here)."""

LONGEST_SYLLABLE = 6
"""Letters of the longest lower-case syllable after the hyphen of a Korean or Chinese given name ("Seung-hyeon")."""


class NameRuns:
    """Tell how far a name reaches, by the shape of its words alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = lexicon.words
        self._heads = lexicon.words["org_head"] | lexicon.words["place_head"]

    def end(self, page: Page, i: int, taken: Container[int] = ()) -> int:
        """Return where the run of name words beginning at `i` ends; `i` where there is none."""
        words, start = page.words, i
        if i >= len(words) or i in taken or not self.is_name_word(page, i):
            return start
        while (
            i < len(words) and i - start < MOST_NAME_WORDS and i not in taken and (i == start or i not in page.opening)
        ):
            if self.is_name_word(page, i):
                i = self.over_hyphens(page, i + 1)
            elif self._is_particle(page, i):
                i += 2 if words.texts[i + 1] in HYPHENS else 1
            else:
                break
        return i

    def is_name_word(self, page: Page, i: int) -> bool:
        """Whether a word may be part of a personal name: a capital, no acronym, no word of the calendar."""
        word = page.words.texts[i]
        if (
            not page.words.is_capital(i)
            or page.words.is_symbol(i)
            or (word.isupper() and len(word) > 3 and not page.is_table)
        ):
            return False
        if word.isupper() and page.words.lower[i] in self._words["common_in_capitals"]:
            return False
        if word in self._words["calendar"]:
            return self._is_calendar_name(page, i)
        return word not in self._words["not_name"]

    def over_hyphens(self, page: Page, j: int) -> int:
        """Carry a name that ends at word `j` over hyphens: "Min" to "Min-seok", "Frank" to "Frank - Walter"."""
        texts = page.words.texts
        while j + 1 < len(texts) and texts[j] in HYPHENS and texts[j + 1].isalpha() and self._is_joined(page, j):
            j += 2
        return j

    def length(self, page: Page, i: int, j: int) -> int:
        """Return the number of words of a run, hyphens not counted."""
        return sum(page.words.texts[k] not in HYPHENS for k in range(i, j))

    def ends_as_body(self, page: Page, i: int, j: int) -> bool:
        """Whether a run holds, or is followed by, a word that ends the names of bodies or places: "Hotel", "Inc"."""
        return any(page.words.texts[k] in self._heads for k in range(i + 1, min(j + 1, len(page.words))))

    def is_tag(self, page: Page, i: int) -> bool:
        """Whether a word is glued to a mark that makes it a user name, a photographer's credit or an address."""
        return i > 0 and page.words.texts[i - 1] in "@#/_" and page.words.ends[i - 1] == page.words.starts[i]

    def _is_joined(self, page: Page, j: int) -> bool:
        words = page.words
        glued = words.ends[j - 1] == words.starts[j] and words.ends[j] == words.starts[j + 1]
        spaced = words.ends[j - 1] + 1 == words.starts[j] and words.ends[j] + 1 == words.starts[j + 1]
        syllable = words.texts[j + 1].islower() and len(words.texts[j + 1]) <= LONGEST_SYLLABLE
        if not words.is_capital(j + 1) and (not syllable or words.lower[j + 1] in self._words["after_hyphen"]):
            return False
        return glued or (spaced and self._is_inner_hyphen(page, j, syllable=syllable))

    def _is_inner_hyphen(self, page: Page, j: int, *, syllable: bool) -> bool:
        """Whether a hyphen between blanks at word `j` joins two parts of one name rather than two phrases."""
        if syllable:
            return j >= 2 and page.words.texts[j - 2] in self._lexicon.family_first
        return page.labels.get(j) is not None and page.labels.get(j - 1) == page.labels.get(j + 1)

    def _is_particle(self, page: Page, i: int) -> bool:
        words, particles = page.words, self._lexicon.particles
        if words.texts[i] not in particles or i + 1 >= len(words):
            return False
        if words.texts[i + 1] in HYPHENS and i + 2 < len(words):
            return words.is_capital(i + 2)
        return self.is_name_word(page, i + 1) or words.texts[i + 1] in particles

    def _is_calendar_name(self, page: Page, i: int) -> bool:
        """Whether a word of the calendar is part of a name: "Theresa May", "Jan Walter"."""
        if page.words.texts[i] not in self._words["calendar_name"]:
            return False
        after_given = i > 0 and page.words.texts[i - 1] in self._lexicon.given_names
        return after_given or (page.labels.get(i) == "PERSON" and page.labels.get(i + 1) == "PERSON")
