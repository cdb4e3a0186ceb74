"""Where an entity is named."""

from expectations.rules import not_null, one_of
from expectations.suites.shared import entity, fact, key, receipts

FORMS = ("name", "short_name", "demonym", "metonym", "title", "pronoun")

RULES = (
    *key("mention_id"),
    not_null("article_id"),
    *fact(),
    not_null("entity_id"),
    entity("entity_id"),
    not_null("form"),
    one_of("form", *FORMS),
    *receipts(),
)
