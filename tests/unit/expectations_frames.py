"""A small run that keeps every rule: an article, its copy, and an article that is blank but for its title."""

import hashlib
import json
from datetime import date

from flows.frames import make_frame

TEXT = (
    "Minister visits base\n\n"
    '"We stand ready," Defence Minister Kim Min-ho said on 3 March 2025. He will add $5 million.\n'
)
COPY = TEXT.replace("Minister visits base", "Base gets a visitor")
BARE = "Only a headline"
SAID = TEXT.index('"We')
PLEDGED = TEXT.index("He will")
DAY = date(2025, 3, 3)


def document_id(text):
    return hashlib.sha256(text.encode("utf8")).hexdigest()[:32]


A, B, C = (document_id(text) for text in (TEXT, COPY, BARE))


def span(words, *, text=TEXT, column="text"):
    start = text.index(words)
    return {column: words, "char_start": start, "char_end": start + len(words)}


def fact(words, sentence_no=1, column="text"):
    return {"article_id": A, "sentence_no": sentence_no, **span(words, column=column)}


def _article(article_id, **values):
    dated = {"published_on": DAY, "published_earliest": DAY, "published_latest": DAY, "published_basis": "dateline"}
    common = {"document_id": article_id, "title": "A title", "bylines": ["Jo Park"], "language": "en", "word_count": 12}
    evidence = {"published_evidence": "3 March 2025", "extractor_version": "1", "story_id": "story-1"}
    return {"article_id": article_id, **dated, **common, **evidence, "body": "words", **values}


def _blocks(article_id, text, title):
    body = text[len(title) :].strip()
    kinds = [("title", title), *([("body", body)] if body else [])]
    return [
        {"article_id": article_id, "block_no": n, "kind": kind, "rule": "first line", **span(words, text=text)}
        for n, (kind, words) in enumerate(kinds)
    ]


def _sentence(sentence_no, block_no, words):
    return {"article_id": A, "sentence_no": sentence_no, "block_no": block_no, **span(words)}


def _event(event_id, **values):
    return {"event_id": event_id, "event_type": "AID", "status": "planned", **fact("add", 2, "trigger"), **values}


ROWS = {
    "sources": [
        {"source_uri": "a.txt", "document_id": A, "format": "txt", "byte_size": 100, "state": "loaded"},
        {"source_uri": "b.txt", "document_id": B, "format": "txt", "byte_size": 100, "state": "loaded"},
        {"source_uri": "c.txt", "document_id": C, "format": "txt", "byte_size": 15, "state": "loaded"},
        {"source_uri": "d.bin", "byte_size": 9, "state": "rejected", "reason": "binary"},
    ],
    "documents": [
        {
            "document_id": document_id(text),
            "format": "text",
            "text": text,
            "encoding": "utf-8",
            "declared": json.dumps({"url": None}),
        }
        for text in (TEXT, COPY, BARE)
    ],
    "stories": [
        {
            "story_id": "story-1",
            "headline": "Minister visits base",
            "first_published_on": DAY,
            "last_published_on": DAY,
            "article_count": 2,
        }
    ],
    "entities": [
        {
            "article_id": A,
            "entity_id": "person:kim-min-ho",
            "kind": "person",
            "name": "Kim Min-ho",
            "is_partial": False,
        },
        {
            "article_id": A,
            "entity_id": "country:KOR",
            "kind": "country",
            "name": "South Korea",
            "country_code": "KOR",
            "is_partial": False,
        },
        {
            "article_id": A,
            "entity_id": "organization:army",
            "kind": "organization",
            "name": "Army",
            "is_partial": False,
        },
    ],
    "articles": [
        _article(A),
        _article(B, duplicate_of=A),
        _article(C, body=None, word_count=0, story_id=None, published_on=None, published_basis="unknown"),
    ],
    "blocks": [
        *_blocks(A, TEXT, "Minister visits base"),
        *_blocks(B, COPY, "Base gets a visitor"),
        *_blocks(C, BARE, BARE),
    ],
    "sentences": [
        _sentence(0, 0, "Minister visits base"),
        _sentence(1, 1, TEXT[SAID : PLEDGED - 1]),
        _sentence(2, 1, TEXT[PLEDGED:].strip()),
    ],
    "mentions": [
        {"mention_id": "m1", "entity_id": "person:kim-min-ho", "form": "name", **fact("Kim Min-ho")},
        {"mention_id": "m2", "entity_id": "person:kim-min-ho", "form": "pronoun", **fact("He", 2)},
    ],
    "roles": [
        {
            "role_id": "r1",
            "person_id": "person:kim-min-ho",
            "title": "defence minister",
            "organization_id": "organization:army",
            "country_code": "KOR",
            "status": "current",
            "as_of": DAY,
            **fact("Defence Minister Kim Min-ho"),
        }
    ],
    "quotes": [
        {
            "quote_id": "q1",
            "kind": "indirect",
            "words": "We stand ready",
            "speaker_id": "person:kim-min-ho",
            **fact("We stand ready"),
        },
        {
            "quote_id": "q2",
            "kind": "mixed",
            "words": "stand",
            "part_of": "q1",
            "speaker_id": "person:kim-min-ho",
            **fact("stand"),
        },
    ],
    "quantities": [
        {
            "quantity_id": "n1",
            "kind": "money",
            "value": 5e6,
            "value_low": 5e6,
            "value_high": 5e6,
            "unit": "USD",
            "approximation": "exact",
            "claimant_id": "person:kim-min-ho",
            **fact("$5 million", 2),
        }
    ],
    "dates": [
        {
            "date_no": 0,
            "kind": "date",
            "timex": "2025-03-03",
            "starts_on": DAY,
            "ends_on": DAY,
            "basis": "absolute",
            **fact("3 March 2025"),
        }
    ],
    "events": [
        _event(
            "e1", actor_id="person:kim-min-ho", actor_country="KOR", recipient_country="USA", starts_on=DAY, ends_on=DAY
        ),
    ],
    "duplicates": [{"article_id": B, "of_article_id": A, "kind": "near", "similarity": 0.9}],
}


def valid_frames():
    """Every table of the contract that stages make, its rows all sound."""
    return {table: make_frame(table, ROWS[table]) for table in ROWS}
