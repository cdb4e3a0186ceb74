"""The leading stories: what most articles told of, with who said what in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.reporting.questions import Questions, Row, grouped
from flows.reporting.receipts import Citation, Receipts, Source, article_source, row_source
from flows.reporting.wording import say_days, say_event, shorten

MOST = 9
"""A front page: one that leads and two rows of four."""
EXAMPLES = 5
"""Articles and statements shown of a story."""
HEADLINE = 200
"""Characters of a headline: no newspaper's is longer, but what was taken for one may be."""
STANDFIRST = 260
"""Characters of the first sentence: three lines of a column."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story with the first sentence of the article that its headline is from."""

    headline: str | None
    standfirst: str | None
    days: str
    article_count: int
    copy_count: int
    statement_count: int
    event_count: int
    articles: Citation | None
    statements: Citation | None
    events: Citation | None


def tell_stories(questions: Questions, receipts: Receipts) -> tuple[Story, ...]:
    """Tell the stories that most articles tell, of equal ones the latest."""
    rows = questions.rows("stories", most=MOST, examples=EXAMPLES)
    openings = {
        row["article_id"]: row["words"] for row in questions.rows("openings", chosen=[row["face_id"] for row in rows])
    }
    chosen = [row["story_id"] for row in rows]
    statements = grouped(questions.rows("story_statements", chosen=chosen, examples=EXAMPLES), "story_id")
    events = grouped(questions.rows("story_events", chosen=chosen, examples=EXAMPLES), "story_id")
    return tuple(
        _story(
            row,
            openings.get(row["face_id"]),
            map(_said, statements[row["story_id"]]),
            map(_happened, events[row["story_id"]]),
            receipts,
        )
        for row in rows
    )


def _story(
    row: Row, opening: str | None, statements: Iterable[Source], events: Iterable[Source], receipts: Receipts
) -> Story:
    headline = shorten(row["headline"] or "", HEADLINE) or None
    name = shorten(headline or "Story without headline", 80)
    return Story(
        headline=headline,
        standfirst=opening and shorten(opening, STANDFIRST),
        days=say_days(row["first_on"], row["last_on"]),
        article_count=row["article_count"],
        copy_count=row["copy_count"],
        statement_count=row["statement_count"],
        event_count=row["event_count"],
        articles=receipts.cite(f"Articles: {name}", map(article_source, row["article_ids"]), row["article_count"]),
        statements=receipts.cite(f"Statements: {name}", statements, row["statement_count"]),
        events=receipts.cite(f"Event reports: {name}", events, row["event_count"]),
    )


def _said(row: Row) -> Source:
    return row_source(row, "quote_id", f"{row['speaker_name'] or 'speaker unknown'}, {row['kind']}")


def _happened(row: Row) -> Source:
    return row_source(row, "event_id", f"{say_event(row)}, {row['status']}")
