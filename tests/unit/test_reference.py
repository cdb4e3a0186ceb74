"""Reference tables: the shipped ones are whole, a user's rows are added, what is wrong is said with its place."""

import pytest

from flows.reference import SHIPPED, load_tables, tables_version
from flows.settings import PROJECT, SettingsError
from newstext.naming import NameFinder
from newstext.parsing import parse_passages
from newstext.records import Block
from newstext.sentences import SentenceSplitter


def test_every_shipped_table_is_whole():
    tables = load_tables()
    assert set(tables) == {path.stem for path in SHIPPED.glob("*.csv")}
    assert [name for name, rows in tables.items() if not rows] == []


@pytest.fixture
def added(tmp_path):
    load_tables.cache_clear()
    yield tmp_path
    load_tables.cache_clear()


def test_a_users_rows_follow_the_shipped_ones_and_change_the_version(added):
    (added / "abbreviations.csv").write_text("abbreviation\nFoo.\n")
    tables = load_tables(added)
    assert tables["abbreviations"][-1] == {"abbreviation": "Foo.", "note": ""}
    assert tables_version(tables) != tables_version(load_tables())


@pytest.mark.parametrize("text", ["abbreviation\na,b\n", "abbreviation,note\na\n", "word\na\n"])
def test_a_malformed_table_is_refused_with_its_place(added, text):
    (added / "abbreviations.csv").write_text(text)
    with pytest.raises(ValueError, match=r"abbreviations\.csv"):
        load_tables(added)


def test_a_missing_folder_is_refused(added):
    with pytest.raises(SettingsError):
        load_tables(added / "nowhere")


ADDED = [
    (
        "organizations",
        "name,aliases,kind,country_code\nTidewater Pilots,TWP,organization,NLD\n",
        "TWP left.",
        "organization:tidewater-pilots",
    ),
    (
        "titles",
        "title,normal,kind\nlockmistress,lockmistress,office\n",
        "Lockmistress Ovanna Tre left.",
        "person:ovanna-tre",
    ),
    ("person_name_parts", "part,kind\nOvanna,given_name\n", "Then Ovanna Wick left.", "person:ovanna-wick"),
    ("agreements", "name,aliases\nTidewater Pact,TIWAP\n", "TIWAP ended.", "agreement:tidewater-pact"),
]


@pytest.mark.parametrize(("table", "rows", "sentence", "entity_id"), ADDED, ids=[case[0] for case in ADDED])
def test_a_users_rows_are_read_in_texts_without_touching_code(added, nlp, table, rows, sentence, entity_id):
    (added / f"{table}.csv").write_text(rows, encoding="utf-8")
    tables = load_tables(added)
    passages = SentenceSplitter(tables).passages(sentence, [Block(0, "body", "test", 0, len(sentence))])
    naming = NameFinder(tables).find(list(parse_passages(nlp, passages)))
    assert entity_id in naming.entities
    if table == "titles":
        assert [role.title for role in naming.roles] == ["lockmistress"]


def test_every_list_of_naming_words_is_read_somewhere():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "newstext").rglob("*.py"))
    lists = {row["list"] for row in load_tables()["naming_words"]}
    assert [name for name in sorted(lists) if f'"{name}"' not in code] == []
