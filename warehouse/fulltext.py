# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
r"""The full-text index over titles and bodies: made by DuckDB's fts extension, kept up article by article.

The extension can only make an index anew, at about a millisecond and 20 kB of memory an article known. Its index is
plain tables, so what a load changes is taken out and put in here: the cost is that of the articles that came. Scores
are those of an index made anew (a test compares them), and the extension's own `match_bm25` reads it:

    select title, fts_main_articles.match_bm25(article_id, 'river crossing') as score from articles
    where score is not null order by score desc

Terms are loaded in their order, so that a search reads a small part of them.
"""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse.connect import transaction
from warehouse.quoting import quote_text

INDEX = "fts_main_articles"
"""The schema in which the extension keeps the index of `main.articles`; readers without it see tables of numbers."""
FIELDS = ("title", "body")
_BETWEEN_WORDS = r"[^\p{L}\p{N}]+"
"""The extension's default knows neither typographic quotation marks nor figures, of which news is full."""
_CHUNK = 2_000
"""Articles indexed together: a million words or so, some 200 MB."""


def load_extension(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the fts extension from its package, without a network; raises duckdb.Error where it does not fit."""
    connection.execute(f"load {quote_text(_extension_file())}")


def prepare_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the index of the articles that are there, unless there is one."""
    if not has_index(connection):
        load_extension(connection)
        names = ", ".join(quote_text(field) for field in FIELDS)
        connection.execute(
            f"pragma create_fts_index('main.articles', 'article_id', {names}, ignore = {quote_text(_BETWEEN_WORDS)})"
        )


def has_index(connection: duckdb.DuckDBPyConnection) -> bool:
    query = f"from duckdb_schemas() where schema_name = {quote_text(INDEX)} and database_name = current_database()"
    return connection.execute(query).fetchone() is not None


def update_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the index to what `load_run` has just done on this connection; nothing is done where no article came."""
    arrived = connection.execute("select count(*) from leaving where is_replaced").fetchone()
    if not arrived or not arrived[0]:
        return
    load_extension(connection)
    with transaction(connection):
        _take_out(connection)
        _number_arriving(connection)
        for start in range(0, arrived[0], _CHUNK):
            _put_in(connection, start, start + _CHUNK)
        _count_all(connection)


def _take_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove the articles that were replaced, and the terms that no other article has."""
    connection.execute(
        f"""
        create or replace temp table outgoing as
        select docid from {INDEX}.docs where name in (select article_id from leaving where is_replaced)
        """
    )
    connection.execute(
        f"""
        update {INDEX}.dict set df = df - gone.article_count
        from (
            select termid, count(distinct docid) as article_count
            from {INDEX}.terms semi join outgoing using (docid) group by termid
        ) as gone
        where gone.termid = dict.termid
        """
    )
    for table in ("terms", "docs"):
        connection.execute(f"delete from {INDEX}.{table} where docid in (from outgoing)")
    connection.execute(f"delete from {INDEX}.dict where df = 0")


def _number_arriving(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        f"""
        create or replace temp table arriving as
        select row_number() over (order by article_id) - 1 as place, place + first_free as docid, article_id
        from main.articles
        semi join leaving using (article_id)
        cross join (select coalesce(max(docid) + 1, 0) as first_free from {INDEX}.docs)
        """
    )


def _put_in(connection: duckdb.DuckDBPyConnection, start: int, end: int) -> None:
    """Index a chunk of the arriving articles as the extension does: stems of words that are no stop words."""
    words = " union all ".join(
        f"select docid, {number} as fieldid, unnest({INDEX}.tokenize({field})) as word from chunk"
        for number, field in enumerate(FIELDS)
    )
    connection.execute(
        f"""
        create or replace temp table token as
        with chunk as (
            select docid, title, body
            from main.articles inner join arriving using (article_id)
            where place >= {start} and place < {end}
        ),
        words as ({words}),
        stems as (
            select word, stem(word, 'porter') as term
            from (select distinct word from words where word <> '')
            anti join {INDEX}.stopwords on sw = word
        )
        select docid, fieldid, term from words inner join stems using (word)
        """
    )
    for statement in _FROM_TOKENS:
        connection.execute(statement)
    connection.execute(
        f"""
        insert into {INDEX}.docs by name
        select docid, article_id as name, coalesce(length, 0) as len
        from arriving left join (select docid, count(*) as length from token group by docid) using (docid)
        where place >= {start} and place < {end}
        """
    )


_FROM_TOKENS = (
    f"""
    insert into {INDEX}.dict by name
    with fresh as (select distinct term from token anti join {INDEX}.dict using (term))
    select first_free + row_number() over (order by term) - 1 as termid, term, 0 as df
    from fresh cross join (select coalesce(max(termid) + 1, 0) as first_free from {INDEX}.dict)
    """,
    f"""
    insert into {INDEX}.terms by name
    select docid, fieldid, termid from token inner join {INDEX}.dict using (term) order by termid, docid
    """,
    f"""
    update {INDEX}.dict set df = df + came.article_count
    from (select term, count(distinct docid) as article_count from token group by term) as came
    where came.term = dict.term
    """,
)


def _count_all(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"delete from {INDEX}.stats")
    connection.execute(
        f"insert into {INDEX}.stats by name select count(*) as num_docs, avg(len) as avgdl from {INDEX}.docs"
    )


def _extension_file() -> Path:
    """Return the extension's file; raises ModuleNotFoundError where its package is not installed."""
    package = find_spec("duckdb_extension_fts")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("the package duckdb-extension-fts is not installed")
    return Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}" / "fts.duckdb_extension"
