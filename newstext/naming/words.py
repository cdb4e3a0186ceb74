"""The words of a passage as the name rules see them, finer than spaCy's tokens where names break."""

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(
    r"""\s*+([A-Za-z]?[a-z]++(?![^\s,]) # a plain word: most are, and are found at once
    |[A-Z]{2,6}\.[A-Z]{1,3}(?![\w.])   # BEZ.N, a stock symbol
    |(?:[A-Z]\.){2,}(?!\w)              # U.S., D.P.R.K.
    |[A-Z](?:\.[A-Z])+(?![\w])          # U.S without its last point
    |[A-Z]\.(?=\s?[A-Z])                # an initial
    |(?i:St|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Maj|Capt|Cpl|Adm|Brig|Gov|Sen|Rep|Rev|Prof|Amb|Cmdr|Hon|Jr|Sr|Pfc|Spec|Fr)\.
    |[^\W_]+(?:['’‘`](?!s\b|S\b)[^\W_]+)*    # O'Brien, N'Djamena; a possessive s stays apart
    |\S)""",
    re.VERBOSE,
)
"""One word; blanks before it are taken along because a search that fails on each of them is slower."""
APOSTROPHES = frozenset("'’‘`´")
HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one passage: texts, the same in lower case, and where each begins and ends in the passage."""

    texts: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.texts)

    def is_capital(self, i: int) -> bool:
        """Whether a word begins with a capital letter (or is one of a script without case)."""
        first = self.texts[i][0]
        return first.isalpha() and not first.islower()

    def is_symbol(self, i: int) -> bool:
        """Whether a word is a stock symbol: "BEZ.N"."""
        head, point, tail = self.texts[i].partition(".")
        return bool(point and tail) and head.isupper() and len(head) > 1 and tail.isupper()

    def after_possessive(self, i: int) -> int:
        """Return the place after a possessive ending at `i` ('s or a bare apostrophe), or `i` where there is none."""
        if i < len(self.texts) and self.texts[i] in APOSTROPHES:
            return i + 2 if i + 1 < len(self.texts) and self.lower[i + 1] == "s" else i + 1
        return i

    def before_possessive(self, i: int) -> int:
        """Return where a possessive ending just before `i` begins, or `i` where there is none."""
        if i >= 2 and self.lower[i - 1] == "s" and self.texts[i - 2] in APOSTROPHES:
            return i - 2
        return i - 1 if i >= 1 and self.texts[i - 1] in APOSTROPHES and i >= 2 and self.lower[i - 2][-1] == "s" else i


def split_words(text: str) -> Words:
    """Split a passage into words, possessive endings, hyphens and marks."""
    found = list(_WORD.finditer(text))
    texts = [m[1] for m in found]
    return Words(texts, [t.lower() for t in texts], [m.start(1) for m in found], [m.end() for m in found])


def fold(name: str) -> str:
    """Return a name without accents, case, points and hyphens, its words one blank apart."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", plain.casefold().replace("'", "").replace("’", "")).split())


def slug(name: str) -> str:
    """Return the readable end of an entity id: `Kim Jong-un` and `Kim Jong Un` both give `kim-jong-un`."""
    return fold(name).replace(" ", "-") or "unnamed"
