"""`newsledger duplicates ARTICLE`: a copy beside its original, what they share marked, and why that one was kept."""

import json
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.options import JsonOption, WarehouseOption
from flows.exits import NotFoundError
from flows.settings import Settings
from newstext.likeness.copies import Rank
from newstext.likeness.passages import shared_passages
from warehouse.connect import Connection, open_reader

MARK = "black on yellow"
_ARTICLE = "select article_id, title, url, publisher, published_on, word_count, body from main.articles "
_COPIES = (
    "select article_id, of_article_id, kind, similarity from main.duplicates "
    "where article_id = $id or of_article_id = $id order by article_id"
)


@dataclass(frozen=True, slots=True)
class CopyPair:
    """A copy and its original as rows of `articles`, and the stretches of each body that stand in the other."""

    copy: dict[str, Any]
    original: dict[str, Any]
    kind: str
    similarity: float
    why_kept: str
    passages: tuple[tuple[int, int], ...]
    original_passages: tuple[tuple[int, int], ...]


def duplicates(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article, a copy or one kept.")],
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show an article beside what it is a copy of, or beside its copies, with the shared passages marked."""
    settings = Settings.from_environment(warehouse=warehouse)
    with open_reader(settings.warehouse) as connection:
        pairs = find_copies(connection, article)
    if as_json:
        typer.echo(json.dumps([asdict(pair) for pair in pairs], default=str, ensure_ascii=False))
    else:
        _print(Console(), article, pairs)


def find_copies(connection: Connection, article_id: str) -> list[CopyPair]:
    """Return the pair that an article is a copy in, or a pair for each of its copies; none for an article on its own.

    Raises NotFoundError for an id that no article has.
    """
    if not _article(connection, article_id):
        raise NotFoundError(f"no article with the id {article_id!r}")
    pairs = connection.execute(_COPIES, {"id": article_id}).fetchall()
    return [_pair(connection, *row) for row in pairs]


def _pair(connection: Connection, copy_id: str, original_id: str, kind: str, similarity: float) -> CopyPair:
    copy, original = _article(connection, copy_id), _article(connection, original_id)
    passages = shared_passages(copy.get("body") or "", original.get("body") or "")
    return CopyPair(copy, original, kind, similarity, _why_kept(original, copy), *passages)


def _article(connection: Connection, article_id: str) -> dict[str, Any]:
    answer = connection.execute(_ARTICLE + "where article_id = $id", {"id": article_id})
    names = [column[0] for column in answer.description or ()]
    values = answer.fetchone()
    return dict(zip(names, values, strict=True)) if values else {}


def _why_kept(original: dict[str, Any], copy: dict[str, Any]) -> str:
    """Say which part of the keep-rule decided between two articles."""
    best, other = (Rank.of(row["article_id"], row["published_on"], row["word_count"]) for row in (original, copy))
    if best.is_undated != other.is_undated:
        return "it has a day of publication, the copy has none"
    if best.published_on != other.published_on:
        return f"it was published earlier ({best.published_on} before {other.published_on})"
    same_day = "neither has a day of publication" if best.is_undated else "both were published on the same day"
    if best.shortness != other.shortness:
        return f"{same_day} and it is longer ({-best.shortness:,} words to {-other.shortness:,})"
    return f"{same_day}, both are equally long, and its id is the smaller"


def _print(console: Console, article_id: str, pairs: list[CopyPair]) -> None:
    if not pairs:
        console.print(f"{article_id} is no copy, and no copy of it is known.", markup=False, highlight=False)
    for pair in pairs:
        console.print(_side_by_side(pair))
        console.print(f"{pair.kind}, similarity {pair.similarity:.3f}", markup=False, highlight=False)
        console.print(f"{pair.original['article_id']} is kept: {pair.why_kept}.\n", markup=False, highlight=False)


def _side_by_side(pair: CopyPair) -> Table:
    table = Table(show_lines=True, expand=True)
    for name, row in (("kept", pair.original), ("copy", pair.copy)):
        table.add_column(Text(f"{name} {row.get('article_id')}"), ratio=1, overflow="fold")
    table.add_row(*(Text(_about(row), style="green") for row in (pair.original, pair.copy)))
    table.add_row(
        _marked(pair.original.get("body") or "", pair.original_passages),
        _marked(pair.copy.get("body") or "", pair.passages),
    )
    return table


def _about(row: dict[str, Any]) -> str:
    facts = (row.get("title"), row.get("publisher"), row.get("url"), row.get("published_on") or "day unknown")
    return "\n".join(str(fact) for fact in (*facts, f"{row.get('word_count')} words") if fact)


def _marked(body: str, passages: tuple[tuple[int, int], ...]) -> Text:
    text = Text(body)
    for start, end in passages:
        text.stylize(MARK, start, end)
    return text
