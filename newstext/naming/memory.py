"""What one passage of an article teaches about the others: names are used alike through one article.

One sense per discourse (Gale, Church and Yarowsky 1992): a name seen in full settles what its short form,
its capital-letter form in the headline and spaCy's unsure guesses elsewhere in the article mean.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from newstext.naming.lexicon import Known, Lexicon
from newstext.naming.pages import Page, Span
from newstext.naming.people import family_names
from newstext.naming.words import HYPHENS

type Key = tuple[str, ...]
"""The words of a name in lower case."""


@dataclass(slots=True)
class Memory:
    """Names of one article.

    Family names; countries surely meant, and how often each is named; words of bodies' names; all names by first word.
    """

    families: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    times_named: Counter[str] = field(default_factory=Counter)
    body_words: set[str] = field(default_factory=set)
    surfaces: dict[str, dict[Key, Counter[str]]] = field(default_factory=lambda: defaultdict(dict))

    def learn(self, key: Key, kind: str) -> None:
        self.surfaces[key[0]].setdefault(key, Counter())[kind] += 1

    def kind_of(self, key: Key) -> str | None:
        """Return what the article mostly takes a name for; ties go to the alphabetically first kind."""
        votes = self.surfaces.get(key[0], {}).get(key)
        return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else None


def key_of(page: Page, span: Span) -> Key:
    return tuple(page.words.lower[span.start : span.end])


def remember(pages: Sequence[Page], lexicon: Lexicon) -> Memory:
    """Gather the names of the pages set in plain letters."""
    memory = Memory()
    for page in pages:
        for span in page.spans:
            if span.known is not None:
                _remember_country(memory, span, span.known)
            elif span.form in ("titled", "shaped") or (span.form != "demonym" and _is_plain(page)):
                _remember_name(memory, page, span, lexicon)
    return memory


def _is_plain(page: Page) -> bool:
    """Whether capitals tell names from other words on a page."""
    return not page.is_loud and (page.is_table or not page.is_headline)


def _remember_country(memory: Memory, span: Span, known: Known) -> None:
    if known.code is None or known.kind != "country" or span.form == "short_name":
        return
    memory.times_named[known.code] += 1
    if span.form == "demonym" or len(span) > 1:
        memory.codes.add(known.code)


def _remember_name(memory: Memory, page: Page, span: Span, lexicon: Lexicon) -> None:
    key = key_of(page, span)
    memory.learn(key, span.kind)
    if span.kind == "person":
        parts = [word for word in key if word not in HYPHENS]
        if len(parts) > 1:
            memory.families |= family_names(parts, lexicon)
    elif span.kind == "organization" and len(span) > 1:
        texts = page.words.texts[span.start : span.end]
        memory.body_words |= {
            word.lower() for word in texts if word not in lexicon.words["org_head"] and word[0].isupper()
        }
        if texts[-1] in lexicon.words["company_form"] and len(key) > 2:
            memory.learn(key[:-1], "organization")
