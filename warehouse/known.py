"""What a warehouse knows already, for runs that read only what is new."""

from pathlib import Path

import polars as pl

from warehouse.connect import open_reader

_KNOWN = {"document_id": pl.String(), "declared": pl.String(), "extractor_version": pl.String()}


def known_documents(published: Path) -> pl.DataFrame:
    """Return the id, declaration and extractor_version of every document in a published file, if there is one.

    `extractor_version` is null for a document that was received but has no article.
    """
    if not published.exists():
        return pl.DataFrame(schema=_KNOWN)
    with open_reader(published) as connection:
        return connection.execute(
            "select document_id, declared::varchar as declared, articles.extractor_version from raw.documents "
            "left join main.articles using (document_id)"
        ).pl()


def known_sources(published: Path) -> pl.DataFrame:
    """Return the source_uri and document_id of every source in a published file; none where there is no file."""
    if not published.exists():
        return pl.DataFrame(schema={"source_uri": pl.String(), "document_id": pl.String()})
    with open_reader(published) as connection:
        return connection.execute("select source_uri, document_id from raw.sources").pl()
