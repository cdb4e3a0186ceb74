"""A rerun changes nothing; order, batches and parts do not matter; what cannot be used is accounted for."""

import random
import shutil

import duckdb
import pytest

from tests.flows.conftest import CORPUS, run_steps
from warehouse.compare import canonical_rows


def query(path, sql):
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_every_table_of_the_contract_is_filled(whole):
    path, _ = whole
    tables = query(path, "select table_name from duckdb_tables() where schema_name in ('raw', 'main')")
    empty = [
        name
        for (name,) in tables
        if not query(path, f"from {'raw' if name in ('sources', 'documents') else 'main'}.{name} limit 1")
    ]
    assert empty == []


def test_a_second_run_changes_no_row_and_loads_nothing(whole, tmp_path):
    path = tmp_path / "news.duckdb"
    shutil.copy(whole[0], path)
    outcome = run_steps(path, [CORPUS])
    assert outcome.sources == {"known": sum(whole[1].sources.values())}
    assert canonical_rows(path) == canonical_rows(whole[0])


def test_a_full_run_gives_the_same_rows_again(whole, tmp_path):
    path = tmp_path / "news.duckdb"
    shutil.copy(whole[0], path)
    run_steps(path, [CORPUS], full=True)
    assert canonical_rows(path) == canonical_rows(whole[0])


@pytest.mark.parametrize("seed", [1, 2])
def test_order_batches_and_parts_do_not_matter(whole, tmp_path, seed):
    files = sorted(CORPUS.iterdir())
    random.Random(seed).shuffle(files)
    cuts = sorted(random.Random(seed).sample(range(1, len(files)), 2))
    path = tmp_path / "news.duckdb"
    for batch in (files[: cuts[0]], files[cuts[0] : cuts[1]], files[cuts[1] :]):
        run_steps(path, batch, part_size=3)
    assert canonical_rows(path) == canonical_rows(whole[0])
