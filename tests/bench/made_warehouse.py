"""A warehouse of many articles whose rows are drawn, not read, for timing what reads them."""

from pathlib import Path

from warehouse.connect import open_writer
from warehouse.migrate import apply_schema
from warehouse.stored import store_views

ROWS = Path(__file__).with_suffix(".sql")


def make_warehouse(path: Path, article_count: int) -> None:
    """Make a warehouse file with the rows of so many articles."""
    with open_writer(path) as connection:
        apply_schema(connection)
        connection.execute(ROWS.read_text(encoding="utf-8").replace("$article_count", str(article_count)))
        store_views(connection)
        connection.execute("checkpoint")
