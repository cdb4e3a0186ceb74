"""The spans of every page revised by what the article as a whole tells."""

from collections.abc import Container, Iterator, Sequence

from newstext.naming.lexicon import Known, Lexicon
from newstext.naming.memory import Memory, key_of, remember
from newstext.naming.pages import Page, Span
from newstext.naming.results import read_clubs
from newstext.naming.words import HYPHENS

SHORTEST = 3
"""Letters of the shortest name looked for on its own; shorter ones are too often something else."""

OFTEN = 2
"""Times an article must name a country before "the North" can be short for it."""

MOST_LISTED = 3
"""Words of the longest name read as a person only because people stand before it in a list."""


class Reviser:
    """Correct, drop and add spans, with one set of reference tables."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = lexicon.words

    def revise(self, pages: Sequence[Page]) -> None:
        """Revise the pages' spans in place; an article that is nothing but headlines teaches nothing."""
        if all(page.is_headline or page.is_loud for page in pages):
            return
        memory = remember(pages, self._lexicon)
        for page in pages:
            pieces = [piece for old in page.spans for piece in self._split_pair(page, old, memory)]
            kept = [span for piece in pieces if (span := self._relabel(page, piece, memory)) is not None]
            kept += self._recall(page, memory, _words_of(kept))
            kept += self._enumerated(page, kept)
            page.spans = sorted(read_clubs(page, kept, self._lexicon), key=lambda span: span.start)

    def _split_pair(self, page: Page, span: Span, memory: Memory) -> list[Span]:
        """Take apart two family names joined by a hyphen: "the Trump-Kim summit"."""
        key = key_of(page, span)
        if len(key) == 3 and key[1] in HYPHENS and {key[0], key[2]} <= memory.families and span.known is None:
            return [Span(span.page, span.start + k, span.start + k + 1, "person") for k in (0, 2)]
        return [span]

    def _relabel(self, page: Page, span: Span, memory: Memory) -> Span | None:
        """Correct the kind of one span, or drop it where nothing in the article bears a guess out."""
        if self._is_event(page, span) or self._is_cut_short(page, span, memory):
            return None
        if span.known is not None:
            return self._known(page, span, span.known, memory)
        if span.kind != "person" and self._is_family(page, span, memory):
            return span.of_kind("person")
        if span.form in ("demonym", "dateline"):
            return span
        if self._is_place(page, span, memory):
            return span.of_kind("place")
        return self._by_vote(page, span, memory)

    def _known(self, page: Page, span: Span, known: Known, memory: Memory) -> Span | None:
        """Keep what the tables know, unless it names a person, or is short for a country hardly named in full."""
        if span.form == "short_name" and memory.times_named[known.code or ""] < OFTEN:
            return None
        return span.of_kind("person") if self._is_surname(page, span, memory) else span

    def _by_vote(self, page: Page, span: Span, memory: Memory) -> Span | None:
        key = key_of(page, span)
        voted = memory.kind_of(key)
        if page.is_headline and not page.is_table:
            return span.of_kind(voted) if voted else span if self._is_sure(page, span) else None
        if len(span) > 1 or span.form == "titled" or (span.kind == "person" and key[0] in memory.families):
            return span
        if span.kind == "person" and key[0] in memory.body_words:
            return span.of_kind("organization")
        return span.of_kind(voted) if voted and voted != span.kind else span

    def _is_event(self, page: Page, span: Span) -> bool:
        """Whether a name is part of an event's: "the U.S. Open", "the Atlanta Games"."""
        words, heads = page.words, self._words["event_head"]
        following = words.texts[span.end] if span.end < len(words) else ""
        place = span.kind in ("country", "capital", "place") and span.form == "name" and not page.is_loud
        return span.kind != "person" and (words.texts[span.end - 1] in heads or (place and following in heads))

    def _is_cut_short(self, page: Page, span: Span, memory: Memory) -> bool:
        """Whether a word of the tables begins a longer name of the article: "AU" in "AU Optronics"."""
        if span.known is None or len(span) > 1:
            return False
        options = memory.surfaces.get(page.words.lower[span.start], {})
        lower = page.words.lower
        return any(len(key) > 1 and tuple(lower[span.start : span.start + len(key)]) == key for key in options)

    def _is_family(self, page: Page, span: Span, memory: Memory) -> bool:
        """Whether a name taken for something else ends in the family name of someone in the article."""
        last = page.words.lower[span.end - 1]
        return (
            last in memory.families and len(span) <= 2 and page.words.texts[span.start] not in self._words["org_head"]
        )

    def _is_surname(self, page: Page, span: Span, memory: Memory) -> bool:
        """Whether a word of the tables is here the family name of someone in the article: Washington, Jordan."""
        if len(span) > 1 or span.known is None or page.words.lower[span.start] not in memory.families:
            return False
        if span.form == "demonym":
            return page.labels.get(span.start) == "PERSON"
        located = self._before(page, span) in self._words["place_preposition"]
        return page.labels.get(span.start) == "PERSON" or (not located and span.known.code not in memory.codes)

    def _is_place(self, page: Page, span: Span, memory: Memory) -> bool:
        """Whether a name stands for a place, though spaCy may have taken it for something else."""
        words, i, key = page.words.lower, span.start, key_of(page, span)
        if i > 1 and words[i - 1] == "of" and words[i - 2] in self._words["place_noun"] and span.form != "titled":
            return True
        if page.text(span) not in self._lexicon.places:
            return False
        if span.kind == "person":
            return key[-1] not in memory.families
        return self._is_located(page, span) or memory.kind_of(key) == "place"

    def _is_located(self, page: Page, span: Span) -> bool:
        """Whether the word before says that a place follows: "in Grozny", "the capital Bangui"."""
        before = self._before(page, span)
        return before in self._words["place_preposition"] or before in self._words["located_noun"]

    def _before(self, page: Page, span: Span) -> str:
        i = page.before_name(span.start)
        return page.words.lower[i] if i >= 0 else ""

    def _is_sure(self, page: Page, span: Span) -> bool:
        """Whether a headline's name can stand without the article's bearing it out."""
        first = page.words.texts[span.start]
        person = span.kind == "person" and (first in self._lexicon.given_names or first in self._lexicon.family_first)
        return (person and 2 <= len(span) <= 4) or span.form in ("dateline", "titled", "shaped")

    # -- what was overlooked

    def _recall(self, page: Page, memory: Memory, taken: Container[int]) -> Iterator[Span]:
        """Find names of the article that were overlooked here."""
        done, firsts = 0, memory.families | memory.surfaces.keys()
        for i in [i for i, word in enumerate(page.words.lower) if word in firsts]:
            end, kind = self._recalled(page, i, memory) if i >= done and i not in taken else (i, "")
            if end > i and not any(k in taken for k in range(i, end)):
                first = self._first_word(page, i, taken) if kind == "person" and end == i + 1 else i
                yield Span(page.number, max(first, done), end, kind)
                done = end

    def _recalled(self, page: Page, i: int, memory: Memory) -> tuple[int, str]:
        words = page.words
        word, options = words.lower[i], memory.surfaces.get(words.lower[i], {})
        if not (options or word in memory.families) or not words.is_capital(i):
            return i, ""
        if i and words.texts[i - 1] in "@#" and words.ends[i - 1] == words.starts[i]:
            return i, ""
        for key in sorted(options, key=lambda key: (-len(key), key)):
            if len(key) > 1 and tuple(words.lower[i : i + len(key)]) == key:
                return i + len(key), memory.kind_of(key) or ""
        if len(word) < SHORTEST or (i in page.opening and not page.is_loud and not page.is_proper(i)):
            return i, ""
        if word in memory.families:
            return i + 1, "person"
        common = word in self._words["common_word"] or word in self._words["common_in_capitals"]
        return (i, "") if common or (word,) not in options else (i + 1, memory.kind_of((word,)) or "")

    def _first_word(self, page: Page, i: int, taken: Container[int]) -> int:
        """Take the given name before an overlooked family name along: "Uli Hoeness" beside "Adele Hoeness"."""
        words, before = page.words, i - 1
        free = before >= 0 and before not in taken and before not in page.opening and i not in page.opening
        if page.is_loud or page.is_headline or not free:
            return i
        plain = words.is_capital(before) and len(words.texts[before]) > 1 and page.is_proper(before)
        title = any(t.start <= before < t.end for t in page.titles)
        return before if plain and not title and words.starts[i] - words.ends[before] == 1 else i

    def _enumerated(self, page: Page, spans: Sequence[Span]) -> Iterator[Span]:
        """Find the people listed after people: "Staunton, Irwin, McAteer"."""
        words, taken = page.words, _words_of(spans)
        ends = {span.end for span in spans if span.kind == "person"}
        for i in range(2, len(words)):
            if i - 1 not in ends or words.texts[i - 1] != ",":
                continue
            j = i
            while j < min(len(words), i + MOST_LISTED) and j not in taken and self._is_listed_word(page, j):
                j += 1
            if j > i and (j == len(words) or words.lower[j] in (",", "and", "(", ".", ";")):
                yield Span(page.number, i, j, "person")
                ends.add(j)

    def _is_listed_word(self, page: Page, i: int) -> bool:
        word = page.words.texts[i]
        plain = word[0].isupper() and len(word) > 1 and not word.isupper() and page.labels.get(i) in (None, "PERSON")
        title = any(t.start <= i < t.end for t in page.titles)
        return plain and not title and word not in self._words["calendar"] and word not in self._words["not_name"]


def _words_of(spans: Sequence[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}
