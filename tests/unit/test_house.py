"""The house's own rules: which folder may import which, and how large a room may grow."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("flows", "newstext", "expectations", "warehouse")
MAY_IMPORT = {
    "flows": {"flows", "newstext", "expectations", "warehouse"},
    "newstext": {"newstext"},
    "expectations": {"expectations"},
    "warehouse": {"warehouse"},
}
NOT_PURE = {"duckdb", "great_expectations", "os", "pathlib", "prefect", "random", "sqlalchemy", "subprocess", "time"}
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path):
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imported(path)} & set(PACKAGES)
    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", [m for m in MODULES if "newstext" in m.parts], ids=lambda path: path.name)
def test_text_understanding_is_pure(path):
    assert not {name.split(".")[0] for name in imported(path)} & NOT_PURE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_warehouse_opens_duckdb(path):
    if path.relative_to(ROOT).parts[0] != "warehouse":
        assert "duckdb" not in {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_has_one_subject_and_stays_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
