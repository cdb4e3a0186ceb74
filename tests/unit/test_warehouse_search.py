"""What a search finds, in which order, and what names stand for."""

from datetime import date

import pytest

from tests.unit.explorer_corpus import COPY, FERRY, HOSTILE, STRIKE, UNTITLED, corpus, publish_rows
from tests.unit.warehouse_corpus import publish_run, write_parts
from warehouse.following import Published
from warehouse.overview import take_overview
from warehouse.query import QueryError
from warehouse.search import NoIndexError, Wanted, find_people, find_stories, search, search_all

NEWEST_FIRST = [STRIKE, FERRY, HOSTILE, UNTITLED]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "news.duckdb"
    publish_rows(path, corpus())
    return Published(path)


@pytest.fixture
def connection(published):
    with published.reading() as connection:
        yield connection


@pytest.mark.parametrize(
    ("why", "wanted", "found"),
    [
        ("nothing wanted: all, the newest first, the undated last", Wanted(), NEWEST_FIRST),
        ("any form of a word", Wanted(words="Ferry"), [FERRY]),
        ("words of the title count", Wanted(words="strikes"), [STRIKE]),
        ("the better fit goes first", Wanted(words="harbour"), [STRIKE, FERRY]),
        ("all words must be there", Wanted(words="harbour oslo"), [FERRY]),
        ("stop words do not count", Wanted(words="the harbour of Oslo"), [FERRY]),
        ("stop words alone find nothing", Wanted(words="the"), []),
        ("words that are nowhere", Wanted(words="zebra"), []),
        ("marks alone are no words", Wanted(words="!?"), []),
        ("words as they stand", Wanted(words='"the harbour"'), [STRIKE]),
        ("words as they stand, in printers' marks", Wanted(words="“crews cheered”"), [FERRY]),
        ("words in another order", Wanted(words='"cheered crews"'), []),
        ("copies when asked for", Wanted(words="ferry", with_copies=True), [COPY, FERRY]),
        ("a person", Wanted(entity_ids=("person:ada-bright",)), [STRIKE, FERRY]),
        ("nobody", Wanted(entity_ids=()), []),
        ("a country by a place in it", Wanted(country_code="NOR"), [FERRY]),
        ("a country that is nowhere", Wanted(country_code="PRK"), []),
        ("a story", Wanted(story_ids=("story:ferry",)), [STRIKE, FERRY]),
        ("no story", Wanted(story_ids=()), []),
        ("from a day on", Wanted(since=date(2024, 5, 9)), [STRIKE]),
        ("until a day", Wanted(until=date(2024, 5, 8)), [FERRY]),
        ("all at once", Wanted("harbour", ("person:ada-bright",), "NOR", ("story:ferry",), date(2024, 1, 1)), [FERRY]),
        ("quotes that would end the statement", Wanted(words="' or 1=1 --", country_code="' or true --"), []),
    ],
)
def test_what_is_wanted_is_found(connection, why, wanted, found):
    answer = search(connection, wanted, limit=10)
    assert [row["article_id"] for row in answer.rows] == found, why
    assert answer.total == len(found)
    frame = search_all(connection, wanted, most_rows=100)
    assert frame.get_column("article_id").to_list() == found


def test_pages_are_parts_of_one_list(connection):
    pages = [search(connection, Wanted(), limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [row["article_id"] for page in pages for row in page.rows] == NEWEST_FIRST
    assert [page.total for page in pages] == [4, 4, 4]


def test_the_forms_in_which_words_stand_are_told(connection):
    assert search(connection, Wanted(words="ferry cheering"), limit=10).forms == {"ferry", "ferries", "cheered"}


def test_a_download_has_a_limit(connection):
    with pytest.raises(QueryError, match="more than 2 rows"):
        search_all(connection, Wanted(), most_rows=2)


def test_without_an_index_words_cannot_be_looked_for(tmp_path):
    path = tmp_path / "news.duckdb"
    publish_run(path, "run-1", write_parts(tmp_path, corpus()))
    with Published(path).reading() as connection:
        assert search(connection, Wanted(), limit=10).total == 4
        with pytest.raises(NoIndexError, match="next `newsledger run`"):
            search(connection, Wanted(words="ferry"), limit=10)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("person:ada-bright", ["person:ada-bright"]),
        ("ada  BRIGHT ", ["person:ada-bright"]),
        ("bright", ["person:ada-bright"]),
        ("bright ada", ["person:ada-bright"]),
        ("oslo", []),
        ("{} %s", []),
        ("' or true --", []),
        (" ", []),
    ],
)
def test_people_are_found_by_id_name_or_words(connection, text, people):
    assert [person.key for person in find_people(connection, text)] == people


@pytest.mark.parametrize(("text", "count"), [("story:ferry", 1), ("ferry RETURNS", 1), ("returns", 1), ("x", 0)])
def test_stories_are_found_by_id_headline_or_words(connection, text, count):
    assert len(find_stories(connection, text)) == count


def test_the_overview_counts_copies_apart(connection):
    overview = take_overview(connection)
    assert (overview.article_count, overview.copy_count) == (4, 1)
    assert (overview.first_on, overview.last_on) == (date(2024, 5, 2), date(2024, 5, 9))
    assert overview.people[0] == {"key": "person:ada-bright", "name": "Ada Bright", "article_count": 2}
    assert overview.countries == [{"key": "NOR", "name": "NOR", "article_count": 1}]
    assert [story["key"] for story in overview.stories] == ["story:ferry"]
