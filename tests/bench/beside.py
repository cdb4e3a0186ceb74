"""newsledger beside what a user would take instead, over the same texts, each side in processes of its own.

    python -m tests.bench.beside [--articles 2000] [--corpus FILE] [--parts whole copies load] [--json]

- whole: `newsledger run`, from raw text to the published file, and core_web_md's full pipeline alone, as usually called
- copies: our signing and search for copies, and datatrove's MinHash, over the same cleaned bodies. Of generated
  articles it is known which were made from one another: precision and recall are over pairs of them
- load: our validation and load, and Great Expectations' ready-made expectations on pandas with `to_sql` into DuckDB

All that a side's processes do counts, imports too. Compare CPU seconds where other work runs beside. Of a corpus of
yours (JSON Lines with `text`, also .gz) the first articles are taken. `make bench` installs what the other sides need.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import combinations
from pathlib import Path

import polars as pl

from flows import steps
from flows.frames import FACT_TABLES
from flows.run import Run
from flows.run_folder import STAGES, RunFolder
from flows.settings import Settings
from flows.steps.clean import _signature_frame
from newstext.likeness.signatures import sign
from tests.bench import peers
from tests.bench.corpus import original_of, write_corpus
from tests.bench.run import NEWSLEDGER
from tests.bench.understanding import first_of
from tests.bench.watching import Cost, watch

MADE = "https://news.example/0/"
"""How the addresses of generated articles begin; their number follows."""
JUDGED = {"sources": "read", "documents": "read", "articles": "clean", "blocks": "clean"} | dict.fromkeys(
    FACT_TABLES, "understand"
)
"""The tables that plain validation and load take, by the stage of the run that gives them."""

type Found = dict[str, float]
type Groups = Mapping[str, object]


def core_web_md(folder: Path) -> Found:
    with (folder / "corpus.jsonl").open(encoding="utf-8") as lines:
        return {"sentences": peers.parse_whole([json.loads(line)["text"] for line in lines])}


def our_copies(folder: Path) -> Found:
    """Sign the bodies in two processes and look for copies."""
    run = run_in(folder)
    with ProcessPoolExecutor(peers.PROCESSES) as pool:
        list(pool.map(partial(_sign, run), run.folder.parts("clean")))
    steps.deduplicate(run)
    copies = dict(run.folder.read("deduplicate", "all", "duplicates").select("article_id", "of_article_id").iter_rows())
    return judge(copies | {original: original for original in copies.values()}, families(_articles(run, "url")))


def _sign(run: Run, part: str) -> None:
    bodies = run.folder.read("clean", part, "articles")["body"].fill_null("").to_list()
    _signature_frame(sign(bodies)).write_parquet(run.folder.stage("clean") / part / "signatures.parquet")


def datatrove(folder: Path) -> Found:
    run = run_in(folder)
    groups = peers.group_copies(_articles(run, "body"), folder / "datatrove")
    return judge(groups, families(_articles(run, "url")))


def our_load(folder: Path) -> Found:
    run = run_in(folder)
    for parts in steps.groups_to_validate(run):
        steps.validate(run, parts)
    steps.load(run)
    return {"rows": sum(run.stage_notes()[-1]["tables"].values())}


def plain_load(folder: Path) -> Found:
    run = run_in(folder)
    tables = {table: run.folder.files(stage, table) for table, stage in JUDGED.items()}
    return {"rows": peers.validate_and_load(tables, f"duckdb:///{folder}/plain.duckdb")}


type Side = tuple[str, str, Callable[[Path], Found] | None, str]

SIDES: Sequence[Side] = (
    ("whole", "newsledger run", None, ""),
    ("whole", "core_web_md, n_process=2", core_web_md, ""),
    ("copies", "newsledger", our_copies, "deduplicate"),
    ("copies", "datatrove MinHash", datatrove, "deduplicate"),
    ("load", "newsledger", our_load, "validate"),
    ("load", "pandas, GX, to_sql", plain_load, "validate"),
)
"""Part, name, what is run (None: the command itself), and the stage before which it takes up the run of the whole."""


def families(addresses: Mapping[str, str]) -> dict[str, int]:
    """Return the number of the article that each generated one was made from, its own for an original."""
    numbers = {key: int(url.removeprefix(MADE)) for key, url in addresses.items() if url.startswith(MADE)}
    return {key: number if (first := original_of(number)) is None else first for key, number in numbers.items()}


def judge(groups: Groups, truth: Mapping[str, int]) -> Found:
    """Count the copies (all but one of each group) and, where the truth is known, score the pairs put together."""
    found = {"copies": len(groups) - len(set(groups.values()))}
    if not truth:
        return found
    given, true = _pairs(groups), _pairs(truth)
    return found | {
        "precision": len(given & true) / max(len(given), 1),
        "recall": len(given & true) / max(len(true), 1),
    }


def _pairs(groups: Groups) -> set[tuple[str, str]]:
    members = defaultdict(list)
    for key, group in groups.items():
        members[group].append(key)
    return {pair for keys in members.values() for pair in combinations(sorted(keys), 2)}


def _articles(run: Run, column: str) -> dict[str, str]:
    files = run.folder.files("clean", "articles")
    rows = pl.concat(pl.read_parquet(file, columns=["article_id", column]) for file in files).drop_nulls()
    return dict(rows.iter_rows())


def run_in(folder: Path) -> Run:
    path = next((folder / "runs").iterdir())
    return Run(Settings(warehouse=folder / "news.duckdb"), (), RunFolder(path), datetime.now(UTC))


def _take_up(folder: Path, before: str, name: str) -> Path:
    """Copy the run of the whole as it was before a stage; give the new folder."""
    taken, run = folder / name, run_in(folder).folder
    for stage in STAGES[: STAGES.index(before)]:
        shutil.copytree(run.stage(stage), taken / "runs" / run.run_id / run.stage(stage).name)
    return taken


def measure(number: int, folder: Path) -> tuple[Cost, Found]:
    """Let one side run over the corpus of a folder."""
    _, _, function, before = SIDES[number]
    if function is None:
        cost = watch([NEWSLEDGER, "run", folder / "corpus.jsonl", "--warehouse", folder / "news.duckdb", "--json"])
        return cost, {"rows": sum(json.loads(cost.output)["tables"].values())}
    place = _take_up(folder, before, f"side-{number}") if before else folder
    cost = watch([sys.executable, "-m", "tests.bench.beside", "--side", str(number), "--folder", str(place)])
    return cost, json.loads(cost.output.splitlines()[-1])


def report(folder: Path, parts: Iterable[str], *, as_json: bool) -> None:
    """Print a row for each side of some parts; the run of the whole comes first, for the others take it up."""
    with (folder / "corpus.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    articles, words = len(texts), sum(len(text.split()) for text in texts)
    if not as_json:
        print(f"\n{articles:,} articles, {words:,} words\n")
        print("| part | side | seconds | articles/s | words/s | CPU s | words a CPU s | peak MiB | found |")
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for number, (part, side, _, _) in enumerate(SIDES):
        if number and part not in parts:
            continue
        cost, found = measure(number, folder)
        figures = {"seconds": cost.seconds, "cpu": cost.cpu, "peak_mib": cost.peak_mib} | found
        if as_json:
            print(json.dumps({"part": part, "side": side, "articles": articles, "words": words} | figures), flush=True)
        else:
            cells = (articles / cost.seconds, words / cost.seconds, cost.cpu, words / cost.cpu, cost.peak_mib)
            numbers = (f"{cost.seconds:.1f}", *(f"{cell:,.0f}" for cell in cells))
            print("|", " | ".join((part, side, *numbers, _in_words(found))), "|", flush=True)


def _in_words(found: Found) -> str:
    return ", ".join(
        f"{name} {value:,}" if isinstance(value, int) else f"{name} {value:.3f}" for name, value in found.items()
    )


def main() -> None:
    """Measure the parts asked for over generated articles, or over those of the user's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--parts", nargs="+", choices=("whole", "copies", "load"), default=("whole", "copies", "load"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.side is not None:
        function = SIDES[asked.side][2]
        assert function is not None
        print(json.dumps(function(asked.folder)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.corpus:
            first_of(asked.corpus, folder, asked.articles)
        else:
            write_corpus(folder, asked.articles)
        report(folder, asked.parts, as_json=asked.json)


if __name__ == "__main__":
    main()
