"""Where a warehouse is: a DuckDB file, or a lake (DuckLake: a catalog in Postgres, rows in Parquet files)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "ducklake:"
_POSTGRES = "ducklake:postgres:"
_URI = re.compile(r"postgres(?:ql)?://")
_WORD = re.compile(
    r"\s*(?P<key>[a-z_]+)\s*=\s*(?:'(?P<quoted>(?:[^'\\]|\\.)*)'|(?P<plain>(?:[^\s'\\]|\\.)*))(?=\s|$)", re.DOTALL
)
"""One `keyword=value` of libpq: the value plain or in single quotes, a backslash before what is meant as it stands."""
_URI_PARTS = {"username": "user", "hostname": "host", "port": "port"}


class LakeAddressError(ValueError):
    """The address of a lake cannot be read, or holds what must not stand in it; the message never repeats a value."""


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake by the words with which libpq finds its catalog.

    `data` is the folder of the Parquet files of a lake that is still to be made; a lake that is there knows its own.
    With a `version`, a number of DuckLake's snapshots, the lake is seen as it was then.
    """

    words: str
    data: Path | None = None
    version: int | None = None

    def __str__(self) -> str:
        return f"{_POSTGRES}{self.words}"

    def at(self, version: int | None) -> "Lake":
        """Return the same lake as of a version."""
        return replace(self, version=version)


type Place = Path | Lake
"""A warehouse: a file, or a lake."""


def read_place(text: str | Path) -> Place:
    """Return the place that a user names; raises LakeAddressError."""
    return read_lake(text) if isinstance(text, str) and text.startswith(PREFIX) else Path(text)


def read_lake(address: str) -> Lake:
    """Read `ducklake:postgres:` with libpq's words behind it (`dbname=news host=db`), or with a URI.

    What stands there is taken apart and put together again, so that each value reaches libpq as one value. Raises
    LakeAddressError, also for a password: it would be seen in lists of processes, logs and schedules.
    """
    if not address.startswith(_POSTGRES):
        raise LakeAddressError(f"a lake is named {_POSTGRES}… with what libpq needs to find its catalog")
    rest = address.removeprefix(_POSTGRES)
    if "\0" in rest:
        raise LakeAddressError("a NUL cannot stand in the address of a lake")
    pairs = list(_of_uri(rest) if _URI.match(rest) else _of_words(rest))
    if any("password" in key for key, _ in pairs):
        raise LakeAddressError(
            "a password does not belong in the address of a lake: set PGPASSWORD, or use a password file (PGPASSFILE) "
            "or a service (PGSERVICE)"
        )
    return Lake(" ".join(f"{key}={_quoted(value)}" for key, value in pairs))


def is_there(place: Place) -> bool:
    """Whether there may be something to read: a file is there or not, a lake tells when it is opened."""
    return isinstance(place, Lake) or place.exists()


def _of_words(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while text[position:].strip():
        match = _WORD.match(text, position)
        if match is None:
            raise LakeAddressError("the address of a lake is made of words like dbname=news host=localhost")
        value = match["plain"] if match["quoted"] is None else match["quoted"]
        yield match["key"], re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)
        position = match.end()


def _of_uri(text: str) -> Iterator[tuple[str, str]]:
    try:
        parts = urlsplit(text)
        values = {key: getattr(parts, name) for name, key in _URI_PARTS.items()}
    except ValueError:
        raise LakeAddressError("the address of a lake is no URI of one Postgres server") from None
    if parts.password is not None:
        yield "password", ""
    yield from ((key, unquote(str(value))) for key, value in values.items() if value is not None)
    if name := unquote(parts.path.removeprefix("/")):
        yield "dbname", name
    yield from parse_qsl(parts.query, keep_blank_values=True)


def _quoted(value: str) -> str:
    """Return a value as libpq reads it; plain where nothing in it means anything else."""
    if re.fullmatch(r"[\w./:@-]+", value, re.ASCII):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
