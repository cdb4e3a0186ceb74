"""Fields: a crawler's own names for text and metadata, told by the reference table `field_names`."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.reading.encodings import decode
from flows.reading.records import Content, RejectedInputError, mend_surrogates
from flows.reading.sniffing import looks_like_html
from newstext.records import Declared

type Record = Mapping[str, Any]

_TEXT_FIELDS = ("text", "html")
_NO_RANK = 1 << 30
_MOST_TRIED = 100  # a list this long has no name in it
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_NAME_SEPARATOR = re.compile(r"\s*[;|]\s*")  # not the comma: "Lee, Ji-won" is one name


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a column may mean: a field, by which preference, where within an object, and what speaks against it."""

    field: str
    rank: int
    inner: tuple[str, ...]
    unless: str


class FieldNames:
    """The names a field may have, in order of preference; the first that holds something wins.

    Rows have `field` (text, html or a field of `Declared`), `name` (a dot leads into a nested object; letter case
    does not count) and `unless` (a name whose presence voids the row, since the same name then means another thing).
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        meanings: dict[str, list[_Meaning]] = defaultdict(list)
        for rank, row in enumerate(rows):
            column, *inner = _fold(row["name"]).split(".")
            meanings[column].append(_Meaning(row["field"], rank, tuple(inner), _fold(row.get("unless") or "")))
        self._meanings = {column: tuple(found) for column, found in meanings.items()}
        self._voiding = frozenset(meaning.unless for found in meanings.values() for meaning in found)

    def is_known(self, column: str) -> bool:
        """Whether a column of a table could matter."""
        return _fold(column) in self._meanings or _fold(column) in self._voiding

    def has_text(self, columns: Iterable[object]) -> bool:
        """Whether one of a table's columns could hold the text."""
        meanings = (meaning for column in columns for meaning in self._meanings.get(_fold(column), ()))
        return any(meaning.field in _TEXT_FIELDS for meaning in meanings)

    def read(self, record: Record, encoding: str) -> Content:
        """Read a record's text and what it declares.

        Raises RejectedInputError: "no_text_field" without such a field, "no_text" where it holds nothing,
        "binary" for bytes that are not text.
        """
        values = self._values(record)
        for field in _TEXT_FIELDS:
            text, used = _text_of(values.get(field), encoding)
            if text:
                return Content(text, used, _declared(values), field == "html" or looks_like_html(text))
        if self.has_text(record):
            raise RejectedInputError("no_text")
        raise RejectedInputError("no_text_field", "fields are " + (", ".join(sorted(map(str, record))[:20]) or "none"))

    def _values(self, record: Record) -> dict[str, Any]:
        """Give the value of each field that has one."""
        folded = {_fold(name): value for name, value in record.items()}
        ranks: dict[str, int] = {}
        values: dict[str, Any] = {}
        for column, outer in folded.items():
            for meaning in self._meanings.get(column, ()):
                value = _value_within(outer, meaning.inner)
                is_voided = meaning.unless and meaning.unless in folded
                if _holds_something(value) and not is_voided and meaning.rank < ranks.get(meaning.field, _NO_RANK):
                    ranks[meaning.field], values[meaning.field] = meaning.rank, value
        return values


def _fold(name: object) -> str:
    return str(name).strip().lower()


def _value_within(value: Any, inner: tuple[str, ...]) -> Any:
    for name in inner:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _holds_something(value: Any) -> bool:
    return value is not None and value not in ("", b"", [], {})


def _declared(values: Mapping[str, Any]) -> Declared:
    return Declared(
        url=_word(values.get("url")),
        title=_word(values.get("title")),
        published_at=_word(values.get("published_at")),
        language=_word(values.get("language")),
        authors=_authors(values.get("authors")),
        publisher=_word(values.get("publisher")),
    )


def _text_of(value: Any, encoding: str) -> tuple[str | None, str]:
    """Give a text as one string: paragraphs are joined by a blank line, bytes decoded."""
    if isinstance(value, bytes):
        return decode(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    return (mend_surrogates(value) if isinstance(value, str) else None), encoding


def _word(value: Any) -> str | None:
    """Give one declared value as a string; of an object its name, of a list its first value that has one."""
    if isinstance(value, str):
        return mend_surrogates(value.strip()) or None
    if isinstance(value, dict):
        return _word(value.get("name"))
    if isinstance(value, list):
        return next((word for word in map(_word, value[:_MOST_TRIED]) if word), None)
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return None


def _authors(value: Any) -> tuple[str, ...]:
    """Give author names as the source gave them: a list, an object with a name, or one string."""
    if value is None:
        return ()
    values = value if isinstance(value, list) else _listed(value) if isinstance(value, str) else [value]
    return tuple(name for name in map(_word, values) if name)


def _listed(value: str) -> list[Any]:
    """Tell a list written into one string, as spreadsheets and data frames leave it, from a single name."""
    if not (value.startswith("[") and value.endswith("]")):
        return _NAME_SEPARATOR.split(value)
    try:
        parsed = json.loads(value)
    except (ValueError, RecursionError):
        return [one or other for one, other in _QUOTED.findall(value)] or [value]
    return parsed if isinstance(parsed, list) else [value]
