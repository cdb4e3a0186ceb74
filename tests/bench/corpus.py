"""A corpus of synthetic news for measuring: as many articles as asked for, the same for the same seed.

Article n depends on the seed and n alone, so a corpus of 20,000 starts with the one of 1,000. About one in ten is a
near-duplicate of an earlier one. Its people and bodies are made up; it says how fast and how flat the pipeline runs,
never how right it is.
"""

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

WORDS = json.loads(Path(__file__).with_name("corpus_words.json").read_text(encoding="utf-8"))
_ARTICLE = re.compile(r"\b([Aa])(?= [aeio])")


class _Slots(dict[str, str]):
    """Words for the slots of one article: its cast stays, everything else is drawn anew each time."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self.rng = rng
        self.day = date(2019, 1, 1) + timedelta(days=rng.randrange(2400))
        self.home, self.other = rng.sample(WORDS["countries"], 2)
        self.people = [
            (rng.choice(WORDS["given names"]), rng.choice(WORDS["family names"]), rng.choice(WORDS["roles"]))
            for _ in range(2)
        ]
        self.topics = [(rng.choice(WORDS["adjectives"]), rng.choice(WORDS["nouns"])) for _ in range(3)]

    def fill(self, template: str) -> str:
        text = _ARTICLE.sub(r"\1n", template.format_map(self))
        return text[0].upper() + text[1:]

    def __missing__(self, slot: str) -> str:
        word = getattr(self, "_" + slot.rstrip("2").lower())
        return str(word(1 if slot.endswith("2") else 0))

    def _full(self, which: int) -> str:
        given, family, role = self.people[which]
        return f"{(self.home, self.other)[which][1]} {role} {given} {family}"

    def _surname(self, which: int) -> str:
        return self.people[which][1]

    def _country(self, which: int) -> str:
        return (self.home, self.other)[which][0]

    def _demonym(self, which: int) -> str:
        return (self.home, self.other)[which][1]

    def _capital(self, which: int) -> str:
        return (self.home, self.other)[which][2]

    def _noun(self, _: int) -> str:
        return self.rng.choice(WORDS["nouns"]) if self.rng.random() < 0.7 else self.rng.choice(self.topics)[1]

    def _statement(self, _: int) -> str:
        return self.fill(self.rng.choice(WORDS["statements"]))

    def _money(self, _: int) -> str:
        return f"${self.rng.randrange(11, 990) / 10:.1f} {self.rng.choice(['million', 'billion'])}"

    def _count(self, _: int) -> str:
        return f"{self.rng.randrange(12, 990) * self.rng.choice([10, 50, 100]):,}"

    def _small(self, _: int) -> str:
        return self.rng.choice(WORDS["small numbers"])

    def _percent(self, _: int) -> str:
        return str(self.rng.randrange(2, 60))

    def _year(self, _: int) -> str:
        return str(self.rng.randrange(1995, self.day.year))

    def _past_day(self) -> date:
        return self.day - timedelta(days=self.rng.randrange(8, 600))

    def _day(self, _: int) -> str:
        day = self._past_day()
        return f"{day:%B} {day.day}, {day.year}"

    def _month(self, _: int) -> str:
        return f"{self._past_day():%B}"

    def _weekday(self, _: int) -> str:
        return f"{self.day - timedelta(days=self.rng.randrange(3)):%A}"

    def __getattr__(self, name: str) -> object:
        words = _PLAIN_SLOTS.get(name)
        if words is None:
            raise AttributeError(name)
        return lambda _: self.rng.choice(words)


_PLAIN_SLOTS = {
    "_adj": WORDS["adjectives"],
    "_body": WORDS["bodies"],
    "_cue": WORDS["cues"],
    "_manner": WORDS["manners"],
    "_past": WORDS["past"],
    "_place": WORDS["places"],
    "_plural": WORDS["plurals"],
    "_verb": WORDS["verbs"],
}


def write_corpus(folder: Path, articles: int, seed: int = 0, form: str = "jsonl") -> Path:
    """Write a corpus and give its path: one file `corpus.jsonl`, or of form "txt" a folder of files.

    Raises ValueError for another form.
    """
    if form not in {"jsonl", "txt"}:
        raise ValueError(f"form must be jsonl or txt, not {form!r}")
    folder.mkdir(parents=True, exist_ok=True)
    texts = make_articles(articles, seed)
    if form == "txt":
        for number, text in enumerate(texts):
            (folder / f"{number:06d}.txt").write_text(text, encoding="utf-8")
        return folder
    path = folder / "corpus.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts):
            record = {"text": text, "url": f"https://news.example/{seed}/{number}"}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def make_articles(articles: int, seed: int = 0) -> Iterator[str]:
    """Make the texts of a corpus one by one."""
    return (_article(number, seed) for number in range(articles))


def original_of(number: int, seed: int = 0) -> int | None:
    """Give the number of the article that another is a near-duplicate of; None for an original."""
    rng = random.Random(f"copy:{seed}:{number}")
    if number == 0 or rng.random() >= 0.1:
        return None
    original = rng.randrange(number)
    first = original_of(original, seed)
    return original if first is None else first


def _article(number: int, seed: int) -> str:
    original = original_of(number, seed)
    paragraphs = _paragraphs(random.Random(f"text:{seed}:{number if original is None else original}"))
    if original is not None:
        paragraphs = _retouch(paragraphs, random.Random(f"touch:{seed}:{number}"))
    return "\n\n".join(paragraphs) + "\n"


def _paragraphs(rng: random.Random) -> list[str]:
    slots = _Slots(rng)
    title = slots.fill(rng.choice(WORDS["titles"]))
    byline = f"By {rng.choice(WORDS['given names'])} {rng.choice(WORDS['family names'])}"
    clock = f"{rng.randrange(6, 23)}:{rng.randrange(60):02d}"
    published = f"Published : {slots.day:%b}. {slots.day.day}, {slots.day.year} - {clock}"
    glue = rng.choice(["", "\n"])
    caption = f"{slots.fill('{Full} speaks in {capital2} on {weekday}.')} ({slots['body']})"
    body = list(_body(slots, rng.randrange(310, 480)))
    body[0] = f"{slots['capital'].upper()} — {body[0]}"
    for _ in range(rng.randrange(1, 4)):
        body.insert(rng.randrange(1, len(body)), slots.fill(rng.choice(WORDS["ads"])))
    return [title, byline + glue + published, caption, *([caption] if rng.random() < 0.3 else []), *body]


def _body(slots: _Slots, words: int) -> Iterator[str]:
    """Give paragraphs of one to three sentences, no sentence form again before all others were used."""
    forms: list[str] = []
    while words > 0:
        sentences = []
        for _ in range(slots.rng.randrange(1, 4)):
            forms = forms or slots.rng.sample(WORDS["sentences"], len(WORDS["sentences"]))
            sentences.append(slots.fill(forms.pop()))
        paragraph = " ".join(sentences)
        words -= len(paragraph.split())
        yield paragraph


def _retouch(paragraphs: list[str], rng: random.Random) -> list[str]:
    """Change what another outlet changes: the byline, one paragraph dropped, a credit added."""
    kept = list(paragraphs)
    kept[1] = f"By {rng.choice(WORDS['given names'])} {rng.choice(WORDS['family names'])}"
    if len(kept) > 8:
        del kept[rng.randrange(5, len(kept))]
    return [*kept, rng.choice(["(Agencies)", "All rights reserved.", "Additional reporting by staff."])]
