"""The day of an event: the time expression that the parse hangs on its clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from newstext.records import Passage, TimeExpression

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

LONGEST = timedelta(days=366)
"""Stretches longer than a year date no event."""
CARRYING = frozenset(
    {"xcomp", "dobj", "pobj", "prep", "nsubj", "nsubjpass", "attr", "oprd", "agent", "conj", "compound", "acl", "pcomp"}
)
"""Relations through which an event word shares the time of the clause above it."""


def day_of(token: Token, passage: Passage, times: Sequence[TimeExpression]) -> tuple[date | None, date | None]:
    """Return first and last day of the nearest time expression in an event's clause, None where it has none."""
    homes = _homes(token)
    near = [time for time in _within(token, passage, times) if _anchor(time, passage, token) in homes]
    place = passage.start + token.idx
    best = min(near, key=lambda time: (abs(time.start - place), time.start), default=None)
    return (best.starts_on, best.ends_on) if best else (None, None)


def _within(token: Token, passage: Passage, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the dated expressions of a word's sentence."""
    start, end = passage.start + token.sent.start_char, passage.start + token.sent.end_char
    first = bisect_left(times, start, key=lambda time: time.start)
    last = bisect_left(times, end, key=lambda time: time.start)
    return [time for time in times[first:last] if _is_dated(time)]


def _is_dated(time: TimeExpression) -> bool:
    if time.kind == "set" or time.starts_on is None or time.ends_on is None:
        return False
    return time.ends_on - time.starts_on <= LONGEST


def _homes(token: Token) -> set[int]:
    """Return the event word and those above it that share its time, up to and including its verb."""
    homes = {token.i}
    while token.tag_[:2] != "VB" and token.dep_ in CARRYING and token.head != token:
        token = token.head
        homes.add(token.i)
    while token.dep_ == "xcomp" and token.head != token:
        token = token.head
        homes.add(token.i)
    return homes


def _anchor(time: TimeExpression, passage: Passage, token: Token) -> int | None:
    """Return the word that a time expression hangs on."""
    span = token.parse.stretch(time.start - passage.start, time.end - passage.start)
    if span is None:
        return None
    anchor = span.root.head
    while anchor.dep_ in ("prep", "pobj", "pcomp", "npadvmod", "advmod") and anchor.pos_ in ("ADP", "ADV", "SCONJ"):
        anchor = anchor.head
    return int(anchor.i)
