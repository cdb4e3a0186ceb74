"""Staging elsewhere: a run's parts on any filesystem that fsspec reaches, where workers of other machines see them.

What this machine itself needs as files, for DuckDB and Polars to scan, is fetched once into the run's own folder.
"""

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.exits import StagingError, UnwritableError
from flows.reading.stores import RemoteError, Store, has_secrets, open_store, without_secrets
from flows.run_folder import STAGES, RunFolder
from flows.settings import SettingsError

_WITH_FOLDERS = ("file", "ftp", "hdfs", "sftp", "smb", "ssh", "webhdfs")
"""Schemes whose folders must be made. Object stores have none: asked for one, S3 makes a bucket of a typing error."""


@dataclass(frozen=True, slots=True)
class StagedRunFolder(RunFolder):
    """A run's folder whose parts stand below `url`; `path` keeps the notes of stages and what was fetched.

    Raises StagingError where the other side cannot be reached.
    """

    url: str

    def write(self, stage: str, part: str, frames: Mapping[str, pl.DataFrame], **facts: object) -> None:
        for table, frame in frames.items():
            written = io.BytesIO()
            frame.write_parquet(written, compression="zstd", compression_level=1)
            self._put(f"{_at(stage)}/{part}/{table}.parquet", written.getvalue())
        counts = {"rows": {table: frame.height for table, frame in frames.items()}} | facts
        self._put(f"{_at(stage)}/{part}/done.json", json.dumps(counts, sort_keys=True).encode())

    def is_done(self, stage: str, part: str) -> bool:
        return bool(self._ask("exists", f"{_at(stage)}/{part}/done.json"))

    def set_aside(self, stage: str, part: str) -> None:
        self._rename(f"{_at(stage)}/{part}/done.json", f"{_at(stage)}/{part}/aside.json")

    def aside(self, stage: str, part: str) -> dict[str, Any]:
        name = f"{_at(stage)}/{part}/aside.json"
        noted: dict[str, Any] = json.loads(self._ask("cat_file", name)) if self._ask("exists", name) else {}
        return noted

    def take_up(self, stage: str, part: str) -> None:
        self._rename(f"{_at(stage)}/{part}/aside.json", f"{_at(stage)}/{part}/done.json")

    def forget(self, stage: str, part: str) -> None:
        RunFolder.forget(self, stage, part)
        if self._ask("exists", f"{_at(stage)}/{part}"):
            self._ask("rm", f"{_at(stage)}/{part}", recursive=True)

    def facts(self, stage: str, part: str) -> dict[str, Any]:
        (path,) = self._fetch([f"{_at(stage)}/{part}/done.json"])
        noted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return noted

    def all_facts(self, stage: str) -> list[dict[str, Any]]:
        paths = self._fetch([f"{_at(stage)}/{part}/done.json" for part in self.parts(stage)])
        return [json.loads(path.read_text(encoding="utf-8")) for path in paths]

    def parts(self, stage: str) -> list[str]:
        return sorted(part for part, name in self._names(stage) if name == "done.json")

    def read(self, stage: str, part: str, table: str) -> pl.DataFrame:
        return pl.read_parquet(io.BytesIO(self._ask("cat_file", f"{_at(stage)}/{part}/{table}.parquet")))

    def files(self, stage: str, table: str, parts: Sequence[str] | None = None) -> list[Path]:
        there = set(self._names(stage))
        done = sorted(part for part, name in there if name == "done.json") if parts is None else parts
        file = f"{table}.parquet"
        return self._fetch([f"{_at(stage)}/{part}/{file}" for part in done if (part, file) in there])

    def begin(self) -> None:
        """Make the folder, and leave a mark elsewhere; raises UnwritableError where nothing can be written there."""
        RunFolder.begin(self)
        try:
            self._put("begun.json", b"{}")
        except StagingError as error:
            self.path.rmdir()
            raise UnwritableError(f"cannot write {without_secrets(self.url)}: {error.reason}") from None

    def drop(self) -> None:
        RunFolder.drop(self)
        store = self._store()
        with suppress(RemoteError):
            store.ask(store.fs.rm, store.path, recursive=True)

    def _names(self, stage: str) -> list[tuple[str, str]]:
        """Return the part and name of every file of a stage."""
        return [(path.split("/")[-2], path.split("/")[-1]) for path in self._ask("find", _at(stage))]

    def _put(self, name: str, data: bytes) -> None:
        """Write a file, on object stores whole or not at all; what was fetched of it before is no more."""
        store = self._store()
        path = f"{store.path}/{name}"
        if store.scheme in _WITH_FOLDERS:
            self._call(store, store.fs.makedirs, path.rpartition("/")[0], exist_ok=True)
        self._call(store, store.fs.pipe_file, path, data)
        self._fetched(name).unlink(missing_ok=True)

    def _rename(self, name: str, new: str) -> None:
        """Give a small file another name, which object stores cannot."""
        self._put(new, self._ask("cat_file", name))
        self._ask("rm_file", name)
        self._fetched(name).unlink(missing_ok=True)

    def _fetch(self, names: Sequence[str]) -> list[Path]:
        """Return files of this machine with the bytes of those that were written, fetched together where missing."""
        missing = [name for name in names if not self._fetched(name).exists()]
        if missing:
            self._get(missing)
        return [self._fetched(name) for name in names]

    def _get(self, names: Iterable[str]) -> None:
        store = self._store()
        new = {f"{store.path}/{name}": self._fetched(name + ".new") for name in names}
        for path in new.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        self._call(store, store.fs.get, list(new), list(map(str, new.values())))
        for path in new.values():
            path.replace(path.with_suffix(""))

    def _fetched(self, name: str) -> Path:
        return self.path / name

    def _ask(self, method: str, name: str, **more: Any) -> Any:
        store = self._store()
        return self._call(store, getattr(store.fs, method), f"{store.path}/{name}", **more)

    def _call[R](self, store: Store, function: Callable[..., R], *args: Any, **more: Any) -> R:
        try:
            return store.ask(function, *args, **more)
        except RemoteError as error:
            raise StagingError(store.url, error.reason) from error

    def _store(self) -> Store:
        return open_store(self.url)  # fsspec keeps the filesystems that it has opened


def staged_folder(path: Path, staging: str) -> RunFolder:
    """Return the folder of a run at a path of this machine, with its parts there or in a staging.

    Raises SettingsError for a staging that holds a secret: workers are told where it is, and Prefect notes it.
    """
    if not staging:
        return RunFolder(path)
    if has_secrets(staging):
        words = "a staging must not hold a password or signature: set them where its filesystem looks for them"
        raise SettingsError(f"{words}: {without_secrets(staging)}")
    url = staging if "://" in staging else f"file://{Path(staging).absolute()}"
    return StagedRunFolder(path, f"{url.rstrip('/')}/{path.name}")


def _at(stage: str) -> str:
    return f"{STAGES.index(stage) + 1}-{stage}"
