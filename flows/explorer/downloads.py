"""Rows as files to take away."""

from io import BytesIO

import polars as pl
from starlette.responses import Response

from flows.commands.sql import as_plain, without_formulas

MOST_ROWS = 1_000_000
"""Of a download, which is put together in memory; `newsledger sql` gives more."""
MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def as_file(frame: pl.DataFrame, form: str, name: str) -> Response:
    """Return rows as CSV, in which no cell is a formula, or as Parquet."""
    if form == "csv":
        content = without_formulas(as_plain(frame)).write_csv().encode()
    else:
        buffer = BytesIO()
        frame.write_parquet(buffer)
        content = buffer.getvalue()
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"', "cache-control": "no-store"}
    return Response(content, media_type=MEDIA[form], headers=headers)
