"""A lake as the warehouse, on a real Postgres: the same rows as in a file, by several loaders, at any earlier run."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC
from multiprocessing.pool import ThreadPool
from pathlib import Path

import duckdb
import pytest

from flows import steps
from flows.run import Run, begin_run
from flows.run_folder import RunFolder
from flows.settings import Settings
from flows.turns import in_turn
from flows.workshop import open_workshop
from tests.flows.conftest import CORPUS, run_steps
from tests.flows.in_process import DECIDED as COPIES_AND_STORIES
from tests.flows.in_process import REPEATED, decide_texts, finish_texts
from tests.flows.lake_loader import DECIDED, INSIDE, load_texts, settings_of
from tests.flows.made_news import made_news
from tests.postgres import PASSWORD, running_postgres
from warehouse.catalog import present_relations
from warehouse.compare import canonical_rows
from warehouse.connect import WarehouseMissingError, WarehouseUnreadableError, open_reader
from warehouse.definitions import broken_keys
from warehouse.lake import LakeMovedError, lake_transaction, newest_version, open_lake_writer
from warehouse.place import read_lake
from warehouse.query import QueryError, run_sql

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 300
ALL_TABLES = ("raw", "main", "ops")


@pytest.fixture(scope="module")
def postgres():
    pytest.importorskip("duckdb_extension_ducklake", reason="the extra ducklake is not installed")
    pytest.importorskip("duckdb_extension_postgres_scanner", reason="the extra ducklake is not installed")
    with running_postgres() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", PASSWORD)
        yield server


@pytest.fixture
def address(postgres, request):
    """A lake's address whose database is new and empty."""
    name = f"db_{abs(hash(request.node.nodeid))}"
    return f"ducklake:postgres:{postgres.make_database(name)}"


@pytest.fixture(scope="module")
def sample(postgres, whole, tmp_path_factory):
    """The sample corpus in a lake: its address, the loader's folder and the run; not to be changed.

    The run is the very one that made the file of `whole`, committed to the lake.
    """
    path, outcome = whole
    folder = tmp_path_factory.mktemp("sample") / "loader"
    shutil.copytree(path.parent / "runs" / outcome.run_id, folder / "runs" / outcome.run_id)
    address = f"ducklake:postgres:{postgres.make_database('sample')}"
    settings = settings_of(address, folder)
    with open_reader(path) as connection:
        ((started_at,),) = connection.execute("select started_at from ops.runs").fetchall()
    run = Run(settings, (str(CORPUS),), RunFolder(folder / "runs" / outcome.run_id), started_at.replace(tzinfo=UTC))
    return address, folder, steps.commit(run)


@pytest.fixture
def newsledger(newsledger, sample):
    """Call the program upon the sample's lake: gives exit code, standard output and standard error."""

    def call(*words, address=sample[0]):
        return newsledger(*words, NEWSLEDGER_RUN_FOLDER=sample[1], NEWSLEDGER_WAREHOUSE=address)

    return call


def ask(address, query):
    return run_sql(read_lake(address), query).rows()


def test_a_lake_holds_the_rows_that_a_file_of_the_same_texts_holds(sample, whole):
    in_file, in_lake = canonical_rows(whole[0]), canonical_rows(read_lake(sample[0]))
    assert in_file == in_lake
    assert sample[2].tables == whole[1].tables


def test_every_mart_answers_as_it_does_in_a_file(sample, whole):
    marts = [relation.name for relation in present_relations("mart")]
    assert len(marts) > 8
    with open_reader(whole[0]) as file, open_reader(read_lake(sample[0])) as lake:
        for mart in marts:
            order = f"from mart.{mart} order by all"
            assert lake.execute(order).fetchall() == file.execute(order).fetchall(), mart


def test_tables_columns_and_views_keep_their_comments(sample):
    tables = "select count(*), count(comment) from duckdb_tables() where database_name = 'lake'"
    columns = (
        "select count(*), count(comment) from duckdb_columns() where database_name = 'lake' and schema_name = 'main'"
    )
    views = "select count(*), count(comment) from duckdb_views() where database_name = 'lake' and not internal"
    for query in (tables, columns, views):
        ((present, described),) = ask(sample[0], query)
        assert present == described > 0


def test_a_run_over_known_texts_adds_nothing_but_its_own_note(newsledger, sample):
    address = sample[0]
    before = canonical_rows(read_lake(address))
    code, out, err = newsledger("run", CORPUS)
    assert code == 0, err
    assert "16 known" in out
    assert canonical_rows(read_lake(address)) == before
    assert ask(address, "select count(*) > 1, bool_and(state = 'published') from ops.runs") == [(True, True)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sql", "select count(*) as n from articles", "--json"], '"n":16'),
        (["status"], "published"),
        (["entities", "--json"], "["),
        (["report", "-o", "{folder}/report.html"], "16 articles"),
        (["export", "{folder}/export", "-f", "parquet", "-f", "jsonld", "-f", "gdelt"], "events"),
        (["sql", "describe articles"], "article_id"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_verbs_that_read_work_on_a_lake(newsledger, tmp_path, words, told):
    code, out, err = newsledger(*(word.format(folder=tmp_path) for word in words))
    assert code == 0, err
    assert told in out


def test_a_row_is_explained_with_its_passage(newsledger, sample):
    ((quote_id, text),) = ask(sample[0], "select quote_id, text from quotes order by quote_id limit 1")
    code, out, err = newsledger("explain", quote_id)
    assert code == 0, err
    assert text.split()[0] in out


def test_a_copy_is_shown_beside_its_original(newsledger, sample):
    ((article_id,),) = ask(sample[0], "select article_id from duplicates")
    code, _, err = newsledger("duplicates", article_id)
    assert code == 0, err


@pytest.mark.parametrize(
    "words", [["rollback"], ["explore"], ["rebuild", "--to", "x.duckdb"]], ids=lambda words: words[0]
)
def test_what_needs_a_file_says_what_to_do_instead(newsledger, words):
    code, _, err = newsledger(*words)
    assert code == 2
    assert err.count("\n") == 1
    assert "a lake" in err
    assert "`newsledger " in err


def start_loader(mode, address, folder, *sources):
    command = [sys.executable, "-m", "tests.flows.lake_loader", mode, address, folder, *sources]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(list(map(str, command)), cwd=ROOT, text=True, **pipes)


def wait_for(loader, words):
    assert loader.stdout.readline().strip() == words, loader.stderr.read()


class Polling:
    """A reader who asks all the while: every answer must be whole and none fails."""

    PAUSE = 0.4
    QUESTION = """
        select
            (select count(*) from raw.documents) as documents,
            count(*) as articles,
            count(*) filter (stories.story_id is null and articles.story_id is not null) as without_their_story
        from main.articles left join main.stories using (story_id)
    """

    def __init__(self, address):
        self.answers, self.failure = [], None
        self._reader = open_reader(read_lake(address))
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._poll)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._thread.join()
        self._reader.close()

    def wait_for_answers(self, count):
        """Wait until so many more questions were answered; fails where the reader is kept waiting."""
        asked, until = len(self.answers), time.monotonic() + MOST_SECONDS
        while len(self.answers) < asked + count:
            assert self.failure is None
            assert time.monotonic() < until
            time.sleep(0.01)

    def _poll(self):
        try:
            while not self._ending.wait(self.PAUSE):
                self.answers.append(self._reader.execute(self.QUESTION).fetchone())
        except duckdb.Error as error:
            self.failure = error

    def check(self):
        assert self.failure is None
        assert all(documents == articles for documents, articles, _ in self.answers)
        assert not any(without_their_story for *_, without_their_story in self.answers)
        counts = [documents for documents, *_ in self.answers]
        assert counts == sorted(counts)


def write(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture(scope="module")
def batches(tmp_path_factory):
    """Made news with copies and stories across three files."""
    folder = tmp_path_factory.mktemp("batches")
    records = [*made_news()[:4], *made_news()[16:20], *made_news()[-2:]]
    return [write(folder / f"batch-{number}.jsonl", records[number::3]) for number in range(3)]


@pytest.fixture(scope="module")
def by_two(postgres, batches, tmp_path_factory):
    """A lake that two loaders have loaded at once, who had both decided upon the empty one; and a reader of it."""
    address = f"ducklake:postgres:{postgres.make_database('two')}"
    folder = tmp_path_factory.mktemp("two")
    settings_of(address, folder / "maker")
    with Polling(address) as reader:
        loaders = [start_loader("together", address, folder / f"{n}", path) for n, path in enumerate(batches[:2])]
        for loader in loaders:
            wait_for(loader, DECIDED)
        said = list(ThreadPool(2).map(lambda loader: loader.communicate("load\n", timeout=MOST_SECONDS), loaders))
        assert [loader.returncode for loader in loaders] == [0, 0], said
        reader.wait_for_answers(1)
    return address, folder, reader


def in_file(folder, paths):
    """The rows that a file has into which one run brings all."""
    run = begin_run(Settings(warehouse=folder / "news.duckdb"), tuple(map(str, paths)))
    finish_texts(run)
    return decided(folder / "news.duckdb")


def decided(place):
    rows = canonical_rows(place, ALL_TABLES)
    return {table: rows[table] for table in {*COPIES_AND_STORIES, *REPEATED, "main.entities", "main.mentions"}}


def test_two_loaders_at_once_give_what_one_after_the_other_gives(by_two, batches, tmp_path):
    address, *_ = by_two
    assert decided(read_lake(address)) == in_file(tmp_path, batches[:2])
    assert ask(address, "select count(*) from duplicates") > [(1,)]
    assert ask(address, "select count(*) from ops.runs where state = 'published'") == [(2,)]


def test_a_reader_saw_every_load_whole_and_was_never_refused(by_two):
    *_, reader = by_two
    reader.check()
    assert {documents for documents, *_ in reader.answers} >= {0, 7}


def test_the_lake_can_be_asked_as_of_a_run_and_what_changed_since(by_two, newsledger):
    address, *_ = by_two
    first, second = (run for (run,) in ask(address, "select run_id from ops.runs order by finished_at"))
    counts = {}
    for run in (first, second):
        question = "select (select count(*) from articles) as articles, (select count(*) from ops.runs) as runs"
        code, out, err = newsledger("sql", question, "--json", "--as-of", run, address=address)
        assert code == 0, err
        counts[run] = json.loads(out)[0]
    assert [found["runs"] for found in counts.values()] == [1, 2]
    assert 0 < counts[first]["articles"] < counts[second]["articles"] == 7
    code, out, err = newsledger("diff", first, second, "--json", address=address)
    assert code == 0, err
    added = {table["table"]: table["added"] for table in json.loads(out)}
    assert added["main.articles"] == 7 - counts[first]["articles"]
    code, _, err = newsledger("sql", "select 1", "--as-of", "no-such-run", address=address)
    assert code == 2
    assert "no-such-run" in err


def test_a_loader_killed_inside_its_transaction_leaves_nothing_and_the_next_goes_through(by_two, batches, tmp_path):
    address, folder, _ = by_two
    before, version = decided(read_lake(address)), newest_version(read_lake(address))
    with Polling(address) as reader:
        loader = start_loader("inside", address, tmp_path / "killed", batches[2])
        wait_for(loader, INSIDE)
        reader.wait_for_answers(2)
        os.kill(loader.pid, signal.SIGKILL)
        loader.communicate()
        assert newest_version(read_lake(address)) == version
        assert decided(read_lake(address)) == before
        load_texts(settings_of(address, folder / "next"), batches[2:])
    reader.check()
    assert decided(read_lake(address)) == in_file(tmp_path, batches)


FERRY = "Ferry line returns\n\nMarch 3, 2024\n\nSouth Korea reopened a ferry line to Japan on Sunday. {}\n"
LONGER = " ".join(f"Ship number {number} of the old fleet sails again for {number + 3} days." for number in range(12))
BRIDGE = "Bridge costs rise\n\nMay 7, 2024\n\nThe bridge will cost $40 million, the ministry said on Tuesday.\n"
OFFERED = (
    {"ferry.txt": FERRY.format(LONGER), "bridge.txt": BRIDGE},
    {
        "copy.txt": FERRY.format(LONGER).replace("March 3", "March 2").replace("old fleet", "fleet", 1),
        "bridge.jsonl": json.dumps(
            {"text": BRIDGE, "url": "https://made.example/bridge", "title": "Bridge costs rise"}
        ),
        "harbour.txt": "Harbour talks end\n\nMay 9, 2024\n\nJapan and South Korea ended talks on Thursday.\n",
    },
)
"""What two loaders bring: the second an earlier copy of the first's ferry, and a better declaration of its bridge."""


@pytest.mark.parametrize(
    ("first", "read_again", "recalled"),
    [
        (0, [], 1),  # the copy that comes second is the earlier one: the article in the lake becomes its copy
        pytest.param(1, ["The bridge"], 0, marks=pytest.mark.slow),  # its bridge is declared better by what is there
    ],
)
def test_what_was_decided_upon_an_earlier_version_is_decided_again_and_only_that_is_read_again(
    address, tmp_path, monkeypatch, first, read_again, recalled
):
    def decide(run):
        decide_texts(run, steps.understand)

    runs = []
    for number, texts in enumerate(OFFERED):
        (tmp_path / f"news-{number}").mkdir()
        for name, text in texts.items():
            (tmp_path / f"news-{number}" / name).write_text(text)
        sources = (str(tmp_path / f"news-{number}"),)
        runs.append(begin_run(settings_of(address, tmp_path / f"loader-{number}"), sources))
    for run in runs:
        steps.read(run)
        decide(run)
    in_turn(runs[first], decide, steps.commit)
    analyst, parsed = open_workshop(runs[0].settings).analyst, []
    parse = analyst.parse
    with monkeypatch.context() as watched:
        watched.setattr(type(analyst), "parse", lambda _, articles: parsed.extend(articles) or parse(articles))
        outcome = in_turn(runs[1 - first], decide, steps.commit)
    assert [article.raw.split("\n\n")[2][:10] for article in parsed] == read_again
    both = tuple(source for run in runs for source in run.sources)
    finish_texts(begin_run(Settings(warehouse=tmp_path / "file.duckdb"), both), steps.understand)
    assert canonical_rows(read_lake(address)) == canonical_rows(tmp_path / "file.duckdb")
    assert outcome.recalled == recalled
    assert ask(address, "select count(*), count(duplicate_of), count(url) from articles") == [(4, 1, 1)]


def test_two_loads_without_turns_cannot_both_be_published(address, tmp_path):
    lake = settings_of(address, tmp_path / "loader").warehouse
    store = "create or replace table stored.settled_roles as from stored.settled_roles"

    def publish_between(other):
        other.execute(store)
        with open_lake_writer(lake) as one, lake_transaction(one, lake.version, "one"):
            one.execute(store)

    with open_lake_writer(lake) as other:
        with pytest.raises(LakeMovedError, match="another load"), lake_transaction(other, lake.version, "other"):
            publish_between(other)
        with pytest.raises(LakeMovedError, match="is at version"), lake_transaction(other, lake.version, "late"):
            pass
    assert newest_version(lake) == lake.version + 1


def test_a_key_that_stands_twice_is_seen_before_it_is_published(address, tmp_path):
    lake = settings_of(address, tmp_path / "loader").warehouse
    twice = "insert into main.stories values ('s', 'one', null, null, 1), ('s', 'two', null, null, 1)"
    with open_lake_writer(lake) as connection:
        connection.execute("begin transaction")
        connection.execute("create temp table leaving (article_id varchar, is_replaced boolean)")
        assert broken_keys(connection) == []
        connection.execute(twice)
        assert broken_keys(connection) == ["main.stories has 1 keys twice"]
        connection.execute("rollback")


@pytest.mark.parametrize(
    "question",
    [
        "from postgres_query('__ducklake_metadata_lake', 'select 1')",
        "select * from ducklake_set_option('lake', 'data_inlining_row_limit', 5)",
        "select * from ducklake_cleanup_old_files('lake', cleanup_all => true)",
        "select * from (select * from postgres_scan('host=127.0.0.1', 'public', 'x'))",
        "with found as materialized (from query('select 1')) from found",
        "from lake.set_commit_message('a', 'b')",
        "from read_text('/etc/hostname')",
        "select (select count(*) from glob('/etc/*'))",
        "describe select * from pg_clear_cache()",
        "from __ducklake_metadata_lake.public.ducklake_snapshot",
        "from '/etc/passwd'",
        "explain select 1",
        "delete from articles",
    ],
)
def test_a_question_cannot_reach_beyond_the_tables(sample, question):
    with pytest.raises(QueryError):
        ask(sample[0], question)


def test_a_question_may_use_what_only_gives_rows(sample):
    assert ask(sample[0], "select count(*) from range(3), unnest([1, 2])") == [(6,)]
    assert ask(sample[0], "select count(*) > 0 from lake.snapshots() where author = 'newsledger'") == [(True,)]
    assert ask(sample[0], "select count(*) from articles at (version => 1)") == [(0,)]


def test_any_duckdb_reads_the_lake_with_its_extensions(sample):
    with open_lake_writer(read_lake(sample[0])) as connection:
        connection.execute("use memory")
        assert connection.execute("select count(*) > 0 from lake.mart.who_said_what").fetchone() == (True,)


def test_the_password_is_neither_told_nor_kept(newsledger, sample, postgres):
    code, out, err = newsledger("status", "--json")
    assert code == 0
    told = [out + err]
    told += [path.read_text(errors="replace") for path in sample[1].rglob("*.json")]
    told += [postgres.ask("sample", "select string_agg(value, ' ') from ducklake_metadata")]
    assert not any(PASSWORD in text for text in told)
    code, out, err = newsledger("status", address=f"{sample[0]} password={PASSWORD}")
    assert code == 2
    assert "PGPASSWORD" in err
    assert PASSWORD not in out + err


def test_what_is_no_lake_or_cannot_be_reached_is_told_in_one_line(newsledger, postgres):
    words = postgres.make_database("empty")
    with pytest.raises(WarehouseMissingError):
        open_reader(read_lake(f"ducklake:postgres:{words}"))
    with pytest.raises(WarehouseUnreadableError):
        open_reader(read_lake("ducklake:postgres:host=127.0.0.1 port=1 dbname=none user=nobody"))
    code, _, err = newsledger("sql", "select 1", address=f"ducklake:postgres:{words}")
    assert code == 2
    assert err.count("\n") == 1
    code, _, err = newsledger("run", CORPUS, address="ducklake:postgres:host=127.0.0.1 port=1 dbname=none user=nobody")
    assert code == 2
    assert "Traceback" not in err


def test_two_loaders_in_one_folder_get_in_each_others_way(newsledger, sample):
    from warehouse.lock import writer_lock

    with writer_lock(sample[1] / "loader"):
        code, _, err = newsledger("run", CORPUS)
    assert code == 4
    assert "NEWSLEDGER_RUN_FOLDER" in err


@pytest.mark.slow
def test_two_whole_programs_at_once_load_one_lake(address, tmp_path):
    files = sorted(path for path in CORPUS.iterdir() if path.suffix in (".txt", ".html"))
    programs = []
    for number in range(2):
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("NEWSLEDGER", "PREFECT"))
        }
        environment |= {
            "NEWSLEDGER_RUN_FOLDER": str(tmp_path / f"loader-{number}"),
            "NEWSLEDGER_LAKE_DATA": str(tmp_path / "lake"),
        }
        command = [sys.executable, "-c", "from flows.cli import main; main()", "run", *files[number::2], "-w", address]
        programs.append(
            subprocess.Popen(
                list(map(str, command)),
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
    said = [program.communicate(timeout=900)[0] for program in programs]
    assert [program.returncode for program in programs] == [0, 0], said
    run_steps(tmp_path / "file.duckdb", files)
    assert canonical_rows(read_lake(address)) == canonical_rows(tmp_path / "file.duckdb")


KILLS = 12


@pytest.mark.slow
def test_loaders_killed_at_random_moments_lose_nothing_and_double_nothing(address, tmp_path):
    records, chance = made_news(), random.Random(20261125)
    paths = [write(tmp_path / f"{number}.jsonl", records[number::4]) for number in range(4)]
    settings_of(address, tmp_path / "maker")
    longest, killed = 10.0, 0
    with Polling(address) as reader:
        for number in range(KILLS):
            loader, begun = start_loader("together", address, tmp_path / "loader", paths[number % 4]), time.monotonic()
            loader.stdin.write("load\n")
            loader.stdin.flush()
            try:
                loader.wait(chance.uniform(0, longest))
                longest = time.monotonic() - begun
            except subprocess.TimeoutExpired:
                loader.kill()
                killed += 1
            loader.communicate()
        for path in paths:
            load_texts(settings_of(address, tmp_path / "last"), [path])
    reader.check()
    assert killed > KILLS / 3
    assert decided(read_lake(address)) == in_file(tmp_path, paths)
