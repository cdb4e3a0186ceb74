"""Parts of a run on another filesystem: the rows of a run beside the warehouse, and one line where it cannot be."""

import pickle

import polars as pl
import pytest

from flows.exits import StagingError, UnwritableError, exit_code_of
from flows.run import begin_run
from flows.run_folder import RunFolder
from flows.running import RUN_FOLDERS_KEPT, _drop_old_folders
from flows.settings import Settings, SettingsError
from flows.staging import staged_folder
from tests.flows.in_process import run_texts
from warehouse.compare import canonical_rows

RECORDS = [{"text": f"Ferry {n} returned to Busan on Sunday.\n\nIt is full, Minister Ana Lima said."} for n in range(6)]
FRAME = pl.DataFrame({"article_id": ["a", "b"]})


@pytest.fixture(params=["memory", "folder", "s3"])
def staging(request, tmp_path):
    """A place for parts, on each kind of filesystem: without folders, with folders, and by a network."""
    if request.param == "memory":
        return f"memory://{tmp_path.name}"
    if request.param == "folder":
        return str(tmp_path / "elsewhere")
    return f"s3://{request.getfixturevalue('bucket')[0]}/stage"


def test_a_run_staged_elsewhere_gives_the_rows_of_one_staged_here(tmp_path, staging, monkeypatch):
    run_texts(tmp_path / "here", RECORDS)
    monkeypatch.setenv("NEWSLEDGER_STAGING", staging)
    run = run_texts(tmp_path / "there", RECORDS)
    there, here = (canonical_rows(tmp_path / name / "news.duckdb", ("main",)) for name in ("there", "here"))
    assert there == here
    assert run.folder.url == f"{staging if '://' in staging else f'file://{staging}'}/{run.run_id}"
    assert run.folder.parts("clean") == ["part-000000"]
    assert not list(run.folder.path.glob("4-clean/*/blocks.parquet"))


def test_a_folder_elsewhere_keeps_what_a_folder_here_keeps(tmp_path, staging):
    here, there = RunFolder(tmp_path / "here"), staged_folder(tmp_path / "there", staging)
    for folder in (here, there):
        folder.begin()
        folder.write("clean", "part-1", {"articles": FRAME, "blocks": FRAME.clear()}, seconds=2)
        folder.write("clean", "part-0", {"articles": FRAME})
    there = pickle.loads(pickle.dumps(there))
    for ask in (
        lambda folder: folder.parts("clean"),
        lambda folder: folder.parts("relate"),
        lambda folder: [folder.is_done("clean", part) for part in ("part-0", "part-2")],
        lambda folder: folder.facts("clean", "part-1"),
        lambda folder: (folder.total_rows("clean"), folder.rows("clean", "articles"), folder.rows("read", "sources")),
        lambda folder: folder.read("clean", "part-1", "articles").to_dicts(),
        lambda folder: [path.relative_to(folder.path) for path in folder.files("clean", "blocks")],
        lambda folder: [pl.read_parquet(path).height for path in folder.files("clean", "articles", ["part-1"])],
    ):
        assert ask(there) == ask(here)


def test_a_part_written_again_is_read_anew(tmp_path, staging):
    folder = staged_folder(tmp_path / "run", staging)
    folder.begin()
    for height in (2, 1):
        folder.write("read", "part-0", {"documents": FRAME.head(height)})
        assert folder.rows("read", "documents") == height
        assert [pl.read_parquet(path).height for path in folder.files("read", "documents")] == [height]


def test_a_part_set_aside_is_not_done_until_it_is_taken_up_and_one_forgotten_is_gone(tmp_path, staging):
    folder = staged_folder(tmp_path / "run", staging)
    folder.begin()
    folder.write("clean", "part-0", {"articles": FRAME}, seconds=2)
    noted = folder.facts("clean", "part-0")
    assert folder.aside("clean", "part-0") == {}
    folder.set_aside("clean", "part-0")
    assert (folder.parts("clean"), folder.aside("clean", "part-0")) == ([], noted)
    folder.take_up("clean", "part-0")
    assert (folder.parts("clean"), folder.facts("clean", "part-0")) == (["part-0"], noted)
    for _ in range(2):
        folder.forget("clean", "part-0")
        assert not folder.is_done("clean", "part-0")
        assert folder.files("clean", "articles") == []


def test_folders_of_old_runs_go_there_too(tmp_path, staging):
    settings = Settings(warehouse=tmp_path / "news.duckdb", staging=staging)
    runs = [begin_run(settings, ()) for _ in range(RUN_FOLDERS_KEPT + 2)]
    latest = max(runs, key=lambda run: run.run_id)
    for run in runs:
        run.folder.write("read", "part-0", {"documents": FRAME})
    _drop_old_folders(latest)
    left = [run for run in runs if run.folder.parts("read")]
    assert len(left) == RUN_FOLDERS_KEPT
    assert {run.run_id for run in left} == {path.name for path in (tmp_path / "runs").iterdir()}


@pytest.mark.parametrize(
    ("staging", "error", "words"),
    [
        ("s3://no-such-bucket-anywhere/stage", UnwritableError, "cannot write s3://no-such-bucket-anywhere/stage"),
        ("s3://me:sesame-open@bucket/stage", SettingsError, "must not hold a password"),
        ("gs://bucket/stage", SettingsError, "gcsfs"),
        ("/proc/nowhere", UnwritableError, "cannot write file:///proc/nowhere"),
    ],
)
@pytest.mark.usefixtures("s3_server")
def test_a_staging_that_cannot_be_is_one_line_before_any_work(tmp_path, staging, error, words):
    with pytest.raises(error, match=words) as told:
        begin_run(Settings(warehouse=tmp_path / "news.duckdb", staging=staging), ())
    assert exit_code_of(told.value) == 2
    assert "sesame-open" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_staging_that_goes_away_ends_a_run_in_one_line(tmp_path, bucket):
    name, files = bucket
    run = begin_run(Settings(warehouse=tmp_path / "news.duckdb", staging=f"s3://{name}/stage"), ())
    files.rm(name, recursive=True)
    with pytest.raises(StagingError) as told:
        run.folder.write("read", "part-0", {"documents": FRAME})
    assert exit_code_of(told.value) == 1
    assert str(pickle.loads(pickle.dumps(told.value))).startswith(f"staging at s3://{name}/stage/{run.run_id}: ")
