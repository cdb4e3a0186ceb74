"""A better original, or one that is gone, moves copies that are in the warehouse already; their facts follow."""

import pytest

from tests.flows.in_process import query, run_texts
from tests.flows.made_news import paragraphs, record

BODY = paragraphs(2)
FIRST = record("first", BODY, 1)
LATER = record("later", BODY[:3] + BODY[4:], 2)
FACTS = (
    "select url, count(mention_id) > 0 from articles left join mentions using (article_id) group by url order by url"
)


def stage(run, name):
    return next(note for note in run.stage_notes() if note["stage"] == name)


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("moved")
    run_texts(folder, [LATER])
    before = query(folder, FACTS)
    return folder, before, run_texts(folder, [FIRST])


def test_the_better_original_takes_the_place(moved):
    folder, _, run = moved
    copies = query(
        folder, "select copy.url, kept.url from articles copy join articles kept on copy.duplicate_of = kept.article_id"
    )
    assert [(one.rsplit("/")[-1], other.rsplit("/")[-1]) for one, other in copies] == [("later", "first")]
    assert stage(run, "deduplicate")["recalled"] == 1


def test_facts_follow(moved):
    folder, before, _ = moved
    assert [has_facts for _, has_facts in before] == [True]
    assert [has_facts for _, has_facts in query(folder, FACTS)] == [True, False]


def test_the_story_is_renamed_and_the_change_recorded(moved):
    folder, *_ = moved
    (story,) = query(folder, "select story_id, article_count, headline from stories")
    assert story[1:] == (2, "Report first")
    changes = query(folder, "select old_story_id, story_id from ops.story_changes")
    assert [new for _, new in changes] == [story[0]]
    assert changes[0][0] != story[0]


def test_a_middle_copy_frees_the_last_of_a_chain(tmp_path):
    """B is best while A is unknown and C its copy; then B is a copy of A, and C, not like A, stands on its own."""
    extra = paragraphs(4)
    middle = record("b", BODY[2:] + extra[:1], 2)
    run_texts(tmp_path, [middle, record("c", BODY[4:] + extra[:3], 3)])
    assert query(tmp_path, "select count(*) from duplicates") == [(1,)]
    run_texts(tmp_path, [record("a", BODY, 1)])
    kept = query(tmp_path, "select right(url, 1) from articles where duplicate_of is null order by url")
    assert kept == [("a",), ("c",)]
    assert query(tmp_path, "select count(*) from mentions join articles using (article_id) where url like '%c'") > [
        (0,)
    ]
