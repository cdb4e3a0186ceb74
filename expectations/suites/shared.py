"""Groups of rules that several suites need."""

from datetime import date

from expectations.codes import countries
from expectations.evidence import begins_in_sentence, is_code, not_blank, not_of_duplicate, receipt
from expectations.rules import Rule, Severity, between, matches, not_null, refers, shown, unique

EARLIEST_DAY, LATEST_DAY = date(1, 1, 1), date(2999, 12, 31)
"""Days outside are no reading of a news text but a broken computation."""

EARLIEST_LIKELY_DAY, LATEST_LIKELY_DAY = date(1000, 1, 1), date(2200, 12, 31)
"""News seldom names a day outside: worth a look, not a rejection."""

ID = r"^\S+$"


def key(column: str) -> tuple[Rule, ...]:
    """A one-column key: given, unique, free of white space."""
    return (not_null(column), unique(column), matches(column, ID, "holds no white space"))


def numbered_key(number: str) -> tuple[Rule, ...]:
    """The key of rows numbered within their article."""
    return (not_null("article_id"), not_null(number), between(number, 0), unique("article_id", number))


def receipts(words: str = "text") -> tuple[Rule, ...]:
    """What every row taken from text must show."""
    return (
        not_null("char_start"),
        not_null("char_end"),
        between("char_start", 0),
        Rule(
            "span_not_empty",
            ("char_start", "char_end"),
            "char_start is before char_end",
            "ExpectColumnPairValuesAToBeGreaterThanB",
            {"column_A": "char_end", "column_B": "char_start", "ignore_row_if": "either_value_is_missing"},
        ),
        shown("not_blank", words, "holds a character that prints", not_blank(words)),
        shown(
            "receipt",
            (words, "char_start", "char_end"),
            "is exactly the raw text from char_start to char_end",
            receipt(words),
            scope="table",
        ),
    )


def fact() -> tuple[Rule, ...]:
    """What every fact owes to its article and sentence."""
    return (
        refers("article_id", "articles"),
        refers(("article_id", "sentence_no"), "sentences"),
        not_of_duplicate_article(),
        shown(
            "begins_in_sentence",
            ("sentence_no", "char_start"),
            "begins inside the sentence it names",
            begins_in_sentence,
            severity="warn",
        ),
    )


def not_of_duplicate_article() -> Rule:
    words = "its article is no copy: facts of a copy are not extracted again"
    return shown("not_of_duplicate", "article_id", words, not_of_duplicate)


def country(column: str, severity: Severity = "fail") -> Rule:
    words = "is an ISO 3166-1 alpha-3 code"
    return shown("country_code", column, words, is_code(column, countries), severity=severity)


def entity(column: str) -> Rule:
    return refers(("article_id", column), "entities", ("article_id", "entity_id"))


def sane_day(column: str) -> Rule:
    return between(column, EARLIEST_DAY, LATEST_DAY, name="sane_day")


def likely_day(column: str) -> Rule:
    return between(column, EARLIEST_LIKELY_DAY, LATEST_LIKELY_DAY, name="likely_day", severity="warn")
