"""A run on Dask gives the rows of a run in processes here."""

import sys

import pytest

from flows.dask import on_dask
from flows.settings import Settings, SettingsError
from tests.flows.conftest import run_steps
from tests.flows.program import call, write_texts
from warehouse.compare import canonical_rows


@pytest.mark.parametrize("is_staged", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_parts_worked_on_by_a_cluster_give_the_same_rows(tmp_path, bucket, is_staged):
    pytest.importorskip("prefect_dask", reason="the extra `dask` is not installed")
    news = write_texts(tmp_path / "news", ["a.txt", "b.txt"])
    run_steps(tmp_path / "here" / "news.duckdb", [news])
    staging = ["--staging", f"s3://{bucket[0]}/stage"] if is_staged else []
    words = ["run", news, "-w", tmp_path / "there" / "news.duckdb", "--runner", "dask", "--workers", "1", *staging]
    code, _, said = call(*words, environment={"NEWSLEDGER_PART_SIZE": "1"})
    assert code == 0, said
    assert canonical_rows(tmp_path / "there" / "news.duckdb") == canonical_rows(tmp_path / "here" / "news.duckdb")
    is_there = bool(bucket[1].glob(f"{bucket[0]}/stage/*/6-understand/part-00000[01]/done.json"))
    assert is_there == is_staged


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "prefect_dask.task_runners", None)
    with pytest.raises(SettingsError, match=r"newsledger\[dask\]"):
        on_dask(None, Settings(dask="here"))
