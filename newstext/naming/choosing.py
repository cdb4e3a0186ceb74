"""Which of several overlapping readings of the same words stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from newstext.naming.lexicon import Lexicon
from newstext.naming.pages import Page, Span
from newstext.naming.words import APOSTROPHES, HYPHENS


def choose(
    page: Page, lexicon: Lexicon, known: Sequence[Span], shaped: Sequence[Span], guessed: Sequence[Span]
) -> list[Span]:
    """Settle overlaps: a name after a title first, then the tables, then shapes, then spaCy's guesses.

    A phrase of the tables that is only part of a longer name ("Jordan" in "Michael Jordan") gives way to it.
    """
    tails = {(span.start, span.end) for span in known}
    others = _by_word([*shaped, *guessed])
    firm = [
        span
        for span in known
        if not any(
            _swallows(page, lexicon, other, span) for other in others[span.start] if (span.end, other.end) not in tails
        )
    ]
    titled = [span for span in shaped if span.form == "titled"]
    kept: list[Span] = []
    taken: set[int] = set()
    for span in _in_order(titled, firm, shaped, _split_guesses(page, guessed, firm)):
        if taken.isdisjoint(words := range(span.start, span.end)):
            kept.append(span)
            taken.update(words)
    return sorted(kept, key=lambda span: span.start)


def _by_word(spans: Iterable[Span]) -> defaultdict[int, list[Span]]:
    """List the spans that hold each word."""
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        for i in range(span.start, span.end):
            found[i].append(span)
    return found


def _in_order(*groups: Iterable[Span]) -> Iterable[Span]:
    for group in groups:
        yield from sorted(group, key=lambda span: (-len(span), span.start))


def _split_guesses(page: Page, guessed: Sequence[Span], firm: Sequence[Span]) -> Iterable[Span]:
    """Cut from a guess what the tables know of it: "South Korean Defense Ministry" holds a country and a body."""
    known = _by_word(firm)
    for span in guessed:
        inside = [other for i in range(span.start, span.end) for other in known[i]]
        if not inside:
            yield span
            continue
        start = max((other.end for other in inside if other.start <= span.start), default=span.start)
        end = min((other.start for other in inside if other.start > span.start), default=span.end)
        words = page.words
        while start < end and (
            words.texts[start] in HYPHENS or words.texts[start] in APOSTROPHES or words.lower[start] == "s"
        ):
            start += 1
        while start < end and words.texts[end - 1] in HYPHENS:
            end -= 1
        if start < end and words.is_capital(start) and (end - start > 1 or words.texts[start].isupper()):
            yield Span(span.page, start, end, span.kind, span.form)


def _swallows(page: Page, lexicon: Lexicon, other: Span, span: Span) -> bool:
    """Whether a longer reading takes a phrase of the tables into itself."""
    if not other.holds(span) or len(other) == len(span) or span.kind == "agreement":
        return False
    words = page.words
    if other.kind == "person":
        leads = span.start == other.start
        return not leads or words.texts[span.start] in lexicon.given_names or span.kind in ("capital", "place")
    if other.kind == "group":
        return False
    if span.kind in ("country", "capital"):
        return _swallows_country(page, lexicon, other, span)
    generic_end = span.known is not None and span.known.is_generic and span.end == other.end
    return not generic_end


def _swallows_country(page: Page, lexicon: Lexicon, other: Span, span: Span) -> bool:
    """Whether a country's name is part of a body's or a place's: "Korean Air Lines", "Bank of China"."""
    words, bodies = page.words, lexicon.words["org_head"] | lexicon.words["place_head"]
    after = words.texts[span.end : span.end + 1]
    if after and (after[0] in APOSTROPHES or after[0] in HYPHENS):
        return False
    if span.start == other.start:
        head = words.texts[other.end - 1]
        plain = len(other) - len(span) == 1 and head in lexicon.words["public_body"]
        return head in bodies and not plain
    return words.lower[span.start - 1] in ("of", "de", "the", "for", "in") or span.end < other.end
