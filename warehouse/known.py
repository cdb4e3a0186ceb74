"""What a warehouse knows already, for runs that read only what is new."""

from pathlib import Path

import polars as pl

from warehouse.connect import open_reader

_KNOWN = {"document_id": pl.String(), "extractor_version": pl.String()}


def known_documents(published: Path) -> pl.DataFrame:
    """Return the document_id and extractor_version of every article in a published file; none where there is no file.

    `extractor_version` is null for a document that was received but has no article.
    """
    if not published.exists():
        return pl.DataFrame(schema=_KNOWN)
    with open_reader(published) as connection:
        return connection.execute(
            "select document_id, articles.extractor_version from raw.documents "
            "left join main.articles using (document_id)"
        ).pl()


def mark_known(offered: pl.DataFrame, published: Path, extractor_version: str) -> pl.DataFrame:
    """Add the boolean column `is_known` to offered sources: their document was read by this very extractor version.

    `offered` has a column document_id (null when rejected); its rows keep their order.
    """
    known = known_documents(published).filter(pl.col("extractor_version") == extractor_version)
    return offered.with_columns(
        pl.col("document_id").is_in(known.get_column("document_id").implode()).fill_null(value=False).alias("is_known")
    )


def known_sources(published: Path) -> pl.DataFrame:
    """Return the source_uri and document_id of every source in a published file; none where there is no file."""
    if not published.exists():
        return pl.DataFrame(schema={"source_uri": pl.String(), "document_id": pl.String()})
    with open_reader(published) as connection:
        return connection.execute("select source_uri, document_id from raw.sources").pl()
