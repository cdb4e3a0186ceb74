"""The parts that time expressions are read with: the grammar's table, the calendar, the cues of tense."""

import re
from datetime import date

import pytest

from newstext.timex import TimeFinder, moments
from newstext.timex.grammar import Grammar
from newstext.timex.holidays import day_of
from newstext.timex.lexicon import STRONG, Lexicon
from newstext.timex.tense import TenseReader


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("month day &", "unreadable"),
        ("month?", "may be empty"),
        ("month day) year", "unbalanced"),
        ("no_such_class", "no word or figure"),
    ],
)
def test_a_broken_rule_is_refused_when_the_grammar_is_built(tables, pattern, complaint):
    broken = {"name": "broken", "kind": "primary", "pattern": pattern, "action": "year", "argument": ""}
    with pytest.raises(ValueError, match=complaint):
        Grammar({**tables, "time_rules": [broken]}, Lexicon(tables))


def test_every_class_of_words_is_asked_for_somewhere(tables):
    patterns = " ".join(row["pattern"] for row in tables["time_rules"])
    asked = set(re.findall("[a-z_]+", patterns)) | STRONG
    assert {row["class"] for row in tables["time_words"]} <= asked


def test_a_rule_without_a_meaning_is_refused(tables):
    idle = {"name": "idle", "kind": "primary", "pattern": "month", "action": "no_such_action", "argument": ""}
    with pytest.raises(ValueError, match="no_such_action"):
        TimeFinder({**tables, "time_rules": [idle]})


@pytest.mark.parametrize(
    "before",
    ["", "In Ελλάδα_ ", "__ ", "\N{CYRILLIC CAPITAL LETTER EM}ay ", "(", "said\n\n", "2019 or 1990s, ", "x " * 60],
)
def test_an_expression_stands_where_its_words_do(tables, before):
    reading = TimeFinder(tables).read(f"{before}last Friday they met")[-1]
    assert (reading.start, reading.end) == (len(before), len(before) + len("last Friday"))


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The envoys met on |Friday|.", "past"),
        ("The envoys will meet on |Friday|.", "future"),
        ("The talks will be held |Friday|.", "future"),
        ("The talks would have been held |Friday|.", "past"),
        ("On |Friday| the envoys will meet.", "future"),
        ("The envoys planned to leave on |Friday|.", "future"),
        ("They hailed a resumption of stalled talks in |May|.", "past"),
        ("The U.S. envoy left Oslo on |Friday|.", "past"),
        ("They left. On |Friday| nobody there", "none"),
    ],
)
def test_tense_of_the_clause(tables, text, tense):
    before, words, after = text.split("|")
    whole = before + words + after
    assert TenseReader(tables).of(whole, len(before), len(before) + len(words)) == tense


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2024, date(2024, 3, 31)),
        ("easter", 2000, date(2000, 4, 23)),
        ("goodfriday", 2024, date(2024, 3, 29)),
        ("thanksgiving", 2024, date(2024, 11, 28)),
        ("memorial", 2024, date(2024, 5, 27)),
        ("election", 2024, date(2024, 11, 5)),
        ("12-25", 2024, date(2024, 12, 25)),
    ],
)
def test_days_with_names(name, year, day):
    assert day_of(name, year) == day


@pytest.mark.parametrize(
    ("moment", "first", "last"),
    [
        (moments.week(date(2024, 12, 20)), date(2024, 12, 16), date(2024, 12, 22)),
        (moments.weekend(date(2024, 12, 16)), date(2024, 12, 21), date(2024, 12, 22)),
        (moments.season(2024, "WI"), date(2024, 12, 1), date(2025, 2, 28)),
        (moments.quarter(2024, 1), date(2024, 1, 1), date(2024, 3, 31)),
        (moments.century(20), date(1900, 1, 1), date(1999, 12, 31)),
        (moments.part(moments.year(2024), "end"), date(2024, 9, 1), date(2024, 12, 31)),
        (moments.edge(moments.year(2024), "end"), date(2024, 12, 1), date(2024, 12, 31)),
        (moments.part(moments.month(2024, 2), "end"), date(2024, 2, 21), date(2024, 2, 29)),
    ],
)
def test_stretches_of_the_calendar(moment, first, last):
    assert (moment.starts_on, moment.ends_on) == (first, last)


def test_a_month_back_from_the_31st_is_the_last_of_a_shorter_month():
    assert moments.shift_months(date(2024, 3, 31), -1) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("number", "unit", "timex"),
    [
        (2.5, "Y", "P2Y6M"),
        (1.5, "TH", "PT1H30M"),
        (0.5, "Y", "P6M"),
        (3, "Q", "P9M"),
        (2, "DE", "P20Y"),
        (None, "W", "PXW"),
    ],
)
def test_lengths_of_time(number, unit, timex):
    assert moments.duration(number, unit).timex == timex


@pytest.mark.parametrize(
    "text",
    [
        "The rocks formed 264,000 months ago.",
        "The rocks formed 900,000,000 days earlier.",
        "The rocks formed 900,000,000 days before May 5, 2020.",
        "The rocks will melt in 900,000 weeks.",
    ],
)
def test_lengths_beyond_the_calendar_name_no_day(tables, text):
    readings = TimeFinder(tables).read(text, date(2024, 12, 20))
    assert all(reading.moment.starts_on in {None, date(2020, 5, 5)} for reading in readings)
