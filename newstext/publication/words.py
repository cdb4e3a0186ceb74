"""The words that dating rests on, from the table `publication_words`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstext.records import Tables


def words_of(tables: Tables, name: str) -> Sequence[str]:
    """The words of one class, longest first, so that an alternation of them prefers the longest."""
    words = {row["word"] for row in tables["publication_words"] if row["class"] == name}
    return sorted(words, key=lambda word: (-len(word), word))


def any_of(tables: Tables, name: str) -> str:
    """A pattern for any word of a class, as a whole word where it begins or ends with a letter."""
    return "(?:" + "|".join(_whole(word) for word in words_of(tables, name)) + ")"


def _whole(word: str) -> str:
    start = r"(?<!\w)" if word[0].isalnum() else ""
    end = r"(?!\w)" if word[-1].isalnum() else ""
    return start + re.escape(word) + end
