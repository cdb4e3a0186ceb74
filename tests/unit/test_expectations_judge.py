"""How verdicts come about: order of judgement, what is kept, sums over parts, types, warnings, pages."""

from datetime import UTC, date, datetime
from html import escape

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from expectations import Known, accepted, build_docs, judge, merge
from expectations.rules import not_null, refers
from flows.frames import SCHEMAS, make_frame
from tests.unit.expectations_frames import DAY, A, B, C, valid_frames

STARTED = datetime(2026, 11, 25, 21, 32, tzinfo=UTC)


def change(frames, table, row, **values):
    here = pl.int_range(pl.len()) == row
    cells = {n: pl.when(here).then(pl.lit(v, SCHEMAS[table][n])).otherwise(pl.col(n)) for n, v in values.items()}
    return {**frames, table: frames[table].with_columns(**cells)}


def result_of(verdict, suite, expectation, column):
    return next(r for r in verdict.results if (r.suite, r.expectation, r.column) == (suite, expectation, column))


@pytest.fixture(scope="module")
def article_falls():
    frames = change(valid_frames(), "articles", 0, language="xx")
    return frames, judge(frames)


def test_what_belongs_to_a_rejected_article_falls_with_it(article_falls):
    frames, verdict = article_falls
    left = accepted(frames, verdict)
    facts = ("sentences", "mentions", "roles", "quotes", "quantities", "dates", "events", "duplicates")
    assert [left[table].height for table in facts] == [0] * len(facts)
    assert set(left["blocks"]["article_id"]) == {C}, "the copy falls with its original"
    assert left["articles"]["article_id"].to_list() == [C]
    assert left["documents"].height == 3
    assert verdict.refusals == []


def test_the_reason_of_a_child_names_the_parent_table(article_falls):
    _, verdict = article_falls
    assert "articles_row_exists (article_id)" in verdict.rejected["blocks"]["reason"][0]
    assert "sentences_row_exists (article_id, sentence_no)" in verdict.rejected["mentions"]["reason"][0]


def test_a_row_that_breaks_two_rules_has_one_reject_with_both_reasons():
    frames = change(valid_frames(), "mentions", 1, form="nickname", char_end=0)
    rejected = judge(frames).rejected["mentions"]
    assert rejected["row"].to_list() == [1]
    assert rejected["reason"][0].split("; ")[0].startswith(("allowed_value", "span_not_empty"))
    assert "allowed_value (form)" in rejected["reason"][0]
    assert "span_not_empty (char_start, char_end)" in rejected["reason"][0]


def test_later_pieces_fall_with_the_first_along_a_chain():
    frames = valid_frames()
    third = {**frames["quotes"].row(1, named=True), "quote_id": "q3", "part_of": "q2"}
    frames["quotes"] = pl.concat([frames["quotes"], make_frame("quotes", [third])])
    frames = change(frames, "quotes", 0, kind="shouted")
    verdict = judge(frames, suites={"quotes": _suite("quotes")})
    assert accepted(frames, verdict)["quotes"].height == 0


def test_accepted_changes_nothing_of_sound_frames():
    frames = valid_frames()
    left = accepted(frames, judge(frames, suites={"mentions": _suite("mentions")}))
    for table, frame in frames.items():
        assert_frame_equal(left[table], frame)


def test_a_reference_may_be_known_from_an_earlier_run():
    frames = valid_frames()
    frames["entities"] = frames["entities"].clear()
    rules = {"mentions": [refers("entity_id", "entities")]}
    earlier = Known({"entities": pl.Series(["person:kim-min-ho"])})
    assert judge(frames, suites=rules).rejected["mentions"].height == 2
    assert judge(frames, earlier, suites=rules).rejected == {}


def test_a_row_rejected_here_is_not_saved_by_being_known():
    frames = change(valid_frames(), "articles", 0, language="xx")
    known = Known({"articles": frames["articles"]["article_id"]})
    verdict = judge(frames, known, suites={"articles": _suite("articles")})
    assert accepted(frames, verdict)["articles"]["article_id"].to_list() == [C]


def test_a_reference_to_a_table_neither_offered_nor_known_is_not_judged():
    frames = {table: frame for table, frame in valid_frames().items() if table != "stories"}
    verdict = judge(frames, suites={"articles": [refers("story_id", "stories")]})
    assert verdict.results == ()


def test_empty_frames_pass():
    verdict = judge({table: frame.clear() for table, frame in valid_frames().items()}, schemas=SCHEMAS)
    assert verdict.rejected == {}
    assert all(r.success for r in verdict.results)


@pytest.mark.parametrize(
    ("breach", "seen"),
    [
        (lambda f: f.with_columns(article_count=pl.col("article_count").cast(pl.Float64)), "article_count: Float64"),
        (lambda f: f.drop("headline"), "headline: None"),
        (lambda f: f.with_columns(mood=pl.lit("glad")), "mood: String"),
        (lambda f: f.select(reversed(f.columns)), "order: article_count"),
    ],
    ids=["another type", "a column missing", "a column too many", "another order"],
)
def test_a_frame_of_another_schema_refuses_and_nothing_else_is_judged(breach, seen):
    frames = valid_frames()
    verdict = judge({**frames, "stories": breach(frames["stories"])}, schemas=SCHEMAS)
    assert len(verdict.refusals) == 1
    assert seen in verdict.refusals[0]
    assert {r.expectation for r in verdict.results} == {"schema"}


WARNINGS = [
    ("articles", 0, {"published_on": date(1500, 1, 1), "published_earliest": None}, "likely_day", "published_on"),
    ("articles", 0, {"published_on": date(2025, 3, 4), "published_latest": None}, "not_in_the_future", "published_on"),
    ("articles", 0, {"language": None}, "not_null", "language"),
    ("articles", 0, {"published_evidence": " "}, "evidence_given", "published_on, published_evidence"),
    ("quantities", 0, {"value": 1e20, "value_high": None}, "plausible", "value"),
    ("quantities", 0, {"value": -1.0, "value_low": None}, "not_negative", "value, kind"),
    ("mentions", 0, {"sentence_no": 2}, "begins_in_sentence", "sentence_no, char_start"),
    ("dates", 0, {"timex": "yesterday"}, "well_formed", "timex"),
    ("roles", 0, {"as_of": None}, "dated_as_article", "as_of"),
]


@pytest.mark.parametrize(("table", "row", "values", "expectation", "column"), WARNINGS)
def test_a_warning_is_recorded_and_costs_nothing(table, row, values, expectation, column):
    frames = change(valid_frames(), table, row, **values)
    rules = {table: [r for r in _suite(table) if (r.name, r.column) == (expectation, column)]}
    verdict = judge(frames, Known(today=DAY), suites=rules)
    assert [(r.severity, r.success, r.unexpected_count) for r in verdict.results] == [("warn", False, 1)]
    assert verdict.rejected == {}
    assert verdict.refusals == []


def _suite(table):
    from expectations.suites import SUITES

    return SUITES[table]


def test_merge_sums_the_parts_and_keeps_one_row_a_rule():
    frames = valid_frames()
    rules = {"mentions": [not_null("form")]}
    good, bad = judge(frames, suites=rules), judge(change(frames, "mentions", 0, form=None), suites=rules)
    rows = merge([good, bad, good]).rows()
    assert rows == [
        {
            "suite": "mentions",
            "expectation": "not_null",
            "column": "form",
            "severity": "fail",
            "success": False,
            "unexpected_count": 1,
            "observed": "1 of 6 rows, e.g. null",
        }
    ]


def test_merge_judges_a_share_over_all_parts():
    frames = valid_frames()
    silent = change(change(frames, "quotes", 0, speaker_id=None), "quotes", 1, speaker_id=None)
    rules = {"quotes": [not_null("speaker_id", "warn", "table", 0.5)]}
    parts = [judge(part, suites=rules) for part in (frames, silent)]
    assert [part.results[0].success for part in parts] == [True, False]
    assert merge(parts).results[0].success
    assert not merge([*parts, parts[1]]).results[0].success


def test_merge_keeps_refusals():
    rules = {"mentions": [r for r in _suite("mentions") if r.name == "receipt"]}
    verdict = judge(change(valid_frames(), "mentions", 0, char_end=1), suites=rules)
    assert merge([verdict]).refusals == verdict.refusals != []


@pytest.mark.parametrize("start", [-5, 10**9], ids=["before the text", "beyond the text"])
def test_offsets_outside_the_text_are_no_receipt(start):
    frames = change(valid_frames(), "mentions", 0, char_start=start, char_end=start + 3)
    rules = {"mentions": [r for r in _suite("mentions") if r.name == "receipt"]}
    assert judge(frames, suites=rules).refusals


def test_offsets_count_code_points_not_bytes():
    frames = valid_frames()
    shifted = "한국 😀 " + frames["documents"]["text"][0]
    frames = change(frames, "documents", 0, text=shifted)
    words = frames["mentions"]["text"][0]
    place = shifted.index(words)
    frames = change(frames, "mentions", 0, char_start=place, char_end=place + len(words))
    rules = {"mentions": [r for r in _suite("mentions") if r.name == "receipt"]}
    assert judge(frames, suites=rules).results[0].unexpected_count == 1, "the other mention is not shifted"


def test_white_space_and_invisible_characters_need_no_block():
    frames = valid_frames()
    text = frames["documents"]["text"][2]
    frames = change(frames, "documents", 2, text=text + " \u200b\ufeff\x00\n")
    rules = {"articles": [r for r in _suite("articles") if r.name == "blocks_cover_text"]}
    assert judge(frames, suites=rules).refusals == []


def test_overlapping_blocks_do_not_cover_once():
    frames = change(valid_frames(), "blocks", 1, char_start=19)
    rules = {"articles": [r for r in _suite("articles") if r.name == "blocks_cover_text"]}
    assert judge(frames, suites=rules).refusals


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "${money} of $5 million {{ 7 * 7 }}"])
def test_pages_show_each_suite_with_the_words_of_the_news_as_text(tmp_path, words):
    frames = change(valid_frames(), "mentions", 0, form=words)
    verdict = judge(frames, suites={"mentions": _suite("mentions"), "dates": _suite("dates")})
    index = build_docs(tmp_path, [verdict], "run", STARTED)
    pages = {page.stem: page.read_text(encoding="utf8") for page in (tmp_path / "validations").rglob("*.html")}
    assert index.exists()
    assert set(pages) == {"mentions", "dates"}
    assert escape(words) in pages["mentions"]
    assert "<script>alert(1)" not in pages["mentions"]


def test_a_run_whose_name_looks_like_a_time_zone_of_days_has_its_pages(tmp_path):
    verdict = judge(valid_frames(), suites={"dates": _suite("dates")})
    assert build_docs(tmp_path, [verdict], "20261125T213219Z-6011ad", STARTED).exists()


def test_ids_of_the_fixture_are_distinct():
    assert len({A, B, C}) == 3
