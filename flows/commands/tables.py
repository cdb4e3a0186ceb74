"""Rows and raw text on the terminal, where text from outside stays text."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from flows.markings import printable

GROUPED_FROM = 10_000
"""Whole numbers below are shown without separators: years are more frequent among them than counts."""


def as_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> Table:
    """Lay out rows as a table; no cell is read as markup, NULL is an empty cell, numbers stand to the right."""
    cells = [list(row) for row in rows]
    table = Table(title=Text(title) if title else None, title_justify="left")
    for place, name in enumerate(columns):
        is_number = any(isinstance(row[place], int | float) and not isinstance(row[place], bool) for row in cells)
        table.add_column(Text(printable(name)), justify="right" if is_number else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(_written(cell)) for cell in row))
    return table


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:,.0f}"
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) >= GROUPED_FROM:
        return f"{cell:,}"
    return printable(cell)
