"""The report as a file: what each section tells, that numbers lead to their words, that nothing from outside acts."""

import os
import subprocess
import sys
import time
from datetime import date

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.exits import NotFoundError
from flows.markings import printable
from flows.reporting.page import SECTIONS, make_report
from flows.reporting.scope import Asked
from tests.bench.made_warehouse import make_warehouse
from tests.flows.report_cases import Case, Taken, bridge_news, hostile_news
from warehouse.connect import open_reader
from warehouse.query import fetch

ALL = Asked()


@pytest.fixture(scope="module")
def bridge(tmp_path_factory):
    return bridge_news().write(tmp_path_factory.mktemp("bridge") / "news.duckdb")


@pytest.fixture(scope="module")
def page(bridge):
    return make_report(bridge, ALL).html


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    path = hostile_news().write(tmp_path_factory.mktemp("hostile") / "news.duckdb")
    return make_report(path, ALL).html


def section(html, name):
    """Return the text of a section in single spaces."""
    part = html.split(f'<section id="{name}"')[1].split("</section>")[0]
    return " ".join(Taken(f"<section {part}").text.split())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("coverage", "Articles by day of publication; copies of others are told apart."),
        ("coverage", "first told copies"),
        ("coverage", "Most in one day: 1 article, 4 Mar 2024. Of 1 article the day is unknown."),
        ("coverage", "5 Mar 2024 1 1 1"),
        ("stories", "4 – 20 Mar 2024 Bridge to be mended"),
        ("stories", "3 articles, 1 of them a copy · 3 statements · 2 event reports"),
        (
            "speakers",
            "Ada Lund former transport minister, Norway 2 statements in 2 articles It was foreseeable 20 Mar 2024",
        ),
        ("speakers", "2 people are quoted, in all there are 5 statements."),
        ("speakers", "Bodies and governments Bridge Office Norway 1 statement in 1 article"),
        ("series", "bridge repair USD · 4 – 21 Mar 2024"),
        ("series", "about $9bn Per Holm, 21 Mar 2024"),
        ("series", "daily drivers drivers · 4 – 20 Mar 2024"),
        ("series", "27,000 Harbour Post, 20 Mar 2024 28,500 Harbour Post, 4 Mar 2024"),
        ("conflicts", "bridge repair USD · 3 voices · 4 – 21 Mar 2024"),
        (
            "conflicts",
            "$5bn Harbour Post, 4 Mar 2024 $6.25bn Harbour Post, 20 Mar 2024 about $9bn Per Holm, 21 Mar 2024",
        ),
        ("pairs", "Norway – Sweden 1 cooperation 1 conflict 1 of unknown day"),
        ("pairs", "Mar 2024 1 0 month unknown 0 1"),
        ("roles", "Ada Lund transport minister, Norway 4 Mar 2024, 1 mention former transport minister, Norway"),
        (
            "quality",
            "Of 6 sources offered 4 were loaded, 1 held a text known already, 1 were rejected. 1 of 2 expectations",
        ),
        ("quality", "articles.published_on not null 1 recorded only"),
        ("quality", "source binary 1"),
        ("quality", "1 of 5 (20%): articles without a day of publication"),
        ("quality", "1 of 5 (20%): statements whose speaker cannot be resolved"),
    ],
)
def test_a_section_tells(page, name, told):
    assert told in section(page, name)


def test_the_head_sums_up(page):
    text = " ".join(Taken(page.split("<nav")[0]).text.split())
    assert (
        "The news, 4 – 21 Mar 2024 articles 5 days 4 stories 2 people quoted 2 figures 5 event reports 2 doubt 1"
        in text
    )
    assert "Last run published 2 Apr 2024, 10:01 UTC, newsledger 0.1.0." in text


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("$6.25bn", ["$6.25 billion"]),
        ("28,500", ["28,500"]),
        ("20 Mar 2024", ["It was foreseeable"]),
        ("2", ["signed", "accused"]),
    ],
)
def test_a_number_leads_to_its_words(page, number, words):
    assert Taken(page).receipt_of(number) == words


@pytest.mark.parametrize("source", ["bridge", "hostile", "whole"])
def test_every_link_inside_the_page_has_one_target_and_every_card_a_way_back(request, source):
    given = request.getfixturevalue({"bridge": "page"}.get(source, source))
    html = make_report(given[0], ALL).html if source == "whole" else given
    taken = Taken(html)
    ids = taken.values("id")
    assert len(ids) == len(set(ids))
    links = [href.removeprefix("#") for href in taken.values("href") if href.startswith("#")]
    assert set(links) <= set(ids)
    cards = {name for name in ids if name.startswith("r-")}
    assert cards
    assert cards | {name.replace("r-", "n-") for name in cards} <= set(links)
    assert set(taken.marked) == cards


def test_receipts_show_the_very_words_of_the_sample_corpus(whole):
    with open_reader(whole[0]) as connection:
        rows = fetch(
            connection, "select quote_id, text from quotes union all select event_id, trigger from events"
        ).to_dicts()
    texts = {row["quote_id"]: " ".join(printable(row["text"]).split()) for row in rows}
    passages = make_report(whole[0], ALL).html.split('<div class="passage">')[1:]
    found = [(Taken(passage), key) for passage in passages for key in texts if f"<code>{key}</code>" in passage]
    assert len(found) > 30
    for taken, key in found:
        assert [" ".join(words.split()) for words in taken.marked[None]] == [texts[key]]


def test_a_warehouse_without_articles_gives_a_page_of_empty_sections(tmp_path):
    html = make_report(Case().write(tmp_path / "empty.duckdb"), ALL).html
    for name, told in {
        "coverage": "No dated article.",
        "stories": "No story.",
        "speakers": "No person is quoted.",
        "series": "No subject has figures of different days.",
        "conflicts": "No figures in conflict.",
        "pairs": "No event between two countries.",
        "roles": "No office in a dated article.",
        "quality": "No run is recorded.",
        "receipts": "No number has receipts.",
    }.items():
        assert told in section(html, name)
    assert "<svg" not in html


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        (ALL, 5),
        (Asked(since=date(2024, 3, 20)), 2),
        (Asked(until=date(2024, 3, 4)), 1),
        (Asked(since=date(2024, 3, 5), until=date(2024, 3, 20)), 2),
        (Asked(country="Sweden"), 3),  # a1, a2, and a5 as a copy of a1
        (Asked(country="swe"), 3),
        (Asked(person="per holm"), 1),
        (Asked(person="person:ada-lund", since=date(2024, 3, 6)), 1),
        (Asked(since=date(2030, 1, 1)), 0),
    ],
)
def test_the_report_is_about_what_was_asked_for(bridge, asked, counts):
    made = make_report(bridge, asked)
    assert made.article_count == counts
    if asked.country:
        assert "Only articles that name Sweden." in " ".join(Taken(made.html).text.split())


@pytest.mark.parametrize("asked", [Asked(country="Atlantis"), Asked(person="Nobody"), Asked(person="Sweden")])
def test_who_is_not_named_cannot_be_asked_for(bridge, asked):
    with pytest.raises(NotFoundError, match="no article names"):
        make_report(bridge, asked)


def test_a_name_that_several_have_is_not_guessed(tmp_path):
    case = Case()
    for key in ("person:kim-a", "person:kim-b"):
        case.entity(key, "Kim")
    with pytest.raises(NotFoundError, match="several are called 'Kim': person:kim-a, person:kim-b"):
        make_report(case.write(tmp_path / "kim.duckdb"), Asked(person="Kim"))


@pytest.mark.parametrize(
    ("last", "grain"),
    [
        ("2020-01-01", "day"),
        ("2020-03-15", "day"),
        ("2020-05-01", "week"),
        ("2022-05-01", "month"),
        ("2030-01-01", "quarter"),
        ("2050-01-01", "year"),
    ],
)
def test_coverage_has_few_enough_stretches_for_a_chart(tmp_path, last, grain):
    case = Case()
    for key, day in (("a", "2020-01-01"), ("b", last)):
        case.article(key, f"Title {key}\nText.", published_on=day)
    html = make_report(case.write(tmp_path / "long.duckdb"), ALL).html
    assert f"Articles by {grain} of publication." in section(html, "coverage")


def test_a_role_says_what_contradicts_it(tmp_path):
    case = Case()
    case.entity("country:NOR", "Norway", country_code="NOR")
    for number, (person, status) in enumerate((("Ada Lund", "former"), ("Ada Lund", "current"))):
        key = f"a{number}"
        case.article(key, f"News\nMinister {person} spoke.", published_on=f"2024-01-0{1 + number}")
        held = {
            "person_id": "person:ada",
            "title": "prime minister",
            "status": status,
            "as_of": f"2024-01-0{1 + number}",
        }
        case.fact("main.roles", key, f"Minister {person}", role_id=f"role:{number}", country_code="NOR", **held)
    case.entity("person:ada", "Ada Lund")
    html = make_report(case.write(tmp_path / "roles.duckdb"), ALL).html
    assert "2 Jan 2024, 1 mention earlier called a former holder" in section(html, "roles")


def test_pairs_are_counted_as_the_mart_counts_them(whole):
    with open_reader(whole[0]) as connection:
        query = (
            "select country_a_name || ' – ' || country_b_name, sum(cooperation_count)::int, sum(conflict_count)::int"
        )
        pairs = fetch(connection, f"{query} from mart.country_pairs_by_month group by 1").rows()
    told = section(make_report(whole[0], ALL).html, "pairs")
    assert any(f"{names} {good} cooperation {bad} conflict" in told for names, good, bad in pairs)


def test_the_same_rows_give_the_same_page_in_whatever_order_and_time_zone(bridge, page, tmp_path):
    turned = bridge_news().write(tmp_path / "turned.duckdb", is_reversed=True)
    assert make_report(turned, ALL).html == page
    command = [sys.executable, "-c", "from flows.cli import main; main()", "report", "-w", bridge]
    subprocess.run([*command, "-o", tmp_path / "far.html"], check=True, env=os.environ | {"TZ": "Pacific/Honolulu"})
    assert (tmp_path / "far.html").read_text(encoding="utf-8") == page


ALLOWED_SCHEMES = ("#", "http://", "https://", "data:,")


def test_nothing_from_outside_acts(hostile):
    taken = Taken(hostile)
    tags = {tag for tag, _ in taken.elements}
    assert not tags & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "base",
        "use",
        "image",
        "foreignobject",
    }
    assert not [name for _, attributes in taken.elements for name in attributes if name.startswith("on")]
    assert all(href.startswith(ALLOWED_SCHEMES) for href in taken.values("href"))
    assert not taken.values("src")
    assert "default-src 'none'" in taken.values("content")[0]


def test_hostile_words_are_shown_as_words_in_every_section(hostile):
    for name in SECTIONS:
        if name != "coverage":
            assert "<script>window.hacked=1</script>" in section(hostile, name)
    text = Taken(hostile).text
    assert "{{ 7 * 7 }}" in text
    assert not {"\u202e", "\u202c", "\u2066", "\x07"} & set(hostile)


def test_the_verb_writes_the_page_whole_and_says_what_it_holds(bridge, page, tmp_path):
    done = CliRunner().invoke(app, ["report", "-w", str(bridge), "-o", str(tmp_path / "page.html")])
    assert done.exit_code == 0
    assert "5 articles, " in done.output
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_page_that_cannot_be_written_is_a_wrong_use(bridge, tmp_path):
    from flows.exits import exit_code_of

    done = CliRunner().invoke(app, ["report", "-w", str(bridge), "-o", str(tmp_path / "no" / "page.html")])
    assert exit_code_of(done.exception) == 2
    assert "cannot write" in str(done.exception)


def check_bounds(path, count):
    """The page stays small and quick however many articles there are: what it shows is limited."""
    make_warehouse(path, count)
    begun = time.process_time()
    made = make_report(path, ALL)
    seconds = time.process_time() - begun
    assert made.article_count == count
    assert len(made.html.encode()) < 3_000_000
    assert made.receipt_count < 800
    return seconds


def test_a_page_of_many_articles_is_bounded(tmp_path):
    assert check_bounds(tmp_path / "many.duckdb", 1_500) < 10


def test_fields_without_end_do_not_swell_the_page(tmp_path):
    made = make_report(hostile_news(padding="long " * 40_000).write(tmp_path / "long.duckdb"), ALL)
    assert len(made.html.encode()) < 500_000


@pytest.mark.slow
def test_a_page_of_fifty_thousand_articles_is_bounded(tmp_path):
    assert check_bounds(tmp_path / "most.duckdb", 50_000) < 20  # seconds of two processors: ten on the clock
