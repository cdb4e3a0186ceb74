"""Entities for everything that is no person: countries, capitals as governments or as places, public bodies."""

from collections import defaultdict
from collections.abc import Sequence

from newstext.naming.lexicon import Known, Lexicon
from newstext.naming.pages import Page, Span
from newstext.naming.people import PARTIAL
from newstext.naming.words import HYPHENS, slug, split_words
from newstext.records import Entity

LOOK_BACK = 4
"""Words before "to" or "from" in which a verb or noun of motion tells a place from a government."""

ACTING = frozenset({"nsubj", "nsubjpass", "poss", "agent", "dative"})
"""Dependencies in which a capital stands for its government: "Seoul said", "Pyongyang's arsenal"."""

SHORTEST_NAME = 3
"""Letters of the shortest first word that may stand for a body's whole name."""

SHORTEST_LOUD = 5
"""Letters above which a place in capitals is no abbreviation and is written in small letters."""


class EntityMaker:
    """Make entities of one article's spans; public bodies take the country that the article gives them."""

    def __init__(self, lexicon: Lexicon, pages: Sequence[Page]) -> None:
        self._lexicon = lexicon
        self._pages = pages
        self._by_end = {(span.page, span.end): span for page in pages for span in page.spans}
        self._countries_of: dict[str, set[str]] = defaultdict(set)
        for span in (span for page in pages for span in page.spans):
            code = self._country_before(span) if span.known is not None and span.known.is_generic else None
            if code is not None and span.known is not None:
                self._countries_of[span.known.entity_id].add(code)
        self._full_names = self._find_full_names()

    def make(self, span: Span) -> tuple[Entity, str]:
        """Return the entity of a span that is no person, and the form in which it is mentioned."""
        known = span.known
        if known is None:
            return self._unknown(span)
        if known.kind == "capital":
            return self._capital(span, known)
        if known.is_generic:
            return self._generic(span, known), "name"
        return Entity(known.entity_id, known.kind, known.name, known.code), known.form

    def country_of(self, span: Span) -> str | None:
        """Return the country a span names or stands for."""
        if span.known is not None and span.kind in ("country", "capital"):
            return span.known.code
        return None

    def _unknown(self, span: Span) -> tuple[Entity, str]:
        """Make an entity by the name alone, a short form written out where the article does so."""
        text = self._surface(span)
        name = self._full_names.get(text, text) if span.kind == "organization" else text
        known = self._known_company(name) if span.kind == "organization" else None
        form = "demonym" if span.form == "demonym" else "name" if name == text else "short_name"
        if known is not None:
            return Entity(known.entity_id, known.kind, known.name, known.code), form
        if (
            span.kind == "place"
            and name.isupper()
            and (name.title() in self._lexicon.places or len(name) > SHORTEST_LOUD)
        ):
            name = name.title()
        code = self._lexicon.places.get(name) if span.kind == "place" else None
        return Entity(f"{span.kind}:{slug(name)}", span.kind, name, code), form

    def _surface(self, span: Span) -> str:
        """Return a body's or place's name as written, blanks around hyphens mended, a company's legal form left out."""
        text = " ".join(self._pages[span.page].text(span).split()).replace(" - ", "-")
        words = text.split(" ")
        while len(words) > 1 and (words[-1] in self._lexicon.words["company_form"] or words[-1] in ("&", "and")):
            words.pop()
        return " ".join(words).removesuffix(",")

    def _known_company(self, name: str) -> Known | None:
        """Return the body of the tables that a name means, with or without "Group" or "Holdings" at its end."""
        for text in dict.fromkeys((name, name.removesuffix(" Group"), name.removesuffix(" Holdings"))):
            words = split_words(text)
            hit = self._lexicon.phrases.at(words, 0)
            if hit is not None and hit[0] == len(words) and hit[1].kind == "organization":
                return hit[1]
        return None

    def _find_full_names(self) -> dict[str, str]:
        """Map short names of the article's bodies to full ones, where only one full name fits."""
        options: dict[str, set[str]] = defaultdict(set)
        for page in self._pages:
            for span in page.spans:
                if span.kind == "organization" and span.known is None and len(span) > 1:
                    name = self._surface(span)
                    for short in self._short_names(page, span, name):
                        options[short].add(name)
        shortest = {short: min(names, key=lambda name: (len(name), name)) for short, names in options.items()}
        return {s: name for s, name in shortest.items() if all(other.startswith(name) for other in options[s])}

    def _short_names(self, page: Page, span: Span, name: str) -> set[str]:
        """Return what a body's name may be cut to: its first word, or the abbreviation in brackets after it."""
        words = name.split(" ")
        short = {words[0]} if len(words) > 1 and len(words[0]) >= SHORTEST_NAME else set()
        aside = page.words.texts[span.end : span.end + 3]
        initials = "".join(word[0] for word in words if word[0].isupper())
        if aside[:1] == ["("] and aside[2:] == [")"] and aside[1] == initials and len(initials) > 1:
            short.add(initials)
        return short - self._lexicon.words["org_head"] - {name}

    # -- public bodies that every country has

    def _country_before(self, span: Span) -> str | None:
        """Return the country named right before a body: "Seoul's Ministry of Defense", "the U.S. Supreme Court"."""
        page = self._pages[span.page]
        for end in (page.words.before_possessive(span.start), span.start):
            before = self._by_end.get((span.page, end))
            if before is not None:
                return self.country_of(before)
        return None

    def _generic(self, span: Span, known: Known) -> Entity:
        code = self._country_before(span)
        if code is None:
            seen = self._countries_of[known.entity_id]
            code = next(iter(seen)) if len(seen) == 1 else known.code
        if code is None:
            return Entity(known.entity_id + PARTIAL, known.kind, known.name, None, is_partial=True)
        return Entity(f"{known.entity_id}-{code.lower()}", known.kind, known.name, code)

    # -- capitals

    def _capital(self, span: Span, known: Known) -> tuple[Entity, str]:
        if self._acts(span):
            return Entity(known.entity_id, "country", self._lexicon.countries[known.code or ""], known.code), "metonym"
        return Entity(f"place:{slug(known.name)}", "place", known.name, known.code), "name"

    def _acts(self, span: Span) -> bool:
        """Whether a capital stands for the government that sits in it."""
        page = self._pages[span.page]
        words, i = page.words, page.before_name(span.start)
        following = words.texts[span.end : span.end + 1]
        if following == [","] and any((s.start == span.end + 1) and s.kind in ("country", "place") for s in page.spans):
            return False
        before = words.lower[i] if i >= 0 else ""
        if before in self._lexicon.words["place_preposition"] or before in ("of", "from", "to"):
            return before not in self._lexicon.words["place_preposition"] and self._acts_after(page, i, before)
        if before in self._lexicon.words["dealing"] or (following and following[0] in HYPHENS) or before in HYPHENS:
            return before not in ("and", "or") or self._role_acts(page, span)
        return self._role_acts(page, span) or page.has_possessive(span.end)

    def _acts_after(self, page: Page, i: int, preposition: str) -> bool:
        near = page.words.lower[max(0, i - LOOK_BACK) : i]
        if any(word in self._lexicon.words["stance"] for word in near):
            return True
        if any(word in self._lexicon.words["motion"] for word in near) or preposition == "from":
            return False
        return preposition == "to"

    def _role_acts(self, page: Page, span: Span) -> bool:
        token = page.token(span.start)
        if token is None:
            return False
        if token.dep_ == "conj":
            token = token.head
        return token.dep_ in ACTING or (
            token.dep_ in ("pobj", "dobj") and token.head.lower_ in self._lexicon.words["dealing"]
        )
