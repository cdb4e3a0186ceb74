"""The text of an article cut into labelled stretches. What they cover together is judged with `articles`."""

from expectations.evidence import not_blank
from expectations.rules import not_null, one_of, refers, shown
from expectations.suites.shared import numbered_key, receipts

KINDS = (
    "title",
    "subtitle",
    "byline",
    "dateline",
    "heading",
    "body",
    "caption",
    "credit",
    "ad",
    "promo",
    "navigation",
    "other",
)

RULES = (
    *numbered_key("block_no"),
    refers("article_id", "articles"),
    not_null("kind"),
    one_of("kind", *KINDS),
    shown("not_blank", "rule", "says why it was so labelled", not_blank("rule")),
    *receipts(),
)
