"""A few made reports with copies of every sort, and two outlets on one happening."""

import random
from datetime import date, timedelta

from tests.bench.corpus import make_articles

FIRST_DAY = date(2024, 3, 1)


def paragraphs(number, seed=5):
    """Return the body paragraphs of a bench article: without its title, byline and caption."""
    *_, text = make_articles(number + 1, seed)
    return [part for part in text.split("\n\n")[3:] if len(part.split()) > 12]


def record(name, parts, day=None, title=None):
    text = "\n\n".join(parts) + "\n"
    published = {} if day is None else {"published_at": str(FIRST_DAY + timedelta(days=day))}
    return {"text": text, "url": f"https://made.example/{name}", "title": title or f"Report {name}"} | published


def made_news():
    """Return records: exact, near and contained copies, chains, better originals, dated and undated."""
    records = []
    for number in (0, 2, 4, 5):
        body = paragraphs(number)
        day = None if number == 5 else number
        records += [
            record(f"{number}-first", body, day),
            record(f"{number}-shouted", [part.upper() for part in body], None if day is None else day + 2),
            record(f"{number}-cut", body[:3] + body[4:], None if day is None else day + 1),
            record(f"{number}-half", body[: len(body) // 2], None if day is None else day + 3),
        ]
    records += chain(7, days=(3, 1, 2, 0))
    records += chain(8, days=(None, None, None, None))
    records += [record("alone-1", paragraphs(9), 4), record("alone-2", paragraphs(10))]
    records += [record("stub-1", ["Subscribe to read on."], 1), record("stub-2", ["Subscribe to read on!"], 2)]
    return records


def chain(number, days):
    """Return reports of which each is a copy of the next, but not the first of the last."""
    body = paragraphs(number)
    extra = paragraphs(number + 20)
    size = len(body)
    steps = [body, body[1:] + extra[:1], body[3:] + extra[:3], body[5:] + extra[: max(size, 5)]]
    return [
        record(f"{number}-link-{step}", parts, day) for step, (parts, day) in enumerate(zip(steps, days, strict=True))
    ]


def shuffled_batches(records, seed):
    """Return the records in another order, cut into one to five batches."""
    rng = random.Random(seed)
    mixed = rng.sample(records, len(records))
    cuts = sorted(rng.sample(range(1, len(mixed)), rng.randrange(5)))
    return [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
