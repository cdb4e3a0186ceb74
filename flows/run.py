"""One run: where its folder is, what it was asked, how long each stage took."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from flows.reading.stores import is_url, without_secrets
from flows.run_folder import STAGES, RunFolder, write_json
from flows.settings import Settings
from flows.staging import staged_folder
from warehouse.place import Lake


@dataclass(frozen=True, slots=True)
class Run:
    """A run over some sources into one warehouse; small enough to be sent to another process."""

    settings: Settings
    sources: tuple[str, ...]
    folder: RunFolder
    started_at: datetime
    full: bool = False

    @property
    def run_id(self) -> str:
        return self.folder.run_id

    @property
    def spill(self) -> Path:
        """Where a database puts what does not fit into its memory; it makes the folder and empties it."""
        return self.folder.path / "spill"

    @property
    def file(self) -> Path:
        """The DuckDB file that the run builds; of a run into a lake there is none."""
        assert isinstance(self.settings.warehouse, Path), self.settings.warehouse
        return self.settings.warehouse

    @property
    def lake(self) -> Lake | None:
        """The lake that the run goes into, as of the version it decides upon; None for a file."""
        return self.settings.warehouse if isinstance(self.settings.warehouse, Lake) else None

    def without_secrets(self) -> "Run":
        """Return the run as Prefect may note it; its sources are read by then."""
        return replace(self, sources=tuple(without_secrets(s) if is_url(s) else s for s in self.sources))

    @contextmanager
    def stage(self, name: str) -> Iterator["StageNote"]:
        """Time a stage and note its rows beside its parts; the seconds of a stage taken up again add up."""
        note, begun = StageNote(), time.perf_counter()
        folder = self.folder.stage(name)
        folder.mkdir(parents=True, exist_ok=True)
        before = [old["seconds"] for old in self.stage_notes() if old["stage"] == name]
        yield note
        seconds = round(sum(before) + time.perf_counter() - begun, 3)
        counts = {"stage": name, "rows_in": note.rows_in, "rows_out": note.rows_out, "seconds": seconds}
        write_json(folder / "stage.json", counts | note.more)

    def stage_notes(self) -> list[dict[str, Any]]:
        """Return the notes of the stages that are done, in their order."""
        paths = (self.folder.stage(name) / "stage.json" for name in STAGES)
        return [json.loads(path.read_text(encoding="utf-8")) for path in paths if path.exists()]


@dataclass(slots=True)
class StageNote:
    """What a stage was given and handed on; `more` is kept beside it in the run's folder."""

    rows_in: int = 0
    rows_out: int = 0
    more: dict[str, Any] = field(default_factory=dict)


def begin_run(settings: Settings, sources: tuple[str, ...], *, full: bool = False) -> Run:
    """Make the folder of a new run beside the warehouse, with its parts there or where the setting `staging` says.

    Raises OSError when it cannot be written there, and SettingsError for a staging that cannot be used.
    """
    started_at = datetime.now(UTC)
    path = settings.folder / "runs" / f"{started_at:%Y%m%dT%H%M%SZ}-{token_hex(3)}"
    folder = staged_folder(path, settings.staging)
    folder.begin()
    return Run(settings, sources, folder, started_at, full)
