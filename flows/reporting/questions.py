"""The report's questions to the warehouse: each stands in a file of queries/, its parameters are DuckDB's variables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from warehouse.connect import Connection
from warehouse.query import fetch
from warehouse.quoting import quote_value

QUERIES = Path(__file__).with_name("queries")

type Row = dict[str, Any]
type Parameter = str | int | Sequence[str] | None


class Questions:
    """Questions on one open warehouse file, so that all answers are of one state."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def rows(self, question: str, /, **parameters: Parameter) -> list[Row]:
        """Answer a question; its parameters are read in SQL by `getvariable`."""
        for parameter, value in parameters.items():
            fetch(self.connection, f"set variable {parameter} = {_literal(value)}")
        return fetch(self.connection, (QUERIES / f"{question}.sql").read_text(encoding="utf-8")).to_dicts()

    def row(self, question: str, /, **parameters: Parameter) -> Row | None:
        """Answer a question that has one row, or none."""
        return next(iter(self.rows(question, **parameters)), None)


def grouped(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    """Return rows by the value of a column, in their order; a value that no row has gives an empty list."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _literal(value: Parameter) -> str:
    if value is None or isinstance(value, str | int):
        return quote_value(value)
    return f"[{', '.join(map(quote_value, value))}]::varchar[]"
