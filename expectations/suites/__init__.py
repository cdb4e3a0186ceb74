"""The suites by table, in the order in which references are judged: parents before children."""

from collections.abc import Mapping

from expectations.rules import Rule
from expectations.suites import (
    articles,
    blocks,
    dates,
    documents,
    duplicates,
    entities,
    events,
    mentions,
    quantities,
    quotes,
    roles,
    sentences,
    sources,
    stories,
)

SUITES: Mapping[str, tuple[Rule, ...]] = {
    "sources": sources.RULES,
    "documents": documents.RULES,
    "stories": stories.RULES,
    "articles": articles.RULES,
    "blocks": blocks.RULES,
    "entities": entities.RULES,
    "sentences": sentences.RULES,
    "mentions": mentions.RULES,
    "roles": roles.RULES,
    "quotes": quotes.RULES,
    "quantities": quantities.RULES,
    "dates": dates.RULES,
    "events": events.RULES,
    "duplicates": duplicates.RULES,
}
