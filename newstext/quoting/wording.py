"""The words of quotes and cues: where they begin and end, how they read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

EDGES = " \t\r\n,;:–—"
DANGLING = re.compile(r"[\s,;]+(?:and|but|or|while|as)$")
"""A conjunction left over from the next clause."""
CUE_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
SMALL_WORDS = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without blanks, commas and dashes at its edges, and without its sentence's full stop."""
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    dangling = DANGLING.search(text, start, end)
    end = dangling.start() if dangling else end
    if end - start > 1 and text[end - 1] == "." and text[end:].strip() in ("", "”", '"', "’", "'"):
        end -= 1
    return start, end


def cue_words(cue: Token) -> str:
    """Return a cue as written, with its auxiliaries, negation and particle where they stand beside it."""
    if cue.lower_ == "according":
        return f"{cue.text} to"
    first, last = cue, cue
    for child in reversed(list(cue.lefts)):
        if child.dep_ in CUE_PARTS and child.i >= first.i - 2:
            first = child
    for child in cue.rights:
        if child.dep_ == "prt" and child.i == last.i + 1:
            last = child
    return " ".join(cue.parse[first.i : last.i + 1].text.split())


def is_title(words: str) -> bool:
    """Tell the title of a work: two words or more, every long one with a capital, no sentence's end."""
    parts = re.findall(r"[^\W\d_][\w’'-]*", words)
    long = [part for part in parts if part.lower() not in SMALL_WORDS]
    return len(long) > 1 and all(part[0].isupper() for part in long) and not words.rstrip().endswith(("!", "?"))
