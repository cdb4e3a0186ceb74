"""Boolean evidence that several suites share; each function makes one for a rule."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from expectations.rules import Link
    from expectations.scene import Scene

BLANK = r"[\s\p{Cc}\p{Cf}\p{Z}]"
"""Characters that print nothing: white space, controls, and format characters such as a zero-width space."""


def not_blank(column: str) -> pl.Expr:
    """The words are given and hold something that prints."""
    return pl.col(column).str.replace_all(BLANK, "").str.len_bytes().fill_null(0) > 0


def is_code(column: str, codes: Callable[[], Collection[str]]) -> Callable[[Scene], pl.Series]:
    """The value is in a public code list; null is not judged."""
    return lambda scene: scene.frame.get_column(column).is_in(sorted(codes()))


def receipt(words: str) -> Callable[[Scene], pl.Series]:
    """The exact-slice rule: the words are the document's characters from `char_start` to `char_end`."""

    def judge(scene: Scene) -> pl.Series:
        documents = scene.lookup("documents", "document_id", "text", by="article_id")
        row = scene.frame.select(words, "char_start", "char_end").with_columns(document=documents.get_column("text"))
        span = pl.col("document").str.slice(pl.max_horizontal("char_start", 0), _length())
        # A negative start would count from the end of the text: it is no offset.
        exact = (pl.col("char_start") >= 0) & (span == pl.col(words))
        return row.select(exact.fill_null(value=False)).to_series()

    return judge


def _length() -> pl.Expr:
    return pl.max_horizontal(pl.col("char_end") - pl.col("char_start"), 0)


def not_of_duplicate(scene: Scene) -> pl.Series:
    """The row's article is not marked as a copy of another."""
    return scene.lookup("articles", "article_id", "duplicate_of").to_series().is_null()


def begins_in_sentence(scene: Scene) -> pl.Series:
    """The row's first character lies in the sentence it names; null where it names none or an unknown one."""
    sentence = scene.lookup("sentences", ["article_id", "sentence_no"], "char_start", "char_end")
    start = scene.frame.get_column("char_start")
    return (start >= sentence.get_column("char_start")) & (start < sentence.get_column("char_end"))


def judge_link(scene: Scene, link: Link) -> pl.Series | None:
    """Whether each row's reference is sound; None where the parent table is neither offered nor known."""
    if link.parent not in scene.offered and link.parent not in scene.known.ids:
        return None
    if link.parent == scene.table:
        return _judge_self_link(scene, link)
    return _refers_to(scene, link, scene.accepted.get(link.parent))


def _refers_to(scene: Scene, link: Link, parents: pl.DataFrame | None) -> pl.Series:
    keys = list(link.columns)
    known = _parent_keys(scene, link, parents).unique().with_columns(sound=True)
    mine = scene.frame.select(keys)
    found = mine.join(known, on=keys, how="left", maintain_order="left").get_column("sound").fill_null(value=False)
    return mine.select(pl.when(pl.all_horizontal(pl.all().is_not_null())).then(found)).to_series()


def _parent_keys(scene: Scene, link: Link, parents: pl.DataFrame | None) -> pl.DataFrame:
    """Keys of accepted and of known parents, under the child's column names; rejected here outweighs known."""
    renamed = dict(zip(link.parent_columns, link.columns, strict=True))
    sound = scene.frame.select(link.columns).clear() if parents is None else _keys(parents, renamed)
    if len(link.columns) > 1 or link.parent not in scene.known.ids:
        return sound
    known = scene.known.ids[link.parent].cast(pl.String).alias(link.columns[0]).to_frame()
    if parents is not None:
        known = known.join(_keys(scene.offered[link.parent], renamed), on=list(link.columns), how="anti")
    return pl.concat([sound, known])


def _keys(parents: pl.DataFrame, renamed: dict[str, str]) -> pl.DataFrame:
    return parents.select(renamed.keys()).rename(renamed)


def _judge_self_link(scene: Scene, link: Link) -> pl.Series:
    """References within the table: a row that falls takes those that refer to it along, until none falls."""
    alive = scene.accepted[scene.table]
    while True:
        sound = _refers_to(scene, link, alive)
        unsound = scene.frame.filter(sound.not_().fill_null(value=False)).select(link.parent_columns)
        left = alive.join(unsound, on=list(link.parent_columns), how="anti")
        if left.height == alive.height:
            return sound
        alive = left
