"""Groups of articles about one happening."""

from expectations.evidence import not_blank
from expectations.rules import between, not_null, ordered, shown
from expectations.suites.shared import key, sane_day

RULES = (
    *key("story_id"),
    not_null("article_count"),
    between("article_count", 1),
    sane_day("first_published_on"),
    sane_day("last_published_on"),
    ordered("first_published_on", "last_published_on"),
    shown("not_blank", "headline", "holds a character that prints", not_blank("headline"), severity="warn"),
)
