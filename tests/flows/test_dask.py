"""A run on Dask gives the rows of a run in processes here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.dask import on_dask
from flows.settings import Settings, SettingsError
from tests.flows.conftest import run_steps
from warehouse.compare import canonical_rows

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "a.txt": "Ferry line returns\n\nMarch 3, 2024\n\nSouth Korea reopened a ferry line to Japan on Sunday.\n",
    "b.txt": "Bridge costs rise\n\nMay 7, 2024\n\nThe bridge will cost $40 million, the ministry said on Tuesday.\n",
}


def test_parts_worked_on_by_a_cluster_give_the_same_rows(tmp_path):
    pytest.importorskip("prefect_dask", reason="the extra `dask` is not installed")
    news = tmp_path / "news"
    news.mkdir()
    for name, text in TEXTS.items():
        (news / name).write_text(text, encoding="utf-8")
    run_steps(tmp_path / "here" / "news.duckdb", [news])
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEWSLEDGER", "PREFECT"))}
    words = ["run", news, "-w", tmp_path / "there" / "news.duckdb", "--runner", "dask", "--workers", "1"]
    command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, words)]
    one_a_part = environment | {"NEWSLEDGER_PART_SIZE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=one_a_part, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    assert canonical_rows(tmp_path / "there" / "news.duckdb") == canonical_rows(tmp_path / "here" / "news.duckdb")


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "prefect_dask.task_runners", None)
    with pytest.raises(SettingsError, match=r"newsledger\[dask\]"):
        on_dask(None, Settings(dask="here"))
