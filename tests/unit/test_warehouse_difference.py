"""What a run changed is told by table and key; what only says which run wrote a row is no change."""

import duckdb
import pytest

from tests.unit.warehouse_corpus import article_rows, gather, publish_run, write_parts
from warehouse.connect import WarehouseMissingError, WarehouseUnreadableError
from warehouse.difference import differences
from warehouse.publish import previous_files


def published_twice(folder, first, second):
    """Publish two runs and return the file of each."""
    path = folder / "news.duckdb"
    publish_run(path, "run-1", write_parts(folder, first, "first"))
    publish_run(path, "run-2", write_parts(folder, second, "second"))
    return previous_files(path)["run-1"], path


def counts(old, new, samples=0):
    found = {
        table.table: (table.added, table.removed, table.changed) for table in differences(old, new, samples=samples)
    }
    return {table: changes for table, changes in found.items() if any(changes)}


def test_an_article_that_came_is_added_in_every_table_and_changes_what_is_counted_over_all(tmp_path):
    old, new = published_twice(tmp_path, article_rows(1), article_rows(2))
    found = counts(old, new)
    assert found["main.articles"] == found["raw.documents"] == found["main.quotes"] == (1, 0, 0)
    assert found["main.mentions"] == (2, 0, 0)
    assert found["main.stories"] == (0, 0, 1)
    assert counts(new, old)["main.articles"] == (0, 1, 0)


def test_a_run_that_brings_the_same_changes_nothing(tmp_path):
    old, new = published_twice(tmp_path, article_rows(1), article_rows(1))
    assert counts(old, new) == {}


def test_a_row_that_reads_differently_is_changed_and_shows_both_values(tmp_path):
    second = article_rows(1)
    second["roles"][0]["title"] = "quay master"
    old, new = published_twice(tmp_path, article_rows(1), second)
    (table,) = [table for table in differences(old, new, samples=3) if table.changed]
    (sample,) = table.samples
    assert (table.table, sample.change) == ("main.roles", "changed")
    assert sample.columns == {"title": ("harbour master", "quay master")}
    assert sample.key == {"role_id": second["roles"][0]["role_id"]}


@pytest.mark.parametrize(("asked", "given"), [(0, 0), (2, 2), (9, 4)])
def test_samples_are_the_first_by_key_and_no_more_than_asked_for(tmp_path, asked, given):
    old, new = published_twice(tmp_path, article_rows(1), gather(*(article_rows(number) for number in range(2, 6))))
    (table,) = [table for table in differences(old, new, samples=asked) if table.table == "main.articles"]
    keys = [sample.key["article_id"] for sample in table.samples]
    assert keys == sorted(article_rows(number)["articles"][0]["article_id"] for number in range(2, 6))[:given]


def test_a_column_or_table_that_only_one_file_has_stops_nothing(tmp_path):
    old, new = published_twice(tmp_path, article_rows(1), article_rows(1))
    changed = tmp_path / "later.duckdb"
    changed.write_bytes(new.read_bytes())
    with duckdb.connect(changed) as connection:
        connection.execute("alter table main.roles add column weight int default 7")
        connection.execute("create table main.remarks (remark_id int primary key); insert into main.remarks values (1)")
    assert counts(old, changed) == {"main.remarks": (1, 0, 0)}
    assert counts(changed, old) == {"main.remarks": (0, 1, 0)}


def test_what_is_no_warehouse_is_told(tmp_path):
    (tmp_path / "text.duckdb").write_text("no database", encoding="utf-8")
    old, new = published_twice(tmp_path, article_rows(1), article_rows(1))
    with pytest.raises(WarehouseMissingError, match="none"):
        list(differences(old, tmp_path / "none.duckdb", samples=0))
    with pytest.raises(WarehouseUnreadableError, match="text"):
        list(differences(tmp_path / "text.duckdb", new, samples=0))
