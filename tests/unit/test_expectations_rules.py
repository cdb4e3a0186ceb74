"""Each blocking rule is broken once, on purpose, and must cost the row or the publication."""

from datetime import date

import polars as pl
import pytest

from expectations import Known, judge
from expectations.rules import Link
from expectations.suites import SUITES
from flows.frames import SCHEMAS
from tests.unit.expectations_frames import DAY, TEXT, A, B, C, valid_frames

BLOCKING = [(table, rule) for table, rules in SUITES.items() for rule in rules if rule.severity == "fail"]
WARNINGS = [(table, rule) for table, rules in SUITES.items() for rule in rules if rule.severity == "warn"]

UNKNOWN = "nowhere"
RECEIPTED = [table for table, rules in SUITES.items() if any(rule.name == "receipt" for rule in rules)]


def put(table, row, **values):
    """A breach that overwrites cells of one row; that row is to fall."""

    def breach(frames):
        frame = frames[table].with_row_index("row")
        here = pl.col("row") == row
        cells = [
            pl.when(here).then(pl.lit(value, SCHEMAS[table][name])).otherwise(pl.col(name)).alias(name)
            for name, value in values.items()
        ]
        return {**frames, table: frame.with_columns(cells).drop("row")}

    return breach, {row}


def twice(table):
    """A breach that repeats the first row; both are to fall, for none is the right one."""

    def breach(frames):
        return {**frames, table: pl.concat([frames[table], frames[table].head(1)])}

    return breach, {0, valid_frames()[table].height}


def without(table, rows, fallen):
    """A breach that takes rows out of another table; `fallen` are the rows of the judged table to fall."""

    def breach(frames):
        kept = ~pl.int_range(frames[table].height, eager=True).is_in(list(rows))
        return {**frames, table: frames[table].filter(kept)}

    return breach, fallen


def unlink(table, rule):
    """A breach that points a reference nowhere; numbers are pointed beyond the last."""
    name = rule.columns[-1]
    return put(table, first_given(table, name), **{name: UNKNOWN if SCHEMAS[table][name] == pl.String else 99})


def first_given(table, column):
    return valid_frames()[table].get_column(column).is_not_null().arg_max() or 0


def below_range(table, rule):
    return put(table, 0, **{rule.columns[0]: rule.kwargs["min_value"] - 1})


def above_last_day(table, rule):
    return put(table, 0, **{rule.columns[0]: date(3000, 1, 1)})


def out_of_order(table, rule):
    low, high = rule.columns
    value = valid_frames()[table].get_column(high)[0]
    return put(table, 0, **{low: date(2025, 3, 4) if isinstance(value, date) else 6e6, high: value})


BY_NAME = {
    "not_null": lambda table, rule: put(table, 0, **{rule.columns[0]: None}),
    "unique": lambda table, _: twice(table),
    "allowed_value": lambda table, rule: put(table, 0, **{rule.columns[0]: UNKNOWN}),
    "well_formed": lambda table, rule: put(table, 0, **{rule.columns[0]: "two words"}),
    "not_blank": lambda table, rule: put(table, 0, **{rule.columns[0]: " \u200b\n"}),
    "country_code": lambda table, rule: put(table, 0, **{rule.columns[0]: "KR"}),
    "in_range": below_range,
    "sane_day": above_last_day,
    "in_order": out_of_order,
    "span_not_empty": lambda table, _: put(table, 0, char_start=7, char_end=7),
    "receipt": lambda table, _: put(table, 0, char_start=1),
    "not_of_duplicate": lambda table, _: put(table, 0, article_id=B),
}
"""How to break a rule that several tables have."""

BREACHES = {
    ("sources", "document_fits_state", "document_id, state"): put("sources", 0, state="rejected"),
    ("sources", "reason_given", "reason, state"): put("sources", 3, reason=" "),
    ("sources", "document_exists", "document_id"): put("sources", 0, document_id=UNKNOWN),
    ("documents", "named_by_content", "document_id, text"): put("documents", 0, text=TEXT + "."),
    ("documents", "json_object", "declared"): put("documents", 0, declared="{url"),
    ("entities", "id_begins_with_kind", "entity_id, kind"): put("entities", 0, kind="group"),
    ("entities", "country_has_code", "kind, country_code"): put("entities", 1, country_code=None),
    ("articles", "same_as_document", "article_id, document_id"): put("articles", 0, document_id=B),
    ("articles", "blocks_accepted", "article_id"): put("blocks", 4, kind=UNKNOWN)[0],
    ("articles", "blocks_cover_text", "article_id"): without("blocks", {1}, {0}),
    ("articles", "body_fits_blocks", "body"): put("articles", 0, body=" "),
    ("articles", "language_code", "language"): put("articles", 0, language="xx"),
    ("articles", "no_blank_name", "bylines"): put("articles", 0, bylines=["Jo Park", " "]),
    ("articles", "basis_fits_date", "published_basis, published_on"): put("articles", 0, published_basis="unknown"),
    ("articles", "not_of_itself", "duplicate_of, article_id"): put("articles", 0, duplicate_of=A),
    ("articles", "of_an_original", "duplicate_of"): put("articles", 2, duplicate_of=B),
    ("articles", "recorded", "duplicate_of"): without("duplicates", {0}, {1}),
    ("sentences", "inside_block", "block_no, char_start, char_end"): put("sentences", 0, char_end=30),
    ("sentences", "apart", "char_start, char_end"): put("sentences", 1, char_start=5),
    ("roles", "is_person", "person_id"): put("roles", 0, person_id="country:KOR"),
    ("roles", "lower_case", "title"): put("roles", 0, title="Defence Minister"),
    ("quotes", "not_of_itself", "part_of, quote_id"): put("quotes", 1, part_of="q2"),
    ("quotes", "of_same_article", "part_of, article_id"): put("quotes", 1, article_id=C),
    ("quantities", "fits_kind", "unit, kind"): put("quantities", 0, unit="dollars"),
    ("quantities", "finite", "value, value_low, value_high"): put("quantities", 0, value=float("inf")),
    ("dates", "duration_has_no_days", "kind, starts_on, ends_on"): put("dates", 0, kind="duration"),
    ("duplicates", "not_of_itself", "of_article_id, article_id"): put("duplicates", 0, of_article_id=B),
    ("duplicates", "agrees_with_article", "of_article_id"): put("duplicates", 0, of_article_id=C),
}
"""How to break a rule that one table has; `fallen` rows follow."""
BREACHES["articles", "blocks_accepted", "article_id"] = (BREACHES["articles", "blocks_accepted", "article_id"], {2})


def breach_of(table, rule):
    own = BREACHES.get((table, rule.name, rule.column))
    if own or rule.name in BY_NAME:
        return own or BY_NAME[rule.name](table, rule)
    return unlink(table, rule) if isinstance(rule.evidence, Link) else None


def named(case):
    return f"{case[0]}-{case[1].label}"


def test_no_blocking_rule_lacks_a_breach():
    assert [named(case) for case in BLOCKING if breach_of(*case) is None] == []


def test_no_breach_lacks_a_rule():
    rules = {(table, rule.name, rule.column) for table, rule in BLOCKING}
    assert [key for key in BREACHES if key not in rules] == []


@pytest.mark.parametrize(("table", "rule"), BLOCKING, ids=map(named, BLOCKING))
def test_a_breach_costs_the_row_or_the_publication(table, rule):
    breach, fallen = breach_of(table, rule)
    others = {"blocks": SUITES["blocks"]} if rule.late else {}
    verdict = judge(breach(valid_frames()), suites={table: [rule], **others})
    if rule.scope == "table":
        assert verdict.refusals
        assert verdict.rejected == {}
    else:
        reasons = verdict.rejected[table]
        assert set(reasons["row"]) == fallen
        assert set(reasons["reason"]) == {rule.reason}


@pytest.fixture(scope="module")
def sound_verdict():
    return judge(valid_frames(), Known(today=DAY), schemas=SCHEMAS)


def test_sound_frames_pass_wholly(sound_verdict):
    assert [r.as_row() for r in sound_verdict.results if not r.success and r.severity == "fail"] == []
    assert sound_verdict.rejected == {}
    assert sound_verdict.refusals == []


def test_every_rule_of_every_suite_is_judged(sound_verdict):
    assert set(SUITES) == set(valid_frames())
    judged = {(r.suite, r.expectation, r.column) for r in sound_verdict.results if r.expectation != "schema"}
    assert judged == {(table, rule.name, rule.column) for table, rules in SUITES.items() for rule in rules}


@pytest.mark.parametrize("table", SUITES)
def test_rules_of_a_suite_have_names_of_their_own(table):
    labels = [rule.label for rule in SUITES[table]]
    assert len(labels) == len(set(labels))
    assert not set(labels) & set(SCHEMAS[table])


@pytest.mark.parametrize("table", [t for t in SCHEMAS if "char_start" in SCHEMAS[t]])
def test_every_table_with_offsets_shows_its_receipts(table):
    assert table in RECEIPTED
