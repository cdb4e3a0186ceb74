"""Lines that many articles of a site repeat are not body, in whatever order and batches the articles come."""

import json

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.flows.in_process import REPEATED, decided, query, run_texts
from tests.flows.made_news import paragraphs, record, shuffled_batches

PLEA = "The Shore Gazette lives from its readers alone, and every gift keeps our reporters on the coast at work."
LABEL = "More voices from the shore"
BACKGROUND = "The strait has been closed to large ships since the spill of two years ago."
LATE = "The harbour bell of the Gazette rings for every reader who gives today."


def of(publisher, name, parts):
    return record(name, parts) | {"publisher": publisher}


def with_pleas():
    """Return a site's articles that all end with a plea, some with a background sentence, and other sites' articles."""
    own = [paragraphs(number, seed) for seed in (11, 12) for number in range(7)]
    records = []
    for number, parts in enumerate(own):
        background = [BACKGROUND] if number in (2, 9) else []
        records.append(of("Shore Gazette", f"plea-{number}", [*parts[:2], *background, *parts[2:], LABEL, PLEA]))
    return [*records, *(of("Other", f"other-{number}", paragraphs(number, 13)) for number in range(3))]


def wire_story(publishers):
    """Return one story as many outlets print it: whole or cut, each with a few sentences of its own."""
    story = [*paragraphs(20), *paragraphs(21)]
    own = [
        [f"Outlet {number} thanks its readers for {years} good years on paper." for years in range(2, 7)]
        for number in range(len(publishers))
    ]
    return [
        record(f"wire-{number}", [*story[: len(story) - number % 4], *own[number]]) | publisher
        for number, publisher in enumerate(publishers)
    ]


@pytest.fixture(scope="module")
def at_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("at-once")
    run_texts(folder, with_pleas())
    return folder


def bodies_with(folder, words):
    return query(folder, f"select count(*) from articles where contains(body, '{words}')")[0][0]


def test_a_sites_plea_is_not_body_and_its_background_is(at_once):
    rules = query(at_once, f"select kind, rule, count(*) from blocks where text = '{PLEA}' group by all")
    assert rules == [("promo", "repeated: in many articles", 14)]
    assert bodies_with(at_once, PLEA) == bodies_with(at_once, LABEL) == 0
    assert bodies_with(at_once, BACKGROUND) == 2


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_batches_give_the_same_labels(at_once, tmp_path, seed):
    for batch in shuffled_batches(with_pleas(), seed):
        run_texts(tmp_path, batch)
    assert decided(tmp_path, REPEATED) == decided(at_once, REPEATED)


def test_the_command_clean_judges_by_the_counts_of_the_warehouse(at_once, tmp_path):
    (tmp_path / "new.jsonl").write_text(json.dumps(of("Shore Gazette", "new", [*paragraphs(30), PLEA])))
    said = CliRunner().invoke(app, ["clean", str(tmp_path / "new.jsonl"), "-w", str(at_once / "news.duckdb"), "--json"])
    rules = {block["text"]: block["rule"] for block in json.loads(said.stdout)["blocks"]}
    assert rules[PLEA] == "repeated: in many articles"


def test_articles_before_the_line_was_repeated_are_read_again(tmp_path):
    records = with_pleas()
    run_texts(tmp_path, records[:5])
    assert bodies_with(tmp_path, PLEA) == 5
    run = run_texts(tmp_path, records[5:6])
    assert bodies_with(tmp_path, PLEA) == 0
    assert next(note for note in run.stage_notes() if note["stage"] == "repetition")["recalled"] == 5


def test_a_sentence_too_rare_in_what_has_come_since_is_body_again(tmp_path):
    numbers = range(2, 90)
    records = [of("Shore Gazette", f"many-{number}", paragraphs(number, 14)) for number in numbers]
    late = [of("Shore Gazette", f"late-{number}", [*paragraphs(number, 15), LATE]) for number in range(6)]
    run_texts(tmp_path / "a", late)
    assert bodies_with(tmp_path / "a", LATE) == 0
    run_texts(tmp_path / "a", records)
    assert bodies_with(tmp_path / "a", LATE) == 6
    run_texts(tmp_path / "b", [*records, *late])
    assert decided(tmp_path / "a", REPEATED) == decided(tmp_path / "b", REPEATED)


@pytest.mark.parametrize("declared", ["outlets", "nobody"])
def test_a_wire_story_in_thirty_outlets_stays_body(tmp_path, declared):
    publishers = [{"publisher": f"Outlet {number}"} if declared == "outlets" else {"url": ""} for number in range(30)]
    run_texts(tmp_path, [*wire_story(publishers), *with_pleas()[:2]])
    opening = paragraphs(20)[0].split(".")[0].replace("'", "''")
    assert bodies_with(tmp_path, opening) == 30
    assert not query(tmp_path, "select text from blocks where rule like 'repeated%'")


def test_a_better_declared_text_counts_for_its_new_site(tmp_path):
    records = with_pleas()[:6]
    run_texts(tmp_path / "a", records)
    moved = records[0] | {"publisher": "Other", "language": "en", "authors": ["Ana Lima"]}
    run_texts(tmp_path / "a", [moved])
    assert bodies_with(tmp_path / "a", PLEA) == 6
    run_texts(tmp_path / "b", [moved, *records])
    assert decided(tmp_path / "a", REPEATED) == decided(tmp_path / "b", REPEATED)
