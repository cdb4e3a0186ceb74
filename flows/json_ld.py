"""An article as schema.org's NewsArticle (https://schema.org/NewsArticle), in JSON-LD."""

import json
from collections.abc import Mapping
from typing import Any

ARTICLES = """
    with named as (
        select
            mentions.article_id,
            mentions.entity_id,
            any_value(entities.kind) as kind,
            any_value(entities.name) as name,
            count(*) as mention_count
        from main.mentions
        inner join main.entities on mentions.entity_id = entities.entity_id
        group by mentions.article_id, mentions.entity_id
    ),

    listed as (
        select
            article_id,
            list(
                {'entity_id': entity_id, 'kind': kind, 'name': name} order by mention_count desc, entity_id
            ) as mentions
        from named
        group by article_id
    )

    select articles.*, listed.mentions
    from main.articles
    left join listed on articles.article_id = listed.article_id
    order by articles.article_id
"""
"""One row an article, with the entities it names, the most often named first."""
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


def news_article(row: Mapping[str, Any]) -> str:
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
        "mentions": [_entity(entity) for entity in row["mentions"] or ()],
    }
    known = {name: value for name, value in facts.items() if value not in (None, [])}
    return json.dumps(known, ensure_ascii=True).translate(_ESCAPED)


def _entity(entity: Mapping[str, str]) -> dict[str, str]:
    return {"@type": TYPES.get(entity["kind"], "Thing"), "name": entity["name"], "identifier": entity["entity_id"]}


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _web_address(url: str | None) -> str | None:
    """Return an address of the web; any other (javascript:, file:) is no address of an article."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
