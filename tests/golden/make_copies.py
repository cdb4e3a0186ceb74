"""Make a set of news copies with known truth, after NEWS-COPY (Silcock, D'Amico-Wong, Yang and Dell 2022).

    python tests/golden/make_copies.py COPIES.jsonl --articles 500

Each record has `text`, `title` and `group`; the copies of one article share a group. A copy has a new headline and
one to three of: letters misread as by a scanner, paragraphs cut, words spun into others, a page's lines around it.
"""

import argparse
import json
import random
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from tests.bench.corpus import WORDS, _article, original_of

MISREAD = {"e": "c", "l": "1", "o": "0", "h": "b", "m": "rn", "rn": "m", "S": "5", "i": "j", "n": "u", "t": "f"}
"""What a scanner reads for what was printed."""
MISREAD_WORDS, SPUN_WORDS = 0.012, 0.015
"""Share of words with a misread letter, and of words replaced by another."""
PAGE = ("Continue reading below", "Sign up for the morning letter", "Share this story with a friend", "Most read today")


def made_copies(articles: int, seed: int = 11) -> Iterator[dict[str, str | int]]:
    """Give the records of some articles, each followed by none to four copies."""
    originals = (number for number in count() if original_of(number, seed) is None)
    for group, number in enumerate(islice(originals, articles)):
        rng = random.Random(f"copies:{seed}:{number}")
        title, body = _parts(number, seed)
        yield {"group": group, "title": title, "text": "\n\n".join(body)}
        for _ in range(rng.choice([0, 0, 1, 2, 4])):
            yield {"group": group, "title": _headline(rng), "text": "\n\n".join(_changed(body, rng))}


def _parts(number: int, seed: int) -> tuple[str, list[str]]:
    text = _article(number, seed)
    title, _byline, _caption, *body = text.strip().split("\n\n")
    return title, body


def _headline(rng: random.Random) -> str:
    return f"{rng.choice(WORDS['bodies'])} in focus as {rng.choice(WORDS['nouns'])} draws questions"


def _changed(body: list[str], rng: random.Random) -> list[str]:
    for change in rng.sample([_misread, _cut, _spun, _on_a_page], rng.randrange(1, 4)):
        body = change(body, rng)
    return body


def _misread(body: list[str], rng: random.Random) -> list[str]:
    return [" ".join(_misread_word(w, rng) if rng.random() < MISREAD_WORDS else w for w in p.split()) for p in body]


def _misread_word(word: str, rng: random.Random) -> str:
    letters = [letter for letter in MISREAD if letter in word]
    letter = rng.choice(letters) if letters else ""
    return word.replace(letter, MISREAD[letter], 1) if letter else word


def _spun(body: list[str], rng: random.Random) -> list[str]:
    others = [*WORDS["adjectives"], *WORDS["nouns"]]
    return [" ".join(rng.choice(others) if rng.random() < SPUN_WORDS else w for w in p.split()) for p in body]


def _cut(body: list[str], rng: random.Random) -> list[str]:
    dropped = set(rng.sample(range(len(body)), max(1, len(body) // 8)))
    return [paragraph for place, paragraph in enumerate(body) if place not in dropped]


def _on_a_page(body: list[str], rng: random.Random) -> list[str]:
    place = rng.randrange(1, len(body))
    return [*body[:place], rng.choice(PAGE), *body[place:], rng.choice(PAGE)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    arguments = parser.parse_args()
    lines = (json.dumps(record) + "\n" for record in made_copies(arguments.articles))
    arguments.path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
