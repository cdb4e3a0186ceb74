# Every verb sets up what it needs: uv in .tools, locked dependencies in .venv, nothing elsewhere.
PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
STAMP := .venv/.synced
WAREHOUSE ?= data/news.duckdb
export UV_PYTHON_DOWNLOADS := never
# Compiled once here, or every process compiles all it imports where PYTHONDONTWRITEBYTECODE is set: 40 CPU seconds a run.
export UV_COMPILE_BYTECODE := 1
export UV_CACHE_DIR := $(CURDIR)/.tools/cache

.PHONY: setup run test lint format bench soak docs clean

setup: $(STAMP)

$(UV):
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(STAMP): $(UV) pyproject.toml uv.lock .python-version
	$(UV) sync --locked --all-extras --quiet
	@touch $(STAMP)

run: setup  ## build the warehouse from the sample corpus
	.venv/bin/newsledger run seeds/articles --warehouse $(WAREHOUSE)

test: setup  ## all tests but the slow proofs
	.venv/bin/pytest -m "not slow"

lint: setup  ## style, types and SQL
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/sqlfluff lint sql flows/reporting/queries

format: setup
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	.venv/bin/sqlfluff fix sql flows/reporting/queries

soak: setup  ## the slow proofs
	.venv/bin/pytest -m slow

bench: setup  ## speed and memory; the last results stand in docs/performance.md
	$(UV) sync --locked --all-extras --group bench --quiet
	.venv/bin/python -m tests.bench.run
	.venv/bin/python -m tests.bench.beside
	.venv/bin/python -m tests.bench.bounds
	.venv/bin/python -m tests.bench.growth
	.venv/bin/python -m tests.bench.cleaning
	.venv/bin/python -m tests.bench.reading
	.venv/bin/python -m tests.bench.deduplicate
	.venv/bin/python -m tests.bench.marts
	.venv/bin/python -m tests.bench.facts
	.venv/bin/python -m tests.bench.understanding
	.venv/bin/python -m tests.bench.explorer

docs: setup  ## write the generated pages
	.venv/bin/python -m flows.docs
	.venv/bin/python -m bi.superset.build
	NEWSLEDGER_UPDATE_DOCS=1 .venv/bin/pytest tests/flows/test_readme.py

clean:
	rm -rf .venv .tools data
