"""The explorer's pages over HTTP: what they say, what they refuse, and that text from outside stays text."""

import csv
import io
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from itertools import chain
from urllib.parse import quote

import polars as pl
import pytest

from flows.explorer import questions
from flows.explorer.questions import read_examples
from tests.serving import asking
from tests.unit.explorer_corpus import COPY, FERRY, HOSTILE, STRIKE, UNTITLED, article, corpus, publish_rows
from warehouse.query import run_sql


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    path = tmp_path_factory.mktemp("explorer") / "news.duckdb"
    publish_rows(path, corpus())
    return path


@pytest.fixture(scope="module")
def client(warehouse):
    with asking(warehouse) as client:
        yield client


class Page(HTMLParser):
    """Elements by name with their attributes, the texts of links, and all text."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.text, self.links = [], "", {}
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def get(client, path, status=200, **parameters):
    answer = client.get(path, params=parameters)
    assert answer.status_code == status, answer.text[:500]
    return Page(answer.text)


def found(page):
    paths = [attributes.get("href", "") for attributes in page.all("a")]
    return list(dict.fromkeys(path.removeprefix("/articles/") for path in paths if path.startswith("/articles/")))


@pytest.mark.parametrize(
    ("asked", "articles"),
    [
        ({}, [STRIKE, FERRY, HOSTILE, UNTITLED]),
        ({"q": "ferries"}, [FERRY]),
        ({"q": "ferries", "copies": "1"}, [COPY, FERRY]),
        ({"person": "Ada Bright"}, [STRIKE, FERRY]),
        ({"person": "nobody"}, []),
        ({"country": "NOR"}, [FERRY]),
        ({"country": "<b>"}, []),
        ({"story": "ferry returns", "from": "2024-05-03"}, [STRIKE]),
        ({"to": "2024-05-02"}, [FERRY]),
        ({"q": "\0ferries"}, [FERRY]),
        ({"q": "' or true --"}, []),
        ({"page": "1"}, [STRIKE, FERRY, HOSTILE, UNTITLED]),
        ({"page": "x"}, [STRIKE, FERRY, HOSTILE, UNTITLED]),
        ({"page": "-1"}, [STRIKE, FERRY, HOSTILE, UNTITLED]),
        ({"unknown": "1"}, [STRIKE, FERRY, HOSTILE, UNTITLED]),
    ],
)
def test_a_search_lists_what_it_finds(client, asked, articles):
    assert found(get(client, "/", **asked)) == articles


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"q": "zebra"}, "Nothing fits all of this"),
        ({"q": "the"}, "These words stand everywhere"),
        ({"person": "nobody"}, "Nobody in the warehouse is called “nobody”."),
        ({"story": "zebra"}, "No story has “zebra” in its headline."),
        ({"from": "yesterday"}, "“yesterday” is not a day"),
        ({"page": "7"}, "There is no page 7"),
        ({"page": "9" * 400}, "There is no page 50000"),
    ],
)
def test_what_cannot_be_found_is_told(client, asked, words):
    assert words in get(client, "/", **asked).text


def test_the_form_keeps_what_was_asked(client):
    page = get(client, "/", q='"ferries <b>"', person="ada bright", country="NOR", **{"from": "2024-01-01"})
    fields = {attributes["name"]: attributes.get("value") for attributes in page.all("input") if "name" in attributes}
    assert fields["q"] == '"ferries <b>"'
    assert (fields["person"], fields["from"]) == ("Ada Bright", "2024-01-01")
    assert [option["value"] for option in page.all("option") if "selected" in option] == ["NOR"]


def test_many_articles_come_page_by_page(tmp_path):
    rows = [article(f"{number:03}", f"Item {number}", "words") for number in range(45)]
    publish_rows(tmp_path / "news.duckdb", {"articles": rows})
    with asking(tmp_path / "news.duckdb") as client:
        pages = [found(get(client, "/", q="words", page=number)) for number in (1, 2, 3)]
        assert [len(page) for page in pages] == [20, 20, 5]
        assert list(chain(*pages)) == [f"{number:03}" for number in range(45)]
        second = get(client, "/", q="words", page=2)
        assert {"/?page=1&q=words", "/?page=3&q=words"} <= {link.get("href") for link in second.all("a")}


def test_a_file_without_articles_says_how_to_get_some(tmp_path):
    publish_rows(tmp_path / "news.duckdb", {})
    with asking(tmp_path / "news.duckdb") as client:
        assert "The warehouse has no articles yet" in get(client, "/").text


def test_an_article_shows_every_fact_in_place(client):
    page = get(client, f"/articles/{FERRY}")
    kinds = {a["data-key"]: a["class"].split()[1] for a in page.all("span") if "data-key" in a}
    assert kinds == {
        "m1": "k-person",
        "m2": "k-place",
        "r1": "k-role",
        "q1": "k-quote",
        f"{FERRY}#0": "k-date",
        "e1": "k-event",
    }
    assert "ferries left Oslo. The <b>harbour</b> is open." in page.text.replace("\n", " ")


def test_a_fact_leads_to_its_row_and_to_those_on_the_same_words(client):
    page = get(client, f"/articles/{FERRY}", fact="m1")
    assert "person:ada-bright" in page.text
    assert "role: Ada Bright, mayor" in page.text
    chosen = [a["data-key"] for a in page.all("span") if "chosen" in (a.get("class") or "")]
    assert chosen == ["m1"]
    part = get(client, f"/articles/{FERRY}/fact", fact="m1")
    assert part.all("html") == []
    assert "person:ada-bright" in part.text


def test_the_text_as_received_can_be_read(client):
    source = client.get(f"/articles/{FERRY}", params={"view": "raw"}).text
    assert "The &lt;b&gt;harbour&lt;/b&gt; is open." in source
    assert "as ferries\n" in re.sub(r"<[^>]*>", "", source)


def test_copies_and_other_articles_of_the_story_are_named(client):
    assert {COPY, STRIKE} <= set(found(get(client, f"/articles/{FERRY}")))
    assert "A copy of another article" in get(client, f"/articles/{COPY}").text


def test_page_furniture_is_folded(client):
    page = get(client, f"/articles/{STRIKE}")
    assert [a.get("class") for a in page.all("details")] == ["folded"]


@pytest.mark.parametrize(
    ("row_id", "words"),
    [
        ("m1", "Mayor Ada Bright said"),
        (f"{FERRY}#0", "2024-04-29"),
        ("person:ada-bright", "Articles that name this person"),
        ("story:ferry", "The articles of this story"),
        (FERRY, "Read the article"),
        ("person:<script>", "person:<script>"),
    ],
)
def test_every_row_has_a_page(client, row_id, words):
    assert words in get(client, "/row", id=row_id).text


def test_the_page_of_a_person_gathers_what_the_articles_say(client):
    page = get(client, "/row", id="person:ada-bright")
    text = " ".join(page.text.split())
    for words in ("Latest words Crews cheered", "mayor", "Called Ada Bright 2", "Named in 2 articles"):
        assert words in text
    assert {FERRY, STRIKE} <= {key.partition("?")[0] for key in found(page)}


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/articles/none",
        f"/articles/{FERRY}/fact?fact=none",
        "/row?id=none",
        "/row",
        "/articles.exe",
        "/static/",
    ],
)
def test_what_is_not_there_is_told(client, path):
    assert "There is nothing under this address" in get(client, path, 404).text


def test_static_files_stay_in_their_folder(client):
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fexits.py", "/static//etc/passwd"):
        assert client.get(path).status_code == 404


# What comes from outside


def test_hostile_text_is_text(client):
    for path in (
        "/",
        "/?q=gpj",
        f"/articles/{HOSTILE}",
        f"/articles/{HOSTILE}?view=raw",
        f"/articles/{HOSTILE}?fact=m4",
    ):
        source = client.get(path).text
        page = Page(source)
        assert [a.get("src") for a in page.all("script")] == ["/static/explorer.js"], path
        assert page.all("img") + page.all("i") + page.all("u") == [], path
        assert not {"\0", "\u202e", "\u202c"} & set(source), path
        assert "1337" not in source, path
        assert not [a for _, a in page.elements if any(name.startswith("on") or name == "style" for name in a)], path


def test_only_addresses_of_the_web_are_linked(client):
    [out] = [a for a in get(client, f"/articles/{FERRY}").all("a") if a.get("target")]
    assert (out["href"], out["rel"]) == ("https://fjord.example/ferry?a=1&b=2", "noopener noreferrer")
    for key in (HOSTILE, STRIKE):
        page = get(client, f"/articles/{key}")
        assert all(a["href"].startswith(("/", "#")) for a in page.all("a"))


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/sql", 200), ("/none", 404), ("/static/explorer.css", 200), ("/articles.csv", 200)],
)
def test_every_answer_tells_the_browser_to_be_strict(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "192.168.1.1"])
@pytest.mark.parametrize("path", ["/", "/static/explorer.js", "/sql"])
def test_another_name_is_refused(client, name, path):
    answer = client.get(path, headers={"host": name})
    assert answer.status_code == 421
    assert "Ferry" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "OWN"}, 200),
        ({"origin": "OWN", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_questions_come_from_its_own_pages_only(client, headers, status):
    own = str(client.base_url).rstrip("/")
    sent = {name: own if value == "OWN" else value for name, value in headers.items()}
    assert client.post("/sql", data={"query": "select 1"}, headers=sent).status_code == status


# Questions in SQL


def ask(client, query, status=200, **more):
    answer = client.post("/sql", data={"query": query} | more)
    assert answer.status_code == status, answer.text[:500]
    return answer


def test_a_question_is_answered_in_a_table(client):
    page = Page(
        ask(client, "select title, word_count, article_id, null as nothing from articles where title like 'S%'").text
    )
    assert "1 row" in page.text
    assert "NULL" in page.text
    assert {"href": f"/articles/{STRIKE}"} in page.all("a")
    assert [a["scope"] for a in page.all("th")] == ["col"] * 4


def test_a_question_in_the_address_is_filled_in_but_not_asked(client):
    page = get(client, "/sql", query="select 'filled' || ' in'")
    assert "select 'filled' || ' in'" in page.text
    assert "filled in" not in page.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("drop table articles", "only reading statements"),
        ("select 1; select 2", "one statement at a time"),
        ("attach '/tmp/x.duckdb'", "only reading statements"),
        ("from read_text('/etc/passwd')", "file system operations are disabled"),
        ("from glob('/etc/*')", "file system operations are disabled"),
        ("selec 1", "syntax error"),
        ("", "one statement at a time"),
        ("select '<b>' || x", "x"),
        ("select \0 1", ""),
        ("select '\ud800'".encode("utf-8", "surrogatepass"), ""),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(client, query, words):
    answer = client.post("/sql", content=b"query=" + quote(query).encode())
    assert answer.status_code in ({200, 400} if not words else {400})
    assert words in Page(answer.text).text
    assert Page(answer.text).all("b") == []


def test_nothing_is_written_by_any_question(client, warehouse):
    before = warehouse.read_bytes()
    for query in ("delete from articles", "copy articles to '/tmp/newsledger-must-not-exist.csv'", "checkpoint"):
        ask(client, query, 400)
    assert warehouse.read_bytes() == before
    assert [path.name for path in warehouse.parent.iterdir() if path.suffix in {".wal", ".tmp"}] == []


def test_a_question_that_takes_too_long_is_stopped(client, monkeypatch):
    monkeypatch.setattr(questions, "SECONDS", 0.3)
    begun = time.perf_counter()
    slow = "select sum(a.range * b.range) from range(10000000) a, range(1000000) b"
    assert "stopped after 0.3 seconds" in ask(client, slow, 400).text
    assert time.perf_counter() - begun < 10


def test_a_question_that_needs_too_much_memory_fails(client, monkeypatch):
    monkeypatch.setattr(questions, "MEMORY_MB", 50)
    assert "Out of Memory" in ask(client, "from range(20000000) order by hash(range)", 400).text


def test_while_others_are_answered_one_waits_and_is_told(warehouse, monkeypatch):
    monkeypatch.setattr(questions, "AT_ONCE", 0)
    monkeypatch.setattr(questions, "WAIT_SECONDS", 0.1)
    with asking(warehouse) as client:
        assert "other questions are still being answered" in ask(client, "select 1", 400).text


def test_a_question_that_is_too_long_is_refused(client):
    assert "too long" in ask(client, "select 1 --" + "x" * 200_000, 413).text


def test_many_rows_are_shown_in_part(client):
    page = Page(ask(client, "from range(1234)").text)
    assert "1,234 rows" in page.text
    assert "the first 500 shown" in page.text
    assert len(page.all("tr")) == 501


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_answers_and_searches_are_taken_away_as_files(client, form):
    answer = ask(client, "select title, word_count from articles order by article_id", format=form)
    assert answer.headers["content-disposition"] == f'attachment; filename="answer.{form}"'
    articles = client.get(f"/articles.{form}", params={"q": "ferries", "copies": "1"})
    assert articles.headers["content-disposition"] == f'attachment; filename="articles.{form}"'
    read = {"csv": pl.read_csv, "parquet": pl.read_parquet}[form]
    assert read(answer.content).height == 5
    assert read(articles.content).get_column("article_id").to_list() == [COPY, FERRY]


def test_cells_of_a_csv_are_no_formulas(client):
    answer = ask(client, "select '=cmd()' as a, '@x' as b, '-1+1' as c, -1 as d, 'x=1' as e", format="csv")
    assert list(csv.reader(io.StringIO(answer.text)))[1] == ["'=cmd()", "'@x", "'-1+1", "-1", "x=1"]


# The file under it


def test_a_new_publication_is_seen_without_a_restart(tmp_path):
    path = tmp_path / "news.duckdb"
    publish_rows(path, corpus())
    with asking(path) as client:
        assert found(get(client, "/", q="lighthouse")) == []
        assert "Zoe Light" not in client.get("/").text
        more = {
            "articles": [article("lighthouse0", "Lighthouse lit", "The lighthouse shines.")],
            "entities": [
                {
                    "article_id": "lighthouse0",
                    "entity_id": "person:zoe-light",
                    "kind": "person",
                    "name": "Zoe Light",
                    "is_partial": False,
                }
            ],
            "mentions": [
                {
                    "article_id": "lighthouse0",
                    "mention_id": "m9",
                    "entity_id": "person:zoe-light",
                    "form": "name",
                    "text": "The",
                    "char_start": 0,
                    "char_end": 3,
                }
            ],
        }
        publish_rows(path, more, run_id="run-2", part="part-1")
        assert found(get(client, "/", q="lighthouse")) == ["lighthouse0"]
        assert "Zoe Light" in client.get("/").text
        assert "lighthouse0" in ask(client, "from articles").text


def test_readers_meet_no_error_while_files_are_published(tmp_path):
    path = tmp_path / "news.duckdb"
    publish_rows(path, corpus())
    done, statuses = threading.Event(), set()

    def read(client):
        while not done.is_set():
            for address in ("/?q=ferries", f"/articles/{FERRY}", "/sql", "/articles.csv"):
                statuses.add(client.get(address).status_code)

    with asking(path) as client, ThreadPoolExecutor() as pool:
        readers = [pool.submit(read, client) for _ in range(2)]
        try:
            for number in range(3):
                rows = {"articles": [article(f"more{number}", f"More {number}", "words")]}
                publish_rows(path, rows, run_id=f"run-{number + 2}", part=f"part-{number + 1}")
            seen = found(get(client, "/", q="words", copies="1"))
        finally:
            done.set()
        assert [reader.result() for reader in readers] == [None] * 2
    assert sorted(seen) == [f"more{number}" for number in range(3)]
    assert statuses == {200}


def test_a_file_that_goes_away_and_comes_back(tmp_path):
    path = tmp_path / "news.duckdb"
    publish_rows(path, corpus())
    with asking(path) as client:
        get(client, "/")
        path.rename(tmp_path / "away")
        assert "no warehouse at" in get(client, "/", 503).text
        path.write_bytes(b"no database")
        assert "cannot open" in get(client, "/", 503).text
        path.unlink()
        (tmp_path / "away").rename(path)
        get(client, "/")


def test_a_fault_of_ours_gives_a_page_and_no_secrets(client, monkeypatch):
    monkeypatch.setattr("flows.explorer.pages.find_row", lambda *_: 1 / 0)
    page = get(client, "/row", 500, id="m1")
    assert "a fault of the explorer" in page.text
    assert "Traceback" not in page.text


FACTS = " union all ".join(
    f"select {key} as key from {table}"
    for table, key in (
        ("mentions", "mention_id"),
        ("roles", "role_id"),
        ("quotes", "quote_id"),
        ("quantities", "quantity_id"),
        ("dates", "article_id || '#' || date_no"),
        ("events", "event_id"),
    )
)


def test_every_fact_of_the_sample_corpus_is_marked_in_its_article(whole):
    path, _ = whole
    articles = run_sql(path, "select article_id, title from articles").rows()
    facts = {key for (key,) in run_sql(path, FACTS).rows()}
    with asking(path) as client:
        for view in ("", "raw"):
            pages = [(title, get(client, f"/articles/{key}", view=view)) for key, title in articles]
            assert {a["data-key"] for _, page in pages for a in page.all("span") if "data-key" in a} == facts
            assert all((title or "Without a headline") in page.text for title, page in pages)


def test_every_example_is_answered_on_the_sample_corpus(whole):
    with asking(whole[0]) as client:
        for example in read_examples():
            ask(client, example.query)


def test_every_fact_of_an_article_can_be_chosen(whole):
    path, _ = whole
    with asking(path) as client:
        [key] = run_sql(path, "select article_id from mentions group by all order by count(*) desc limit 1").rows()[0]
        page = get(client, f"/articles/{key}")
        keys = {a["data-key"] for a in page.all("span") if "data-key" in a}
        assert len(keys) > 30
        for fact in keys:
            assert get(client, f"/articles/{key}/fact", fact=fact).all("table")
