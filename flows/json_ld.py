"""An article as schema.org's NewsArticle (https://schema.org/NewsArticle), in JSON-LD."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

type Row = Mapping[str, Any]

ARTICLES = "select * from main.articles order by article_id"
NAMED = """
    with counted as (
        select article_id, entity_id, count(*) as mention_count
        from main.mentions
        group by article_id, entity_id
    )

    select counted.article_id, counted.entity_id, entities.kind, entities.name
    from counted
    inner join main.entities on counted.entity_id = entities.entity_id
    order by counted.article_id, counted.mention_count desc, counted.entity_id
"""
"""The entities that each article names, the most often named first."""
TYPES = {
    "person": "Person",
    "organization": "Organization",
    "country": "Country",
    "place": "Place",
    "group": "Organization",
}
"""schema.org's types for kinds of entities; what has none is a Thing."""
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Written so, no text of an article can end the script element of a page that embeds the JSON."""


def news_articles(articles: Iterable[Row], named: Iterable[Row]) -> Iterator[str]:
    """Yield each article as one line of JSON-LD; both come in the order of their articles, and neither is held."""
    groups = groupby(named, key=itemgetter("article_id"))
    nobody: tuple[str | None, Iterable[Row]] = (None, ())
    key, entities = next(groups, nobody)
    for row in articles:
        while key is not None and key < row["article_id"]:
            key, entities = next(groups, nobody)
        if row["article_id"] == key:
            yield news_article(row, list(entities))
        else:
            yield news_article(row, [])


def news_article(row: Row, entities: Sequence[Row]) -> str:
    """Return an article as one line of JSON-LD, plain ASCII; what is unknown is left out."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"urn:newsledger:{row['article_id']}",
        "identifier": row["article_id"],
        "headline": row["title"],
        "alternativeHeadline": row["subtitle"],
        "author": [{"@type": "Person", "name": name} for name in row["bylines"] or ()],
        "publisher": _named("Organization", row["publisher"]),
        "url": _web_address(row["url"]),
        "inLanguage": row["language"],
        "datePublished": row["published_on"].isoformat() if row["published_on"] else None,
        "articleBody": row["body"],
        "wordCount": row["word_count"],
        "isBasedOn": f"urn:newsledger:{row['duplicate_of']}" if row["duplicate_of"] else None,
        "isPartOf": {"@type": "CreativeWorkSeries", "identifier": row["story_id"]} if row["story_id"] else None,
        "mentions": [_entity(entity) for entity in entities],
    }
    known = {name: value for name, value in facts.items() if value not in (None, [])}
    return json.dumps(known, ensure_ascii=True).translate(_ESCAPED)


def _entity(entity: Row) -> dict[str, str]:
    return {"@type": TYPES.get(entity["kind"], "Thing"), "name": entity["name"], "identifier": entity["entity_id"]}


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _web_address(url: str | None) -> str | None:
    """Return an address of the web; any other (javascript:, file:) is no address of an article."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
