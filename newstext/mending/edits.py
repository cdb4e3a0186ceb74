"""What a mending gives: edits of the text it was shown."""

from collections.abc import Callable, Iterable

type Edit = tuple[int, int, str]
"""A non-empty stretch (start, end) of a text and the non-empty words that take its place."""

type Finder = Callable[[str], Iterable[Edit]]
"""Gives the edits of a text, sorted by start."""
