"""What a warehouse knows already, for runs that read only what is new."""

import sys

import polars as pl

from warehouse.connect import open_reader
from warehouse.place import Place, is_there
from warehouse.query import run_sql
from warehouse.quoting import quote_text

_KNOWN = {"document_id": pl.String(), "declared": pl.String(), "extractor_version": pl.String()}

_REMOTE = {"file_uri": pl.String(), "version": pl.String(), "record_count": pl.Int64()}


def known_documents(published: Place) -> pl.DataFrame:
    """Return the id, declaration and extractor_version of every document in a published file, if there is one.

    `extractor_version` is null for a document that was received but has no article.
    """
    if not is_there(published):
        return pl.DataFrame(schema=_KNOWN)
    with open_reader(published) as connection:
        return connection.execute(
            "select document_id, declared::varchar as declared, articles.extractor_version from raw.documents "
            "left join main.articles using (document_id)"
        ).pl()


def known_sources(published: Place) -> pl.DataFrame:
    """Return the source_uri and document_id of every source in a published file; none where there is no file."""
    if not is_there(published):
        return pl.DataFrame(schema={"source_uri": pl.String(), "document_id": pl.String()})
    with open_reader(published) as connection:
        return connection.execute("select source_uri, document_id from raw.sources").pl()


def known_remote_files(published: Place, extractor_version: str) -> pl.DataFrame:
    """Return the remote files whose records all stand in a published file as the extractor version reads them.

    Columns: file_uri, version, and record_count, the rows of `raw.sources` that it gave.
    """
    if not is_there(published):
        return pl.DataFrame(schema=_REMOTE)
    version = quote_text(extractor_version)
    with open_reader(published) as connection:
        if not connection.execute("from duckdb_tables() where table_name = 'remote_files'").fetchone():
            return pl.DataFrame(schema=_REMOTE)  # made before there were any
        return connection.execute(
            f"""
            select file_uri, version, count(*) as record_count
            from ops.remote_files as remote
            join raw.sources on remote.file_uri = regexp_replace(sources.source_uri, '#[0-9]+$', '')
            left join main.articles using (document_id)
            where remote.extractor_version = {version}
            group by file_uri, version
            having bool_and(sources.document_id is null or coalesce(articles.extractor_version = {version}, false))
            """  # noqa: S608 - the version is quoted
        ).pl()


def documents_where(published: Place, condition: str | None, extractor_version: str) -> list[str]:
    """Return the ids of the documents for whose articles a condition in SQL holds, in order.

    Without a condition those that another extractor version made. A condition is a user's: it is run as any question
    is. Raises QueryError and WarehouseMissingError.
    """
    condition = condition or f"extractor_version <> {quote_text(extractor_version)}"
    question = f"select document_id from main.articles where ({condition}\n) order by document_id"  # noqa: S608
    return run_sql(published, question, most_rows=sys.maxsize)["document_id"].to_list()
