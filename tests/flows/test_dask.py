"""A run on Dask gives the rows of a run in processes here."""

import sys

import pytest

from flows.dask import on_dask
from flows.settings import Settings, SettingsError
from tests.flows.conftest import run_steps
from tests.flows.program import call, write_texts
from tests.s3 import KEYS
from warehouse.compare import canonical_rows


def run_on_dask(folder, *words):
    pytest.importorskip("prefect_dask", reason="the extra `dask` is not installed")
    words = ["run", *words, "-w", folder / "news.duckdb", "--runner", "dask", "--workers", "1"]
    code, _, said = call(*words, environment={"NEWSLEDGER_PART_SIZE": "1"})
    assert code == 0, said
    return canonical_rows(folder / "news.duckdb", ("main",)), said


def test_parts_worked_on_by_a_cluster_give_the_same_rows_from_s3_by_s3_and_no_secret_is_kept(tmp_path, bucket):
    name, files = bucket
    news = write_texts(tmp_path / "news", ["a.txt", "b.txt"])
    files.put(f"{news}/", f"{name}/news/", recursive=True)
    run_steps(tmp_path / "here" / "news.duckdb", [news])
    source = f"s3://{KEYS['AWS_ACCESS_KEY_ID']}:{KEYS['AWS_SECRET_ACCESS_KEY']}@{name}/news"
    rows, said = run_on_dask(tmp_path / "there", source, "--staging", f"s3://{name}/stage")
    assert rows == canonical_rows(tmp_path / "here" / "news.duckdb", ("main",))
    assert len(files.glob(f"{name}/stage/*/6-understand/part-00000[01]/done.json")) == 2
    kept = b"".join(path.read_bytes() for path in (tmp_path / "there").rglob("*") if path.is_file()) + said.encode()
    assert f"s3://{name}/news".encode() in kept
    assert KEYS["AWS_SECRET_ACCESS_KEY"].encode() not in kept


@pytest.mark.slow
def test_parts_worked_on_by_a_cluster_give_the_same_rows_from_files_beside_the_warehouse(tmp_path):
    news = write_texts(tmp_path / "news", ["a.txt", "b.txt"])
    run_steps(tmp_path / "here" / "news.duckdb", [news])
    assert run_on_dask(tmp_path / "there", news)[0] == canonical_rows(tmp_path / "here" / "news.duckdb", ("main",))


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "prefect_dask.task_runners", None)
    with pytest.raises(SettingsError, match=r"newsledger\[dask\]"):
        on_dask(None, Settings(dask="here"))
