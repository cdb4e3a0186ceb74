"""A passage made ready for the name rules."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from newstext.naming.lexicon import Known
from newstext.naming.titles import Title, TitleReader
from newstext.naming.words import APOSTROPHES, Words, split_words
from newstext.records import Passage

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

LOUD_SHARE = 0.7
"""Share of capital-letter words above which a line is read as a capital-letter headline."""

HEADLINE_SHARE = 0.65
"""Share of capitalised words above which a line is read as a title-case headline; news prose stays below 0.4."""

TABLE_NUMBERS = 0.2
"""Share of numbers above which a line that is no sentence is read as a row of results."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words `start` to `end` of page `page` that name something; `known` when the reference tables say what."""

    page: int
    start: int
    end: int
    kind: str
    form: str = "name"
    known: Known | None = None

    def __hash__(self) -> int:
        return hash((self.page, self.start, self.end))  # enough to tell most apart; all fields cost ten times as much

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start

    def of_kind(self, kind: str) -> "Span":
        return replace(self, kind=kind, known=None, form="name")


@dataclass(slots=True)
class Page:
    """One passage: its words, its titles, which words begin a sentence, and in which letters it is set.

    `labels` holds spaCy's entity label by word; `spans` is filled by the recogniser.
    """

    number: int
    passage: Passage
    words: Words
    titles: Sequence[Title]
    is_loud: bool
    is_headline: bool
    is_table: bool
    opening: frozenset[int]
    labels: Mapping[int, str]
    spans: list[Span] = field(default_factory=list)

    def view_start(self, i: int) -> int:
        return self.passage.start + self.words.starts[i]

    def view_end(self, j: int) -> int:
        return self.passage.start + self.words.ends[j - 1]

    def text(self, span: Span) -> str:
        return self.passage.text[self.words.starts[span.start] : self.words.ends[span.end - 1]]

    def token(self, i: int) -> "Token | None":
        """Return spaCy's token at the beginning of a word; None where the passage was not parsed."""
        parse = self.passage.parse
        if parse is None or not 0 <= i < len(self.words):
            return None
        found = parse.stretch(self.words.starts[i], self.words.ends[i])
        return found[0] if found is not None else None

    def is_proper(self, i: int) -> bool:
        """Whether spaCy reads a word as a proper noun."""
        token = self.token(i)
        return token is not None and token.pos_ == "PROPN"

    def sentence_of(self, i: int) -> int:
        """Return the number, within the page, of the sentence a word stands in."""
        offset = self.view_start(i)
        return bisect_right([sentence.start for sentence in self.passage.sentences], offset) - 1

    def before_name(self, i: int) -> int:
        """Return the place of the word before `i`, an article skipped; -1 at the beginning."""
        i -= 1
        return i - 1 if i >= 0 and self.words.lower[i] in ("the", "a", "an") else i

    def has_possessive(self, j: int) -> bool:
        """Whether a possessive ending follows words that end at `j`."""
        return j < len(self.words) and self.words.texts[j] in APOSTROPHES and self.words.after_possessive(j) > j + 1


def make_page(number: int, passage: Passage, titles: TitleReader) -> Page:
    """Split a passage into words and judge how it is set."""
    words = split_words(passage.text)
    letters = [word for word in words.texts if len(word) > 1 and word[0].isalpha()]
    starts = [sentence.start - passage.start for sentence in passage.sentences]
    return Page(
        number,
        passage,
        words,
        titles.read(words),
        is_loud=_is_loud(letters),
        is_headline=_is_headline(letters, passage),
        is_table=_is_table(words, passage),
        opening=frozenset(bisect_left(words.starts, start) for start in starts),
        labels=_labels(words, passage),
    )


def _is_loud(letters: Sequence[str]) -> bool:
    return len(letters) >= 2 and sum(map(str.isupper, letters)) >= LOUD_SHARE * len(letters)


def _is_headline(letters: Sequence[str], passage: Passage) -> bool:
    if passage.text.rstrip().endswith((".", ",")):
        return False
    long = [w for w in letters if len(w) > 3]
    share = sum(w[0].isupper() for w in long) / len(long) if long else 0.0
    return len(long) >= 3 and share >= HEADLINE_SHARE


def _is_table(words: Words, passage: Passage) -> bool:
    plain = (w for w in words.texts if len(w) > 3 and w.islower())
    if len(list(islice(plain, 2))) > 1 or passage.text.endswith('"'):
        return False
    return sum(w[0].isdigit() for w in words.texts) >= max(1, TABLE_NUMBERS * len(words))


def _labels(words: Words, passage: Passage) -> dict[int, str]:
    if passage.parse is None:
        return {}
    return {
        i: ent.label_
        for ent in passage.parse.ents
        for i in range(bisect_right(words.ends, ent.start_char), bisect_left(words.starts, ent.end_char))
    }
