"""Runs without Prefect: the steps called one after the other in this process."""

import re
import sys
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest

from flows import cli, steps
from flows.run import begin_run
from flows.settings import Settings
from tests.s3 import serving_s3

CORPUS = Path(__file__).resolve().parents[2] / "seeds" / "articles"


def run_steps(warehouse, sources, *, full=False, part_size=250):
    """Run all stages as `flows.pipeline` does, in this process; return the outcome."""
    settings = replace(Settings(), warehouse=warehouse, part_size=part_size)
    run = begin_run(settings, tuple(map(str, sources)), full=full)
    steps.read(run)
    return finish_steps(run)


def finish_steps(run):
    """Take what was read through all further stages; return the outcome."""
    decide_steps(run)
    steps.load(run)
    return steps.publish(run).accepted()


def decide_steps(run):
    """Work out what was read, up to what a load takes in."""
    if run.folder.parts("read"):
        each(steps.survey, run)
        steps.find_repeated(run)
        each(steps.clean, run)
        steps.deduplicate(run)
        each(steps.clean, run)
        each(steps.understand, run)
        steps.relate(run)
        for parts in steps.groups_to_validate(run):
            steps.validate(run, parts)


def each(step, run):
    for part in run.folder.parts("read"):
        step(run, part)


@pytest.fixture
def warehouse(tmp_path):
    return tmp_path / "data" / "news.duckdb"


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """The sample corpus loaded in one run: the warehouse and the outcome; not to be changed."""
    path = tmp_path_factory.mktemp("whole") / "news.duckdb"
    return path, run_steps(path, [CORPUS])


@pytest.fixture(scope="session")
def s3_server():
    """An S3 on loopback for the session; skips where s3fs or moto is not installed."""
    pytest.importorskip("s3fs", reason="the extra `s3` is not installed")
    with serving_s3() as address:
        yield address


@pytest.fixture
def bucket(s3_server, request):  # noqa: ARG001 - it must stand
    """A new bucket: its name, and the filesystem to put things there."""
    import s3fs

    files = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:50].strip("-") + token_hex(4)
    files.mkdir(name)
    return name, files


@pytest.fixture
def newsledger(capsys, monkeypatch):
    """Call the program as the shell does: gives exit code, standard output and standard error."""

    def call(*words, **environment):
        monkeypatch.setenv("COLUMNS", "200")
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))
        monkeypatch.setattr(sys, "argv", ["newsledger", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return call
