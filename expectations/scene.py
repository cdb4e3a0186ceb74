"""What a rule may look at: the frames as offered, the rows still accepted, and what is known from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl


@dataclass(frozen=True, slots=True)
class Known:
    """Facts from outside the frames that are judged.

    `ids` holds, by table, the keys already published ("articles", "entities", "stories"): a reference to one
    of them is sound though its row is not among the frames. `today` is the day of the run, None where it is not
    to be used; it serves warnings only, so that no fact rests on the clock.
    """

    ids: Mapping[str, pl.Series] = field(default_factory=dict)
    today: date | None = None

    def ids_of(self, table: str) -> pl.Series:
        """The published keys of one table, empty where none are known."""
        return self.ids.get(table, pl.Series(dtype=pl.String))


@dataclass(frozen=True, slots=True)
class Scene:
    """The view a rule has of its table (`frame`) and of all others.

    `offered` holds every frame as it came; `accepted` leaves out the rows rejected so far. Both may lack tables.
    """

    table: str
    offered: Mapping[str, pl.DataFrame]
    accepted: Mapping[str, pl.DataFrame]
    known: Known

    @property
    def frame(self) -> pl.DataFrame:
        return self.offered[self.table]

    def lookup(self, table: str, on: str | list[str], *columns: str, by: str | None = None) -> pl.DataFrame:
        """For each row of this table, in order, columns of another table's offered row with the same key.

        `by` names this table's key column where it differs. A key found more than once counts by its first row;
        one not found gives nulls.
        """
        keys = [on] if isinstance(on, str) else on
        other = self.offered[table].unique(keys, keep="first", maintain_order=True).select(*keys, *columns)
        mine = self.frame.select([by] if by else keys).rename({by: keys[0]} if by else {})
        return mine.join(other, on=keys, how="left", maintain_order="left").select(columns)
