"""Data quality of the last run: what was read, what was kept out, what did not hold, what stays unknown."""

from dataclasses import dataclass

from flows.reporting.questions import Questions, Row
from flows.reporting.receipts import Citation, Receipts, row_source
from flows.reporting.wording import say_share, say_time

MOST = 20
EXAMPLES = 3
_UNKNOWNS = {
    "article_day": "articles without a day of publication",
    "article_title": "articles without a title",
    "article_publisher": "articles without a publisher",
    "statement_speaker": "statements whose speaker cannot be resolved",
    "figure_subject": "figures of which it is not told what they count",
    "event_day": "event reports without a day",
    "event_parties": "event reports that do not give both countries",
}


@dataclass(frozen=True, slots=True)
class Run:
    """The last run; its own times are the only ones in the report that come from a clock."""

    state: str
    finished: str
    code_version: str
    seen_count: int
    loaded_count: int
    duplicate_count: int
    rejected_count: int


@dataclass(frozen=True, slots=True)
class Finding:
    """An expectation that did not hold; `is_grave` where its rows were kept out."""

    where: str
    expectation: str
    is_grave: bool
    row_count: int | None


@dataclass(frozen=True, slots=True)
class Rejection:
    what: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Unknown:
    what: str
    unknown_count: int
    row_count: int
    share: str
    percent: float
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Quality:
    """`expectation_count` is 0 where nothing was judged."""

    run: Run | None
    expectation_count: int
    held_count: int
    findings: tuple[Finding, ...]
    rejections: tuple[Rejection, ...]
    unknowns: tuple[Unknown, ...]


def tell_quality(questions: Questions, receipts: Receipts) -> Quality:
    """Tell how good the data are: of the last run, and what is unknown in the articles the report is about."""
    run = questions.row("run")
    judged = questions.row("judged") or {"expectation_count": 0, "held_count": 0}
    unknowns = {row["what"]: row for row in questions.rows("unknowns", examples=EXAMPLES)}
    return Quality(
        run=_run(run) if run else None,
        expectation_count=judged["expectation_count"],
        held_count=judged["held_count"],
        findings=tuple(map(_finding, questions.rows("findings", most=MOST))),
        rejections=tuple(
            Rejection(row["what"], row["reason"].replace("_", " "), row["reject_count"])
            for row in questions.rows("rejections", most=MOST)
        ),
        unknowns=tuple(_unknown(what, unknowns[key], receipts) for key, what in _UNKNOWNS.items() if key in unknowns),
    )


def _run(row: Row) -> Run:
    return Run(
        state=row["state"],
        finished=say_time(row["finished_at"]),
        code_version=row["code_version"],
        seen_count=row["seen_count"],
        loaded_count=row["loaded_count"],
        duplicate_count=row["duplicate_count"],
        rejected_count=row["rejected_count"],
    )


def _finding(row: Row) -> Finding:
    return Finding(
        where=f"{row['suite']}.{row['column']}" if row["column"] else row["suite"],
        expectation=row["expectation"].removeprefix("expect_").replace("_", " "),
        is_grave=row["severity"] == "fail",
        row_count=row["unexpected_count"],
    )


def _unknown(what: str, row: Row, receipts: Receipts) -> Unknown:
    return Unknown(
        what=what,
        unknown_count=row["unknown_count"],
        row_count=row["row_count"],
        share=say_share(row["unknown_count"], row["row_count"]),
        percent=round(100 * row["unknown_count"] / max(1, row["row_count"]), 2),
        citation=receipts.cite(
            what[0].upper() + what[1:],
            [row_source(place, "row_id") for place in row["examples"] or []],
            row["unknown_count"],
        ),
    )
