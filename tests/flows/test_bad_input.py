"""Bad and hostile input through all stages: each has its state and reason, and the good beside it is loaded."""

import io
import json
import os
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.reading import uri_of_path
from tests.flows.conftest import run_steps

BEYOND_THE_LIMIT = 200 << 20
HOSTILE = "'); drop table articles; -- {{ 7 * 7 }} ${HOME} `touch owned` [red]loud[/red] <script>alert(1)</script> =1+1"
GOOD = {
    "a-good.txt": """Harbour talks end with a promise

By Ann Example
March 3, 2024

SEOUL — South Korea and Japan agreed on Sunday to reopen two ferry lines. The work will cost $40 million.

"We will open the harbour before the summer," Foreign Minister Park Jin-ho said after the meeting.
""",
    "z-good.txt": """Farmers count the losses of a dry spring

By Bo Sample
May 7, 2024

DAEJEON — More than 1,200 farms reported losses on Tuesday, the agriculture ministry said in a statement.

"Nobody here has seen such a spring," said Lee Mi-sook, who leads the growers' union of the province.
""",
}
FRENCH = """Le conseil municipal adopte le budget

Le conseil municipal a adopté mardi soir le budget de la ville pour l'année prochaine, après un long débat.
Selon le maire, les dépenses pour les écoles augmenteront de trois pour cent, et les travaux du pont seront achevés.
« Nous tiendrons nos engagements envers les habitants », a déclaré le maire devant les élus réunis.
"""
SCRIPTED = """<!doctype html><html><head><title>Bridge opens early</title>
<script>document.write("President Script Inserted said nothing")</script><style>p{color:red}</style></head>
<body onload="alert(1)"><h1>Bridge opens early</h1>
<p>The new bridge over the Han River opened on Monday, the city said.</p>
<p>"It took three years," Mayor Choi Eun-ji said on Monday. <img src=x onerror="alert(2)"></p>
<script>var quote = "\\"We were hacked,\\" Mayor Script Inserted said.";</script></body></html>"""
HOSTILE_ARTICLE = f"""Ministry answers {HOSTILE}

The ministry said on Monday that "{HOSTILE}" was never its policy, and that the matter had been closed.

"We do not comment on {HOSTILE}," Defense Minister Kang Do-yun said on Monday in the capital.
"""
HOSTILE_NAME = 'it\'s "hostile"\n; drop table articles; [red]loud[red] {{ x }} $(touch owned) ?#%41.txt'


def about_the_port(words):
    return f"Officials visited the port {words} and spoke with the crews about the repairs that are due this year.\n"


def dated(number, day):
    return json.dumps({"text": about_the_port(f"of number {number}"), "published_at": day})


FILES = {
    "binary.txt": b"\x00\x01\x02\xff\xfe\x9d" * 300,
    "picture.jpg": b"\xff\xd8\xff\xe0",
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "latin.txt": (about_the_port("of Orléans, naïve as it is,") + about_the_port("again") * 2).encode("latin-1"),
    "mixed.txt": about_the_port("of Córdoba").encode() + about_the_port("of Málaga").encode("latin-1"),
    "utf16.txt": about_the_port("of Incheon").encode("utf-16"),
    "nuls.txt": about_the_port("of Bu\0san").encode(),
    "french.txt": FRENCH.encode(),
    "title-only.txt": b"Ministers to meet on Friday\n\nBy Ann Example\n\nMarch 3, 2024\n",
    "no-body.html": b"<html><head><title>Nothing here</title></head><body><script>x()</script></body></html>",
    "scripted.html": SCRIPTED.encode(),
    "lines.jsonl": f'{dated(1, "2024-03-05")}\n{{"text": "cut\n{dated(3, "2024-03-06")}\n[1, 2]\n'.encode(),
    "days.jsonl": "\n".join(
        dated(10 + number, day) for number, day in enumerate(["3024-01-01", "2024-13-45", "0001-01-01", "soon", "1e99"])
    ).encode(),
    "unreadable.txt": b"never read",
    "vanishing.txt": b"never read",
    "changing.txt": about_the_port("of Mokpo").encode(),
    "same.txt": GOOD["a-good.txt"].encode(),
    HOSTILE_NAME: HOSTILE_ARTICLE.encode(),
}
EXPECTED = {
    "a-good.txt": ("loaded", None),
    "z-good.txt": ("loaded", None),
    "binary.txt": ("rejected", "binary: control characters"),
    "picture.jpg": ("rejected", "unsupported_type: .jpg"),
    "empty.txt": ("rejected", "empty_file"),
    "blank.txt": ("rejected", "no_text"),
    "endless.txt": ("rejected", f"too_large: more than {32 << 20} bytes"),
    "latin.txt": ("loaded", None),
    "mixed.txt": ("loaded", None),
    "utf16.txt": ("loaded", None),
    "nuls.txt": ("loaded", None),
    "french.txt": ("loaded", None),
    "title-only.txt": ("loaded", None),
    "no-body.html": ("loaded", None),
    "scripted.html": ("loaded", None),
    "lines.jsonl#1": ("loaded", None),
    "lines.jsonl#2": ("rejected", "malformed_json: line 2"),
    "lines.jsonl#3": ("loaded", None),
    "lines.jsonl#4": ("rejected", "malformed_json: line 4 is not an object"),
    **{f"days.jsonl#{number}": ("loaded", None) for number in range(1, 6)},
    "unreadable.txt": ("rejected", "unreadable: permission denied"),
    "vanishing.txt": ("rejected", "vanished"),
    "changing.txt": ("rejected", "changed_while_read"),
    "nowhere.txt": ("rejected", "vanished"),
    "round.txt": ("rejected", "symlink_loop: the link leads to itself"),
    "above": ("rejected", "symlink_loop: the folder is read under its own name"),
    "same.txt": ("duplicate", "same_text: {folder}/a-good.txt"),
    HOSTILE_NAME: ("loaded", None),
}
"""State and reason of every name in the folder."""


class Moody(io.FileIO):
    """Files that fail as only a busy machine makes them fail; as root no mode keeps a file from being read."""

    def __init__(self, path, *more):
        super().__init__(path, *more)
        if str(path).endswith("unreadable.txt"):
            raise PermissionError(13, "Permission denied", path)
        if str(path).endswith("vanishing.txt"):
            raise FileNotFoundError(2, "No such file or directory", path)

    def readinto(self, buffer):
        size = super().readinto(buffer)
        if size and str(self.name).endswith("changing.txt"):
            os.truncate(self.name, 0)
        return size


def make_folder(folder):
    folder.mkdir()
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    with (folder / "endless.txt").open("wb") as endless:
        endless.write(b"one line without an end ")
        endless.truncate(BEYOND_THE_LIMIT)  # a hole: it costs no disk
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "round.txt").symlink_to(folder / "round.txt")
    (folder / "above").symlink_to(folder)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The folder, the warehouse it was loaded into, and the outcome; one run serves all tests."""
    place = tmp_path_factory.mktemp("bad")
    make_folder(place / "news")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.reading.reader.io.FileIO", Moody)
        outcome = run_steps(place / "news.duckdb", [place / "news"])
    return place / "news", place / "news.duckdb", outcome


def query(path, sql, *values):
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(sql, values or None).fetchall()


def uri(folder, name):
    """The source of a file, or of record N of a container where the name ends in #N."""
    file, mark, number = name.rpartition("#")
    return uri_of_path(str(folder / file)) + mark + number if number.isdecimal() else uri_of_path(str(folder / name))


def article_of(loaded, name, columns):
    folder, path, _ = loaded
    sql = f"select {columns} from articles a join raw.sources s using (document_id) where s.source_uri = ?"
    (row,) = query(path, sql, uri(folder, name))
    return row[0] if len(row) == 1 else row


@pytest.mark.parametrize("name", EXPECTED)
def test_every_source_has_its_state_and_reason(loaded, name):
    folder, path, _ = loaded
    rows = query(path, "select state, reason from raw.sources where source_uri = ?", uri(folder, name))
    state, reason = EXPECTED[name]
    assert rows == [(state, reason and reason.replace("{folder}", str(folder)))]


def test_no_other_source_is_there_and_the_summary_counts_them(loaded):
    _, path, outcome = loaded
    assert outcome.state == "published"
    assert query(path, "select count(*) from raw.sources") == [(len(EXPECTED),)]
    assert outcome.sources == Counter(state for state, _ in EXPECTED.values())
    rejected = Counter(reason.split(":")[0] for state, reason in EXPECTED.values() if state == "rejected")
    assert outcome.reasons == rejected
    counts = query(path, "select seen_count, loaded_count, duplicate_count, rejected_count from ops.runs")
    states = outcome.sources
    assert counts == [(len(EXPECTED), states["loaded"], states["duplicate"], states["rejected"])]


def test_no_article_failed_and_no_row_was_kept_out(loaded):
    _, path, outcome = loaded
    assert query(path, "select table_name, reason from ops.rejects") == []
    assert outcome.rejected_rows == 0


@pytest.mark.parametrize(("name", "speaker"), [("a-good.txt", "Park"), ("z-good.txt", "Lee")])
def test_the_good_beside_the_bad_is_read_for_facts(loaded, name, speaker):
    folder, path, _ = loaded
    sql = """
        select q.speaker_text from quotes q join articles using (article_id)
        join raw.sources s using (document_id) where s.source_uri = ? and q.kind = 'direct'
    """
    (row,) = query(path, sql, uri(folder, name))
    assert speaker in row[0]
    sql = sql.replace("quotes q", "quantities q").replace("q.speaker_text", "q.value").replace("and q.kind", "--")
    assert {value for (value,) in query(path, sql, uri(folder, name))} & {40_000_000.0, 1200.0}


def test_receipts_hold_on_whatever_was_loaded(loaded):
    _, path, _ = loaded
    for table, words in [("blocks", "text"), ("sentences", "text"), ("quotes", "text"), ("events", '"trigger"')]:
        sql = f"""
            select count(*), count(*) filter (
                f.{words} is distinct from substring(d.text, f.char_start + 1, f.char_end - f.char_start))
            from {table} f join articles using (article_id) join raw.documents d using (document_id)
        """
        ((rows, wrong),) = query(path, sql)
        assert (rows > 0, wrong) == (True, 0)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("latin.txt", "Orléans, naïve as it is"),
        ("mixed.txt", "Córdoba"),
        ("mixed.txt", "Málaga"),
        ("utf16.txt", "the port of Incheon"),
    ],
)
def test_an_encoding_not_declared_is_read_all_the_same(loaded, name, words):
    assert words in article_of(loaded, name, "body")


def test_nul_bytes_are_kept_in_the_raw_text_and_do_no_harm(loaded):
    folder, path, _ = loaded
    sql = "select d.text from raw.documents d join raw.sources s using (document_id) where s.source_uri = ?"
    assert "Bu\0san" in query(path, sql, uri(folder, "nuls.txt"))[0][0]
    assert "spoke with the crews" in article_of(loaded, "nuls.txt", "body")


def test_an_article_in_another_language_is_kept_marked_and_not_read(loaded):
    assert article_of(loaded, "french.txt", "language, word_count > 20") == ("fr", True)
    article = article_of(loaded, "french.txt", "article_id")
    for table in ("sentences", "mentions", "quotes", "quantities", "dates", "events"):
        assert query(loaded[1], f"from {table} where article_id = ?", article) == []


def test_an_article_without_a_body_has_none_and_no_facts(loaded):
    article, body, words = article_of(loaded, "no-body.html", "article_id, body, word_count")
    assert (body or "", words) == ("", 0)
    for table in ("sentences", "mentions", "quotes"):
        assert query(loaded[1], f"from {table} where article_id = ?", article) == []


@pytest.mark.parametrize("number", range(1, 6))
def test_an_absurd_day_is_nobodys_day_of_publication(loaded, number):
    day, basis = article_of(loaded, f"days.jsonl#{number}", "published_on, published_basis")
    assert (day, basis) == (None, "unknown")


def test_a_sound_day_beside_a_broken_line_counts(loaded):
    assert str(article_of(loaded, "lines.jsonl#3", "published_on")) == "2024-03-06"


def test_scripts_are_neither_read_nor_run(loaded):
    title, body = article_of(loaded, "scripted.html", "title, body")
    assert title == "Bridge opens early"
    assert "It took three years" in body
    assert "alert" not in body
    assert query(loaded[1], "from entities where name ilike '%script%'") == []


def test_hostile_words_stay_words_in_the_warehouse(loaded):
    folder, path, _ = loaded
    assert HOSTILE in query(path, "select text from raw.documents where text like '%drop table%'")[0][0]
    assert "[red]loud[/red]" in article_of(loaded, HOSTILE_NAME, "body")
    assert not (folder / "owned").exists()
    assert not Path("owned").exists()


def cli(*words):
    result = CliRunner().invoke(app, list(map(str, words)), env={"COLUMNS": "4000", "NO_COLOR": "1"})
    assert result.exit_code == 0, result.output
    return result.stdout


def test_hostile_words_are_printed_as_they_are(loaded):
    folder, path, _ = loaded
    article = article_of(loaded, HOSTILE_NAME, "article_id")
    ((quote, words),) = query(
        path, "select quote_id, text from quotes where article_id = ? and text like 'We do not%'", article
    )
    assert words in cli("sql", f"select text from quotes where quote_id = '{quote}'", "-w", path)
    assert words in cli("explain", quote, "-w", path)
    cleaned = cli("clean", folder / HOSTILE_NAME)
    assert (
        "We do not comment on '); drop table articles; -- {{ 7 * 7 }} ${HOME} `touch owned` [red]loud[/red]" in cleaned
    )
    assert "[red]loud[red]" in cli("sql", "select source_uri from raw.sources", "-w", path)
    status = json.loads(cli("status", "--json", "-w", path))
    assert {"reason": "symlink_loop", "source_count": 2} in status["rejected sources"]
