"""Which language a text is in."""

import re

import py3langid

LONGEST = 2000
"""Characters that are looked at: more change nothing and cost time."""

LEAST_LETTERS = 20
"""Fewer letters say nothing about their language."""

ENGLISH_WORDS = frozenset(
    "the of to and in that is was for on with as by at from has have had it its he his she her they their were are been"
    " but not who which would will this an or after than when said says about more into over also there what if".split()
)
ENGLISH_SHARE = 0.25
"""No other language has so many of these among its running words; English news has 0.3 to 0.5."""

SHORT_SHARE = 0.15
"""Enough for English in a text of one sentence, where the statistical model is unsure."""

SHORT_WORDS = 25

_LETTERS = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, None where it is too short to say.

    English is told by its function words; the rest by py3langid's byte n-grams (Lui and Baldwin 2012).
    """
    sample = text[:LONGEST]
    words = _LETTERS.findall(sample.lower())
    if sum(map(len, words)) < LEAST_LETTERS:
        return None
    share = sum(map(ENGLISH_WORDS.__contains__, words)) / len(words)
    if share >= ENGLISH_SHARE or (len(words) <= SHORT_WORDS and share >= SHORT_SHARE):
        return "en"
    return str(py3langid.classify(sample)[0])
