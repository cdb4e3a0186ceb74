"""The event words of the reference tables: well formed, and each row's own example is coded as the row says."""

import pytest

from tests.unit.coding_cases import Desk

TYPES = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
    | {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)


@pytest.fixture(scope="module")
def desk(nlp, tables):
    return Desk(nlp, tables)


@pytest.mark.parametrize("table", ["event_verbs", "event_nouns"])
def test_types_and_directions_are_known(tables, table):
    for row in tables[table]:
        assert row["type"] in TYPES | {"-"}, row
        assert row["direction"] in {"forward", "symmetric"}, row


@pytest.mark.parametrize("table", ["event_verbs", "event_nouns"])
def test_lists_named_by_rows_exist(tables, table):
    lists = {row["list"] for row in tables["event_words"]}
    known = lists | {"party", "party_only", "person", "traveller", "own_clause", "alone"}
    for row in tables[table]:
        named = [part[1:] for part in (row.get("object") or row.get("modifier") or "").split("|") if part[:1] == "@"]
        assert set(named) <= known, row


@pytest.mark.parametrize("table", ["event_verbs", "event_nouns"])
def test_each_row_s_example_is_coded_as_it_says(desk, tables, table):
    wrong = []
    for row in tables[table]:
        found = {event.event_type for event in desk.code(row["example"] + ".")}
        if not (row["type"] in found or (row["type"] == "-" and not found)):
            wrong.append((row["lemma"], row["type"], row["example"], found))
    assert wrong == []


def test_every_type_and_mode_has_a_cameo_code(tables):
    known = {(row["event_type"], row["mode"]) for row in tables["plover_cameo"]}
    assert {(kind, "") for kind in TYPES} <= known
    used = {(row["type"], row["mode"]) for table in ("event_verbs", "event_nouns") for row in tables[table]}
    assert {pair for pair in used if pair[0] != "-"} <= known


def test_crosswalk_has_one_row_a_type_and_mode_and_codes_begin_with_their_root(tables):
    pairs = [(row["event_type"], row["mode"]) for row in tables["plover_cameo"]]
    assert len(pairs) == len(set(pairs))
    for row in tables["plover_cameo"]:
        assert row["cameo_code"].startswith(row["cameo_root"]), row
        assert row["quad_class"] in "1234", row
        assert -10 <= float(row["goldstein"]) <= 10, row
