"""The same articles give the same copies and stories, in whatever order and batches they come."""

import pytest

from tests.flows.in_process import decided, query, run_texts
from tests.flows.made_news import made_news, shuffled_batches


@pytest.fixture(scope="module")
def at_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("at-once")
    run_texts(folder, made_news())
    return folder


SEEDS = [*range(3), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 10))]


@pytest.mark.parametrize("seed", SEEDS)
def test_any_order_and_batches_give_the_same_tables(at_once, tmp_path, seed):
    for batch in shuffled_batches(made_news(), seed):
        run_texts(tmp_path, batch)
    assert decided(tmp_path) == decided(at_once)


def test_the_corpus_holds_every_sort_of_copy(at_once):
    kinds = dict(query(at_once, "select kind, count(*) from duplicates group by kind"))
    assert set(kinds) == {"exact", "near", "contained"}
    assert min(kinds.values()) >= 2
    assert query(at_once, "select count(*) from ops.story_pairs") > [(0,)]


def test_chains_are_cut_where_the_copies_end(at_once):
    linked = query(at_once, "select url, duplicate_of is not null from articles where url like '%link%' order by url")
    assert [is_copy for _, is_copy in linked] == [True, False, True, False, True, False, True, False]


def test_every_copy_is_like_an_article_that_is_kept(at_once):
    kept = "select article_id from articles where duplicate_of is null"
    assert not query(at_once, f"select * from duplicates where of_article_id not in ({kept})")
    assert not query(at_once, "select * from duplicates where similarity < 0.6")
    assert query(at_once, "select count(*) from articles where duplicate_of is not null") == query(
        at_once, "select count(*) from duplicates"
    )


@pytest.mark.parametrize("full", [False, True])
def test_running_again_changes_nothing(tmp_path, full):
    run_texts(tmp_path, made_news())
    before = decided(tmp_path)
    run_texts(tmp_path, made_news(), full=full)
    assert decided(tmp_path) == before


def test_some_offered_again_in_full_changes_nothing(tmp_path):
    run_texts(tmp_path, made_news())
    before = decided(tmp_path)
    run_texts(tmp_path, made_news()[::3], full=True)
    assert decided(tmp_path) == before
