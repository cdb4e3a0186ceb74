"""Facts name whom all articles together mean; what changes is exchanged everywhere, and can be undone."""

from datetime import date
from itertools import permutations

import duckdb
import pytest

from tests.unit.warehouse_corpus import article_rows, gather, publish_run, write_parts
from warehouse.compare import canonical_rows
from warehouse.connect import open_reader, open_writer
from warehouse.identities import BY_NAME, REFERENCES, Resolver
from warehouse.integrity import broken_promises
from warehouse.load import load_run
from warehouse.migrate import apply_schema

ADA, BO = "person:ada-bright", "person:bo-bright"
COLUMNS = [(table, column) for table, _, columns in REFERENCES for column in columns]


def article(number, person=ADA):
    """Return an article whose every reference is to one person."""
    rows = article_rows(number)
    for table, _, columns in REFERENCES:
        for row in rows[table]:
            row.update(dict.fromkeys(columns, person))
    rows["entities"][0] |= {"entity_id": person, "titles": ["harbour master"]}
    del rows["stories"], rows["articles"][0]["story_id"]
    return rows


def key(number):
    return article_rows(number)["articles"][0]["article_id"]


def saying(*rows):
    """Return a resolver that says of some articles whom they mean by which name."""
    return Resolver(lambda _: rows, frozenset(row[1] for row in rows))


def build(folder, batches, resolver, name="news.duckdb"):
    published = folder / name
    for number, batch in enumerate(batches):
        publish_run(
            published, f"run-{number}", write_parts(folder, gather(*batch), f"{name}{number}"), resolver=resolver
        )
    return published


def query(path, sql):
    with open_reader(path) as connection:
        return connection.execute(sql).fetchall()


def named(path, number):
    """Return every id that the facts of an article name, by column."""
    return {
        (table, column): {
            row[0] for row in query(path, f"select {column} from {table} where article_id = '{key(number)}'")
        }
        for table, column in COLUMNS
    }


def test_every_reference_is_exchanged(tmp_path):
    path = build(tmp_path, [[article(0), article(1)]], saying((key(1), ADA, f"{ADA}.bel")))
    assert named(path, 0) == {place: {ADA} for place in COLUMNS}
    assert named(path, 1) == {place: {f"{ADA}.bel"} for place in COLUMNS}
    assert query(path, "select entity_id, is_partial from entities order by 1") == [(ADA, False), (f"{ADA}.bel", False)]
    assert query(path, f"select alias from entity_aliases where entity_id = '{ADA}.bel'") == [
        ("Ada  Bright".replace("  ", " "),)
    ]


def test_an_entity_known_to_one_article_is_partial(tmp_path):
    alone = f"{ADA}@{key(1)[:16]}"
    path = build(tmp_path, [[article(0), article(1)]], saying((key(1), ADA, alone)))
    assert query(path, "select entity_id from entities where is_partial") == [(alone,)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_any_order_gives_the_same_rows(tmp_path, order):
    articles = [article(0), article(1, BO), article(2)]
    resolver = saying((key(1), BO, ADA), (key(2), ADA, f"{ADA}.bel"))
    whole = build(tmp_path, [articles], resolver, "whole.duckdb")
    parts = build(tmp_path, [[articles[number]] for number in order], resolver, "parts.duckdb")
    assert canonical_rows(parts, ("main", "raw")) == canonical_rows(whole, ("main", "raw"))


def test_a_decision_is_obeyed_by_rows_that_are_there_and_can_be_taken_back(tmp_path):
    articles = [article(0), article(1, BO)]
    path = build(tmp_path, [articles], BY_NAME)
    before = canonical_rows(path)
    publish_run(path, "merge", {}, resolver=saying((key(1), BO, ADA)))
    assert named(path, 1) == {place: {ADA} for place in COLUMNS}
    assert query(path, "select entity_id from entities") == [(ADA,)]
    publish_run(path, "undo", {}, resolver=BY_NAME)
    assert canonical_rows(path) == before
    assert query(path, "from ops.resolved_references") == query(path, "from ops.entity_resolutions") == []


def test_two_ids_of_one_article_that_were_merged_come_apart_again(tmp_path):
    rows = article(0)
    rows["entities"].append(rows["entities"][0] | {"entity_id": BO})
    rows["quotes"][0]["speaker_id"] = BO
    path = build(tmp_path, [[rows]], saying((key(0), BO, ADA)))
    assert named(path, 0)["quotes", "speaker_id"] == {ADA}
    publish_run(path, "undo", {}, resolver=BY_NAME)
    assert named(path, 0) == {place: {ADA} for place in COLUMNS} | {("quotes", "speaker_id"): {BO}}


def test_an_article_read_again_is_resolved_again(tmp_path):
    resolver = saying((key(0), ADA, BO))
    path = build(tmp_path, [[article(0)], [article(0)]], resolver)
    assert named(path, 0) == {place: {BO} for place in COLUMNS}
    assert len(query(path, "from ops.resolved_references")) == 9


def test_the_resolver_sees_what_articles_say_of_whom_they_place_in_several_countries(tmp_path):
    told = []
    watching = Resolver(lambda sightings: told.extend(sightings) or (), frozenset())
    articles = [article(1), article(3), article(4, BO)]
    build(tmp_path, [articles], watching)
    titles = ["harbour master"]
    assert sorted(told) == sorted(
        [(key(1), ADA, "NLD", titles, date(2024, 5, 1)), (key(3), ADA, "BEL", titles, date(2024, 5, 1))]
    )


def test_decisions_are_kept_beside_what_they_did(tmp_path):
    resolver = Resolver(lambda _: (), frozenset(), ((ADA, BO, "different", "two sisters"),))
    path = build(tmp_path, [[article(0)]], resolver)
    assert query(path, "from ops.entity_decisions") == [(ADA, BO, "different", "two sisters")]


def test_a_reference_that_leads_nowhere_after_an_exchange_is_seen(tmp_path):
    path = build(tmp_path, [[article(0), article(1)]], BY_NAME)
    with open_writer(path) as connection:
        load_run(connection, "run", {}, resolver=saying((key(1), ADA, BO)))
        assert broken_promises(connection) == []
        connection.execute(f"delete from main.entities where entity_id = '{BO}'")
        assert "quotes.speaker_id names no row of main.entities: 1 rows" in broken_promises(connection)


def test_a_file_made_before_titles_were_noted_is_brought_up_to_date():
    with duckdb.connect() as connection:
        apply_schema(connection)
        connection.execute("alter table ops.entity_observations drop column titles")
        connection.execute("update ops.schema_versions set version = 1, definitions_digest = ''")
        apply_schema(connection)
        assert "titles" in [row[0] for row in connection.execute("describe ops.entity_observations").fetchall()]
