"""Who spoke most, with their latest words."""

from dataclasses import dataclass

from flows.reporting.questions import Questions, Row, grouped
from flows.reporting.receipts import LINE, Citation, Receipts, Source, row_source
from flows.reporting.wording import say_day, say_role, shorten

MOST_PEOPLE, MOST_BODIES = 12, 8
EXAMPLES = 4
"""Statements shown of a speaker."""
LATEST = 320
"""Characters of the latest words: a short paragraph."""
PEOPLE = ("person",)
BODIES = ("organization", "country", "group", "agreement", "other", "place")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body with what it said last; `share` is its number of statements beside that of the first."""

    name: str
    office: str | None
    statement_count: int
    article_count: int
    share: float
    latest_words: str | None
    latest_kind: str | None
    latest_day: str
    statements: Citation | None
    latest: Citation | None


@dataclass(frozen=True, slots=True)
class Speakers:
    people: tuple[Speaker, ...]
    bodies: tuple[Speaker, ...]


def tell_speakers(questions: Questions, receipts: Receipts) -> Speakers:
    """Tell who spoke most: people first, then bodies and governments."""
    return Speakers(
        people=_told(questions, receipts, PEOPLE, MOST_PEOPLE),
        bodies=_told(questions, receipts, BODIES, MOST_BODIES),
    )


def _told(questions: Questions, receipts: Receipts, kinds: tuple[str, ...], most: int) -> tuple[Speaker, ...]:
    rows = questions.rows("speakers", kinds=kinds, most=most)
    chosen = [row["speaker_id"] for row in rows]
    statements = grouped(questions.rows("statements", chosen=chosen, examples=EXAMPLES), "speaker_id")
    most_said = max((row["statement_count"] for row in rows), default=1)
    return tuple(_speaker(row, statements[row["speaker_id"]], most_said, receipts) for row in rows)


def _speaker(row: Row, statements: list[Row], most_said: int, receipts: Receipts) -> Speaker:
    name = shorten(row["speaker_name"], LINE)
    latest = next((said for said in statements if said["own_words_rank"] == 1), None)
    recent = (said for said in statements if said["recent_rank"] <= EXAMPLES)
    return Speaker(
        name=name,
        office=_office(row),
        statement_count=row["statement_count"],
        article_count=row["article_count"],
        share=row["statement_count"] / most_said,
        latest_words=shorten(latest["words"], LATEST).rstrip(",") if latest else None,
        latest_kind=latest["kind"] if latest else None,
        latest_day=say_day(latest["published_on"] if latest else None),
        statements=receipts.cite(f"{name}: statements, the latest first", map(_said, recent), row["statement_count"]),
        latest=receipts.cite(f"{name}: latest words", [_said(latest)] if latest else []),
    )


def _said(row: Row) -> Source:
    return row_source(row, "quote_id", f"{row['kind']}, {row['cue']}" if row["cue"] else row["kind"])


def _office(row: Row) -> str | None:
    """Return the office last given to a speaker and whose it is, or else the speaker's country."""
    office, of = say_role(row["title"], row["status"]), row["office_of"] or row["country_name"]
    known = [part for part in (office, of) if part and part != row["speaker_name"]]
    return shorten(", ".join(known), LINE) or None
