# ruff: noqa: S608 - every value in a statement comes from this package or through warehouse.quoting
"""What the catalog of a warehouse says: tables, views and columns with types and comments, and the data dictionary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from warehouse.definitions import declared_key
from warehouse.lake import is_lake
from warehouse.migrate import apply_schema
from warehouse.quoting import quote_text

SCHEMAS: Mapping[str, str] = {
    "main": "Facts and dimensions; the schema's name need not be written.",
    "mart": "Views for people and BI.",
    "stored": "What views of mart read that cannot be worked out at each question; made anew when facts change.",
    "raw": "What was received, unaltered.",
    "ops": "Runs, validations, rejects, and what later runs need of earlier ones.",
}
"""The schemas in the order in which a reader needs them."""

_HEAD = """# Data dictionary

Made from the comments in the warehouse's own catalog (`sql/schema`, `sql/marts`) by `make docs`; a test compares them.
In SQL the same stands in `duckdb_tables()`, `duckdb_views()` and `duckdb_columns()`. Columns marked with * are never
null; keys are bold.
"""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    data_type: str
    is_nullable: bool
    comment: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view as the catalog describes it."""

    schema: str
    name: str
    is_view: bool
    comment: str | None
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def column_names(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[str]:
    """Return a table's or view's columns in order; none where there is no such table."""
    return [column.name for column in _columns(connection, schema, table)]


def column_comments(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> dict[str, str]:
    """Return what each column of a table or view holds, in words."""
    return {column.name: column.comment or "" for column in _columns(connection, schema, table)}


def relations(connection: duckdb.DuckDBPyConnection, schema: str) -> Iterator[Relation]:
    """Yield the tables and views of a schema in alphabetical order."""
    rows = connection.execute(
        f"""
        select table_name, false, comment from duckdb_tables()
        where schema_name = {quote_text(schema)} and database_name = current_database()
        union all
        select view_name, true, comment from duckdb_views()
        where schema_name = {quote_text(schema)} and database_name = current_database() and not internal
        order by all
        """
    ).fetchall()
    for name, is_view, comment in rows:
        key = () if is_view else _key(connection, schema, name)
        yield Relation(schema, name, is_view, comment, key, tuple(_columns(connection, schema, name)))


def dictionary(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the data dictionary of an open warehouse as Markdown."""
    parts = [_HEAD]
    for schema, meaning in SCHEMAS.items():
        parts.append(f"\n## {schema}\n\n{meaning}\n")
        parts.extend(_describe(relation) for relation in relations(connection, schema))
    return "".join(parts)


def present_relations(schema: str) -> list[Relation]:
    """Return the tables and views of a schema as this code makes them."""
    with duckdb.connect() as connection:
        apply_schema(connection)
        return list(relations(connection, schema))


def present_dictionary() -> str:
    """Return the data dictionary of the schema that this code makes."""
    with duckdb.connect() as connection:
        apply_schema(connection)
        return dictionary(connection)


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[Column]:
    rows = connection.execute(
        "select column_name, data_type, is_nullable, comment from duckdb_columns() "
        f"where schema_name = {quote_text(schema)} and table_name = {quote_text(table)} "
        "and database_name = current_database() order by column_index"
    ).fetchall()
    return [Column(*row) for row in rows]


def _key(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> tuple[str, ...]:
    row = connection.execute(
        "select constraint_column_names from duckdb_constraints() where constraint_type = 'PRIMARY KEY' "
        f"and schema_name = {quote_text(schema)} and table_name = {quote_text(table)} "
        "and database_name = current_database()"
    ).fetchone()
    if row is None and is_lake(connection):
        return declared_key(schema, table)
    return tuple(row[0]) if row else ()


def _describe(relation: Relation) -> str:
    prefix = "" if relation.schema == "main" else f"{relation.schema}."
    lines = [
        f"\n### {prefix}{relation.name}\n\n{relation.comment or ''}\n\n| column | type | meaning |\n|---|---|---|\n"
    ]
    for column in relation.columns:
        star = "" if relation.is_view or column.is_nullable else " *"
        name = f"**{column.name}**" if column.name in relation.key else column.name
        meaning = (column.comment or "").replace("|", "\\|").replace("<", "&lt;")
        lines.append(f"| {name}{star} | {column.data_type.lower()} | {meaning} |\n")
    return "".join(lines)
