"""Which language a text is in."""

import re

import py3langid
import pycountry

from newstext.cleaning.lines import without_typographic_marks
from newstext.records import Tables

LONGEST = 1500
"""Characters that are looked at: more change nothing and cost time."""

LEAST_LETTERS = 20
"""Fewer letters say nothing about their language."""

ENGLISH_SHARE = 0.25
"""No other language has so many English function words among its running words; English news has 0.3 to 0.5."""

SHORT_SHARE = 0.15
"""Enough for English in a text of about one sentence, where the statistical model is unsure."""

SHORT_WORDS = 25

_WORDS = re.compile(r"[^\W\d_]+")
_LETTERS_OF_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalpha() else 0x20 for code in range(0x80)).ljust(256)


class LanguageDetector:
    """Tells English by its function words (reference table `line_words`), the rest by byte n-grams."""

    def __init__(self, tables: Tables) -> None:
        self._english = frozenset(row["word"] for row in tables["line_words"] if row["use"] == "english")

    def detect(self, text: str) -> str | None:
        """Return the ISO 639-1 code of a text's language, None where it is too short to say or has no code.

        The n-gram model is py3langid's (Lui and Baldwin 2012).
        """
        sample = text[:LONGEST]
        words = _split_words(sample)
        if len(words) < LEAST_LETTERS and sum(map(len, words)) < LEAST_LETTERS:
            return None
        share = sum(map(self._english.__contains__, words)) / len(words)
        if share >= ENGLISH_SHARE or (len(words) <= SHORT_WORDS and share >= SHORT_SHARE):
            return "en"
        return language_code(py3langid.classify(sample)[0])


def _split_words(text: str) -> list[str]:
    """Return the runs of letters of a text, in small letters; of nearly all English text the quick way."""
    plain = without_typographic_marks(text)
    if plain.isascii():
        return plain.encode("ascii").translate(_LETTERS_OF_ASCII).decode("ascii").split()
    return _WORDS.findall(text.lower())


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
