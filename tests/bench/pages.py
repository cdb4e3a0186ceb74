"""Made-up news pages with known bodies, for measuring what is read from HTML: the same for the same seed.

Page n is article n of a small corpus set into one of the templates beside this module. The first two lines of a
template say how it sets a paragraph and what it puts between paragraphs; `$body` is where they go.
"""

import html
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path
from string import Template

from tests.bench.corpus import WORDS, _body, _Slots

SITES = ("The Example Gazette", "Harbour Times", "Northern Post", "Valley Observer", "Metro Chronicle")
_MARKUP = ("menu", "cards", "scripts")
EVERY = 3
"""What a template inserts stands after every so many paragraphs."""

MENU, CARDS, STATE = 60, 12, 400
"""Links of a menu, related stories and entries of a script's data: about as many as pages of news sites carry."""

_LINK, _STRESS = '<a href="/topic/{0}">{1}</a>', "<em>{1}</em>"


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page's source and what a reader should find in it."""

    template: str
    source: str
    url: str
    title: str
    author: str
    published: date
    site: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    name: str
    paragraph: str
    inserted: str
    page: Template

    @staticmethod
    def read(path: Path) -> "_Layout":
        paragraph, inserted, page = path.read_text(encoding="utf-8").split("\n", 2)
        parts = [
            line.removeprefix("<!-- ").removesuffix(" -->").split(":", 1)[1].strip() for line in (paragraph, inserted)
        ]
        return _Layout(path.stem, parts[0], parts[1], Template(page))

    def set_body(self, paragraphs: tuple[str, ...], rng: random.Random) -> str:
        rows = []
        for number, paragraph in enumerate(paragraphs, 1):
            rows.append(self.paragraph.format(_mark_up(paragraph, rng)))
            if number % EVERY == 0 and number < len(paragraphs):
                rows.append(self.inserted)
        return "\n".join(rows)


def make_pages(seed: int = 0) -> Iterator[MadePage]:
    """Make pages without end, the templates taking turns."""
    layouts = [_Layout.read(path) for path in sorted(Path(__file__).with_name("page_templates").glob("*.html"))]
    return (_page(number, layouts[number % len(layouts)], seed) for number in count())


def first_pages(number: int, seed: int = 0) -> list[MadePage]:
    return list(islice(make_pages(seed), number))


def _page(number: int, layout: _Layout, seed: int) -> MadePage:
    rng = random.Random(f"page:{seed}:{number}")
    slots = _Slots(rng)
    title, *related = (slots.fill(rng.choice(WORDS["titles"])) for _ in range(4))
    author = f"{rng.choice(WORDS['given names'])} {rng.choice(WORDS['family names'])}"
    site, day = rng.choice(SITES), slots.day
    url = f"https://news.example/{seed}/{number}"
    paragraphs = tuple(_body(slots, rng.randrange(180, 700)))
    words = {
        "title": title,
        "author": author,
        "site": site,
        "url": url,
        "date": day.isoformat(),
        "date_words": f"{day:%B} {day.day}, {day.year}",
        "caption": slots.fill("{Full} speaks in {capital2} on {weekday}."),
        "menu": _menu(rng),
        "cards": _cards(slots, rng),
        "scripts": _scripts(rng),
        **{f"related_{place}": words for place, words in enumerate(related, 1)},
    }
    words = {name: value if name in _MARKUP else html.escape(value) for name, value in words.items()}
    body = Template(layout.set_body(paragraphs, rng)).safe_substitute(words)
    return MadePage(layout.name, layout.page.substitute(words, body=body), url, title, author, day, site, paragraphs)


def _menu(rng: random.Random) -> str:
    links = (
        f'<li class="menu-item level-{rng.randrange(3)}"><a class="menu-link" data-track="nav" href="/s/{place}">'
        f"{rng.choice(WORDS['nouns']).title()}</a></li>"
        for place in range(MENU)
    )
    return f'<div class="menu-panel" aria-hidden="true"><ul class="menu">{"".join(links)}</ul></div>'


def _cards(slots: _Slots, rng: random.Random) -> str:
    """Return a strip of related stories, each a picture, a headline and a day."""
    cards = (
        f'<div class="card"><a href="/story/{place}"><img class="lazy" alt="" data-src="/i/{place}.jpg" width="320">'
        f'<span class="card-title">{html.escape(slots.fill(rng.choice(WORDS["titles"])))}</span></a>'
        f'<span class="card-age">{rng.randrange(1, 23)} hours ago</span></div>'
        for place in range(CARDS)
    )
    return f'<div class="cards recirculation">{"".join(cards)}</div>'


def _scripts(rng: random.Random) -> str:
    data = ",".join(f'"k{place}":{{"id":{rng.randrange(10**6)},"ok":true}}' for place in range(STATE))
    rules = "".join(f".c{place}{{margin:0 {rng.randrange(9)}px;color:#333}}" for place in range(STATE // 4))
    return f"<style>{rules}</style><script>window.__STATE__={{{data}}};</script>"


def _mark_up(paragraph: str, rng: random.Random) -> str:
    """Return a paragraph as HTML: entities for some marks, a link and a stressed word here and there."""
    words = html.escape(paragraph, quote=False).replace("$", "$$").split(" ")
    for place, form in ((rng.randrange(len(words)), _LINK), (rng.randrange(len(words)), _STRESS)):
        if rng.random() < 0.5 and words[place].isalpha():
            words[place] = form.format(place, words[place])
    marked = " ".join(words)
    if rng.random() < 0.3:
        marked = marked.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("’", "&#8217;")
    return marked
