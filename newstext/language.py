"""Which language a text is in."""

import re
from collections.abc import Sequence

import py3langid
import pycountry

from newstext.records import Tables

LONGEST = 1500
"""Characters that are looked at: more change nothing and cost time."""

OPENING, CLEAR_SHARE = 500, 0.28
"""A text whose opening, of so many characters, has this share of English function words is not looked at further."""

LEAST_LETTERS = 20
"""Fewer letters say nothing about their language."""

ENGLISH_SHARE = 0.25
"""No other language has so many English function words among its running words; English news has 0.3 to 0.5."""

SHORT_SHARE = 0.15
"""Enough for English in a text of about one sentence, where the statistical model is unsure."""

SHORT_WORDS = 25

_WORDS = re.compile(r"[^\W\d_]+")


class LanguageDetector:
    """Tells English by its function words (reference table `line_words`), the rest by byte n-grams."""

    def __init__(self, tables: Tables) -> None:
        self._english = frozenset(row["word"] for row in tables["line_words"] if row["use"] == "english")

    def detect(self, text: str) -> str | None:
        """Return the ISO 639-1 code of a text's language, None where it is too short to say or has no code.

        The n-gram model is py3langid's (Lui and Baldwin 2012).
        """
        words = text[:OPENING].lower().split()
        if len(words) > SHORT_WORDS and self._english_share(words) >= CLEAR_SHARE:
            return "en"
        sample = text[:LONGEST]
        words = _WORDS.findall(sample.lower())
        if sum(map(len, words)) < LEAST_LETTERS:
            return None
        share = self._english_share(words)
        if share >= ENGLISH_SHARE or (len(words) <= SHORT_WORDS and share >= SHORT_SHARE):
            return "en"
        return language_code(py3langid.classify(sample)[0])

    def _english_share(self, words: Sequence[str]) -> float:
        return sum(map(self._english.__contains__, words)) / len(words)


def language_code(declared: str | None) -> str | None:
    """Return the ISO 639-1 code of a declared language ("en-US", "EN", "eng", "English"), None where it has none."""
    name = (declared or "").strip().replace("_", "-").split("-")[0].lower()
    if not name:
        return None
    try:
        language = pycountry.languages.get(alpha_2=name) or pycountry.languages.lookup(name)
    except LookupError:
        return None
    return getattr(language, "alpha_2", None)
