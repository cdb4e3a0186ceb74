# ruff: noqa: S608 - every value in a statement comes from this package
"""A last look at the file that was built: what one part of a run could not see of the others.

Rows were judged part by part before; here the articles that a load brought are checked in the tables themselves.
"""

import duckdb

_RECEIPTS = {
    "blocks": "text",
    "sentences": "text",
    "mentions": "text",
    "roles": "text",
    "quotes": "text",
    "quantities": "text",
    "dates": "text",
    "events": "trigger",
}
_REFERENCES = (
    ("articles", "document_id", "raw.documents", "document_id"),
    ("articles", "duplicate_of", "main.articles", "article_id"),
    ("articles", "story_id", "main.stories", "story_id"),
    ("duplicates", "of_article_id", "main.articles", "article_id"),
    ("mentions", "entity_id", "main.entities", "entity_id"),
    ("roles", "person_id", "main.entities", "entity_id"),
    ("roles", "organization_id", "main.entities", "entity_id"),
    ("quotes", "speaker_id", "main.entities", "entity_id"),
    ("quantities", "claimant_id", "main.entities", "entity_id"),
    ("events", "actor_id", "main.entities", "entity_id"),
    ("events", "recipient_id", "main.entities", "entity_id"),
    ("events", "reported_by_id", "main.entities", "entity_id"),
)


def broken_promises(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return, in words, what does not hold of the articles that `load_run` brought on this connection.

    Every receipt must be the exact slice of the raw text, and every reference must lead to a row, also in the articles
    for which the load found another entity.
    """
    connection.execute(_ARRIVED_TEXT)
    checks = [_receipt_check(table, words) for table, words in _RECEIPTS.items()]
    checks += [_reference_check(*reference) for reference in _REFERENCES]
    counts = ((name, connection.execute(query).fetchone()) for name, query in checks)
    return [f"{name}: {row[0]:,} rows" for name, row in counts if row and row[0]]


def _receipt_check(table: str, words: str) -> tuple[str, str]:
    return (
        f"{table}.{words} is not the raw text from char_start to char_end",
        f"""
        select count(*)
        from main.{table} as fact
        join arrived_text using (article_id)
        where fact.{words} is distinct from
            substring(arrived_text.raw_text, fact.char_start + 1, fact.char_end - fact.char_start)
        """,
    )


_ARRIVED_TEXT = """
    create or replace temp table arrived_text as
    select article_id, documents.text as raw_text
    from main.articles
    semi join leaving using (article_id)
    join raw.documents using (document_id)
"""
"""The raw texts of the articles that came, looked up once: they stand among all that is known."""


def _reference_check(table: str, column: str, parent: str, key: str) -> tuple[str, str]:
    return (
        f"{table}.{column} names no row of {parent}",
        f"""
        select count(*)
        from main.{table} as fact
        semi join (select article_id from leaving union select article_id from reresolved) using (article_id)
        where fact.{column} is not null and not exists (from {parent} as parent where parent.{key} = fact.{column})
        """,
    )
