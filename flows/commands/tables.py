"""Rows as a table on the terminal, where text from outside stays text."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text


def as_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> Table:
    """Lay out rows as a table; no cell is read as markup, NULL is an empty cell, numbers stand to the right."""
    cells = [list(row) for row in rows]
    table = Table(title=Text(title) if title else None, title_justify="left")
    for place, name in enumerate(columns):
        is_number = any(isinstance(row[place], int | float) and not isinstance(row[place], bool) for row in cells)
        table.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(_written(cell)) for cell in row))
    return table


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"{cell:,}"
    return str(cell)
