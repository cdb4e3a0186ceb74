"""The folder of one run: what each stage hands on, as Parquet files that can be looked at, resumed or moved."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

STAGES = ("read", "survey", "repetition", "clean", "deduplicate", "understand", "relate", "validate", "load", "publish")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """`<folder>/<number>-<stage>/<part>/<table>.parquet`; a part is whole once its `done.json` stands beside it."""

    path: Path

    @property
    def run_id(self) -> str:
        return self.path.name

    def begin(self) -> None:
        """Make the folder; raises OSError where that cannot be done, or where it is there already."""
        self.path.mkdir(parents=True)

    def drop(self) -> None:
        """Remove the folder and all that it holds, as far as that can be done."""
        shutil.rmtree(self.path, ignore_errors=True)

    def stage(self, stage: str) -> Path:
        """Return the folder of a stage's notes and, where nothing else is said, of its parts."""
        return self.path / f"{STAGES.index(stage) + 1}-{stage}"

    def write(self, stage: str, part: str, frames: Mapping[str, pl.DataFrame], **facts: object) -> None:
        """Write a part's frames, then mark it done with the facts and the number of rows of each table."""
        folder = self.stage(stage) / part
        folder.mkdir(parents=True, exist_ok=True)
        for table, frame in frames.items():
            frame.write_parquet(folder / f"{table}.parquet", compression="zstd", compression_level=1)
        counts = {"rows": {table: frame.height for table, frame in frames.items()}} | facts
        write_json(folder / "done.json", counts)

    def is_done(self, stage: str, part: str) -> bool:
        return (self.stage(stage) / part / "done.json").exists()

    def set_aside(self, stage: str, part: str) -> None:
        """Let a finished part count as not done; what stands in it can still be taken up: see `aside`."""
        folder = self.stage(stage) / part
        (folder / "done.json").replace(folder / "aside.json")

    def aside(self, stage: str, part: str) -> dict[str, Any]:
        """Return what was noted of a part that was set aside; nothing where there is none."""
        path = self.stage(stage) / part / "aside.json"
        noted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return noted

    def take_up(self, stage: str, part: str) -> None:
        """Let a part that was set aside count as done again."""
        folder = self.stage(stage) / part
        (folder / "aside.json").replace(folder / "done.json")

    def forget(self, stage: str, part: str) -> None:
        """Remove a part, where it is there."""
        shutil.rmtree(self.stage(stage) / part, ignore_errors=True)

    def facts(self, stage: str, part: str) -> dict[str, Any]:
        """Return what was noted of a finished part."""
        noted: dict[str, Any] = json.loads((self.stage(stage) / part / "done.json").read_text(encoding="utf-8"))
        return noted

    def parts(self, stage: str) -> list[str]:
        """Return the finished parts of a stage, in order."""
        return sorted(done.parent.name for done in self.stage(stage).glob("*/done.json"))

    def read(self, stage: str, part: str, table: str) -> pl.DataFrame:
        return pl.read_parquet(self.stage(stage) / part / f"{table}.parquet")

    def files(self, stage: str, table: str, parts: Sequence[str] | None = None) -> list[Path]:
        """Return a table's files over all finished parts of a stage, or over some, in order."""
        chosen = self.parts(stage) if parts is None else parts
        paths = (self.stage(stage) / part / f"{table}.parquet" for part in chosen)
        return [path for path in paths if path.exists()]

    def total_rows(self, stage: str) -> int:
        """Return how many rows a stage has handed on over all tables."""
        return sum(sum(facts["rows"].values()) for facts in self.all_facts(stage))

    def rows(self, stage: str, table: str) -> int:
        """Return how many rows of a table a stage has handed on."""
        return sum(int(facts["rows"].get(table, 0)) for facts in self.all_facts(stage))

    def all_facts(self, stage: str) -> list[dict[str, Any]]:
        """Return what was noted of every finished part of a stage, in order."""
        return [self.facts(stage, part) for part in self.parts(stage)]


def write_json(path: Path, facts: Mapping[str, Any]) -> None:
    """Write a small file in one step: it is there whole, or not at all, whatever becomes of the run or the disk."""
    new = path.with_name(path.name + ".new")
    new.write_text(json.dumps(facts, sort_keys=True), encoding="utf-8")
    new.replace(path)
