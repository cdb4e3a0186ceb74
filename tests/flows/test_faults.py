"""Runs that are killed, or find no room: a clear end, a file that always opens, and a rerun as if nothing had been."""

import os
import random
import shutil
import signal
import subprocess
import time
from datetime import UTC, datetime

import duckdb
import psutil
import pytest

from flows.run import Run
from flows.run_folder import RunFolder
from flows.running import RUN_FOLDERS_KEPT, _drop_old_folders
from flows.settings import Settings
from tests.bench.corpus import write_corpus
from tests.flows.conftest import run_steps
from tests.flows.program import MOST_SECONDS, start, write_texts
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


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 12 MB, too small for a warehouse and what a run hands on."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk]
    made = subprocess.run(mount, check=False, capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no file system can be mounted here: {made.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


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
