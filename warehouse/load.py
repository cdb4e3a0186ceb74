# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""Loading a run: the Parquet parts that the stages left go into the file being built, all of them or none.

An article's rows are replaced whole, so loading the same parts twice, or one run's articles in ten runs, gives the
same rows. Entities are derived from what each article says of them (`warehouse.entities`).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from warehouse.catalog import column_names
from warehouse.connect import transaction
from warehouse.entities import derive_entities, insert_observations, note_touched_entities
from warehouse.identities import BY_NAME, Resolver, forget_resolutions, resolve_entities
from warehouse.quoting import parquet_source, quote_name, quote_text
from warehouse.stored import store_views

type Files = Mapping[str, Sequence[Path]]
"""Parquet files by table name; tables without files may be absent."""

type _Loader = Callable[[duckdb.DuckDBPyConnection, str, Sequence[Path]], int]

FACT_TABLES = ("sentences", "mentions", "roles", "quotes", "quantities", "dates", "events")
"""What is read from an article's text and not kept for a duplicate."""
ARTICLE_TABLES = ("articles", "blocks", *FACT_TABLES)
"""Tables whose rows are replaced for every article that arrives."""
_ABOUT_SOURCES = frozenset({"sources", "documents", "remote_files"})
"""Tables from which no view of `mart` is stored: a run that brings nothing else leaves those as they are."""
_NOW = "make_timestamp(epoch_us(now()))"
"""UTC without the time zone extension."""


class UnknownTableError(KeyError):
    """Files were given for a table that the loader does not know."""


def load_run(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    files: Files,
    *,
    resolver: Resolver = BY_NAME,
    retired: Collection[str] = (),
) -> dict[str, int]:
    """Load a run's parts in one transaction and return how many rows each table received.

    Every article in the `articles` files replaces all rows it had. `retired` are the ids of articles whose facts go
    although no new row of theirs comes: an article now known to be a duplicate. Besides the tables of the contract
    `files` may hold `article_links` (article_id, duplicate_of, story_id: new links of articles already loaded),
    `signatures`, `similar_pairs`, `article_lines`, `line_changes` (lines repeated now, or no longer), `story_changes`
    and `remote_files`. The rows of `entities` are what single articles (`article_id`) say of an entity; `resolver`
    tells which entity each of them means.

    Raises UnknownTableError, and duckdb.Error when a row breaks a key or a type; then nothing is loaded.
    """
    with transaction(connection):
        return load_rows(connection, run_id, files, resolver=resolver, retired=retired)


def load_rows(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    files: Files,
    *,
    resolver: Resolver = BY_NAME,
    retired: Collection[str] = (),
) -> dict[str, int]:
    """Do what `load_run` does within a transaction of the caller's."""
    given = {table: list(paths) for table, paths in files.items() if paths}
    if unknown := given.keys() - _LOADERS.keys():
        raise UnknownTableError(f"no loader for: {', '.join(sorted(unknown))}")
    _note_leaving(connection, given, retired)
    _remove_leaving(connection)
    counts = {table: load(connection, run_id, given[table]) for table, load in _LOADERS.items() if table in given}
    counts |= _load_entities(connection, given, resolver)
    _remove_empty_stories(connection)
    if retired or given.keys() - _ABOUT_SOURCES or counts["entities"]:
        store_views(connection)
    return counts


def _note_leaving(connection: duckdb.DuckDBPyConnection, files: Files, retired: Collection[str]) -> None:
    """Fill the temporary tables `leaving` (articles whose facts go, and whether all rows go) and `touched_entity`."""
    connection.execute("create or replace temp table leaving (article_id varchar, is_replaced boolean)")
    if "articles" in files:
        source = parquet_source(files["articles"])
        connection.execute(f"insert into leaving select distinct article_id, true from {source}")
    for chunk in _chunks(sorted(retired)):
        values = ", ".join(f"({quote_text(article_id)}, false)" for article_id in chunk)
        connection.execute(f"insert into leaving values {values}")
    note_touched_entities(connection)


def _remove_leaving(connection: duckdb.DuckDBPyConnection) -> None:
    replaced = "select article_id from leaving where is_replaced"
    for table in ("articles", "blocks", "duplicates"):
        connection.execute(f"delete from main.{table} where article_id in ({replaced})")
    connection.execute(f"delete from ops.story_keys where article_id in ({replaced})")
    for table in (*(f"main.{name}" for name in FACT_TABLES), "ops.entity_observations"):
        connection.execute(f"delete from {table} where article_id in (select article_id from leaving)")
    forget_resolutions(connection)
    left = "select article_id from leaving"
    connection.execute(f"delete from ops.story_pairs where article_id in ({left}) or other_article_id in ({left})")


def _load_entities(connection: duckdb.DuckDBPyConnection, files: Files, resolver: Resolver) -> dict[str, int]:
    if "entities" in files:
        insert_observations(connection, files["entities"])
    resolve_entities(connection, resolver)
    return derive_entities(connection)


def _remove_empty_stories(connection: duckdb.DuckDBPyConnection) -> None:
    told = "select story_id from main.articles where story_id is not null"
    connection.execute(f"delete from main.stories where story_id not in ({told})")


def _insert_article_rows(table: str) -> _Loader:
    def load(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
        names = ", ".join(quote_name(name) for name in column_names(connection, "main", table))
        return _count(connection, f"insert into main.{table} ({names}) select {names} from {parquet_source(files)}")

    return load


def _load_sources(connection: duckdb.DuckDBPyConnection, run_id: str, files: Sequence[Path]) -> int:
    """Put in or replace one row a source; of a source offered twice in a run the row that was loaded counts."""
    _note_touched_texts(connection, files)
    count = _replace(
        connection,
        "raw.sources",
        ("source_uri",),
        f"""
        select
            source_uri, document_id, format, byte_size, state, reason,
            {quote_text(run_id)} as run_id, {_NOW} as seen_at
        from {parquet_source(files)}
        qualify row_number() over (
            partition by source_uri
            order by list_position(['loaded', 'duplicate', 'rejected'], state), document_id, reason
        ) = 1
        """,
    )
    connection.execute(_FIRST_IS_LOADED)
    return count


def _note_touched_texts(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Fill the temporary table `touched_text` with the documents whose sources change: those named now and before."""
    offered = f"select source_uri, document_id from {parquet_source(files)}"
    connection.execute(
        f"""
        create or replace temp table touched_text as
        select document_id from ({offered})
        union
        select document_id from raw.sources where source_uri in (select source_uri from ({offered}))
        """
    )


_FIRST_IS_LOADED = """
    update raw.sources
    set
        state = if(sources.source_uri = first.source_uri, 'loaded', 'duplicate'),
        reason = if(sources.source_uri = first.source_uri, null, 'same_text: ' || first.source_uri)
    from (
        select document_id, min(source_uri) as source_uri
        from raw.sources
        semi join touched_text using (document_id)
        group by document_id
    ) as first
    where sources.document_id = first.document_id
"""
"""Of several sources of one text the first in the alphabet stands as loaded, in whatever order they came."""


def _load_documents(connection: duckdb.DuckDBPyConnection, run_id: str, files: Sequence[Path]) -> int:
    """Put in the documents that are not there; of one text offered twice the first by what it declares.

    A run that brings a known text brings the best that is declared of it, which replaces what was known. The choice
    is made on the small columns, so that the texts stream through.
    """
    source = parquet_source(files, positions=True)
    connection.execute(
        f"""
        update raw.documents
        set declared = given.declared, format = given.format, encoding = given.encoding
        from (select document_id, declared, format, encoding from {source}) as given
        where documents.document_id = given.document_id and documents.declared is distinct from given.declared
        """
    )
    return _count(
        connection,
        f"""
        insert into raw.documents by name
        with chosen as (
            select filename, file_row_number from {source}
            qualify row_number() over (
                partition by document_id order by declared, encoding, filename, file_row_number
            ) = 1
        )
        select document_id, format, text, encoding, declared, {quote_text(run_id)} as run_id
        from {source}
        semi join chosen using (filename, file_row_number)
        anti join raw.documents as known using (document_id)
        """,
    )


def _load_duplicates(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    source = parquet_source(files)
    connection.execute(f"delete from main.duplicates where article_id in (select article_id from {source})")
    return _count(
        connection,
        f"insert into main.duplicates by name select article_id, of_article_id, kind, similarity from {source}",
    )


def _load_article_links(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    """Set the links of articles already loaded; an article linked to nothing is no duplicate any more."""
    source = parquet_source(files)
    connection.execute(
        f"delete from main.duplicates where article_id in (select article_id from {source} where duplicate_of is null)"
    )
    return _count(
        connection,
        "update main.articles set duplicate_of = link.duplicate_of, story_id = link.story_id "
        f"from {source} as link where articles.article_id = link.article_id",
    )


def _load_stories(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    names = "story_id, headline, first_published_on, last_published_on, article_count"
    source = parquet_source(files)
    connection.execute(f"delete from main.stories where story_id in (select story_id from {source})")
    return _count(connection, f"insert into main.stories by name select {names} from {source}")


def _load_story_changes(connection: duckdb.DuckDBPyConnection, run_id: str, files: Sequence[Path]) -> int:
    return _replace(
        connection,
        "ops.story_changes",
        ("old_story_id", "story_id", "run_id"),
        "select distinct on (old_story_id, story_id) "
        f"old_story_id, story_id, {quote_text(run_id)} as run_id, reason from {parquet_source(files)} "
        "order by old_story_id, story_id, reason",
    )


def _load_signatures(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    """Put in the bands of bodies that are not there; equal words have equal bands."""
    return _count(
        connection,
        f"insert into ops.signatures by name select distinct * from {parquet_source(files)} "
        "where body_hash not in (select body_hash from ops.signatures)",
    )


def _load_similar_pairs(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    rows = f"select distinct body_hash, other_body_hash, kind, similarity from {parquet_source(files)}"
    return _replace(connection, "ops.similar_pairs", ("body_hash", "other_body_hash"), rows)


def _load_story_keys(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    return _count(
        connection, f"insert into ops.story_keys by name select article_id, key_hash from {parquet_source(files)}"
    )


def _load_story_pairs(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    rows = f"select * from {parquet_source(files)}"
    return _replace(connection, "ops.story_pairs", ("article_id", "other_article_id"), rows)


def _load_article_lines(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    source = parquet_source(files)
    connection.execute(f"delete from ops.article_lines where article_id in (select article_id from {source})")
    return _count(connection, f"insert into ops.article_lines by name from {source}")


def _load_line_changes(connection: duckdb.DuckDBPyConnection, _run_id: str, files: Sequence[Path]) -> int:
    """Put in the lines that have become repeated and take out those that are no longer."""
    source = parquet_source(files)
    connection.execute(
        f"delete from ops.repeated_lines using {source} as change "
        "where repeated_lines.site_hash = change.site_hash and repeated_lines.line_hash = change.line_hash"
    )
    return _count(
        connection,
        f"insert into ops.repeated_lines by name select site_hash, line_hash from {source} where is_repeated",
    )


def _load_remote_files(connection: duckdb.DuckDBPyConnection, run_id: str, files: Sequence[Path]) -> int:
    source = parquet_source(files)
    connection.execute(f"delete from ops.remote_files where file_uri in (select file_uri from {source})")
    return _count(
        connection,
        "insert into ops.remote_files by name "
        f"select distinct on (file_uri) *, {quote_text(run_id)} as run_id from {source} order by file_uri, version",
    )


def _load_nothing(_connection: duckdb.DuckDBPyConnection, _run_id: str, _files: Sequence[Path]) -> int:
    """Stand in for `entities`, which are derived after everything else is in."""
    return 0


def _replace(connection: duckdb.DuckDBPyConnection, table: str, key: Sequence[str], rows: str) -> int:
    """Put in rows in place of those with the same key, and return how many; no two of them may share one."""
    connection.execute(f"create or replace temp table arriving_row as {rows}")
    same = " and ".join(f"held.{column} = given.{column}" for column in key)
    connection.execute(f"delete from {table} as held using arriving_row as given where {same}")
    return _count(connection, f"insert into {table} by name from arriving_row")


def _count(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    """Run a statement that changes rows and return how many."""
    row = connection.execute(statement).fetchone()
    return int(row[0]) if row else 0


def _chunks(values: Sequence[str], size: int = 1000) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


_LOADERS: Mapping[str, _Loader] = {
    "sources": _load_sources,
    "documents": _load_documents,
    **{table: _insert_article_rows(table) for table in ARTICLE_TABLES},
    "duplicates": _load_duplicates,
    "article_links": _load_article_links,
    "stories": _load_stories,
    "story_changes": _load_story_changes,
    "signatures": _load_signatures,
    "similar_pairs": _load_similar_pairs,
    "story_keys": _load_story_keys,
    "story_pairs": _load_story_pairs,
    "article_lines": _load_article_lines,
    "line_changes": _load_line_changes,
    "remote_files": _load_remote_files,
    "entities": _load_nothing,
}
