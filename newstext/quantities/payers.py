"""Which nation's payment an amount is: "Tokyo now pays $2 billion", "sought $3 billion from Germany"."""

import re
from collections.abc import Mapping

from newstext.quantities.numerals import alternatives
from newstext.records import Tables

NAME = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}"
PAYER_AFTER = re.compile(rf" from (?:the )?({NAME})")
WINDOW = 60


class PayerReader:
    """Name a payer by the adjective of its nation, told by its name, capital or abbreviation; None for others."""

    def __init__(self, tables: Tables) -> None:
        self._place = {
            row["word"]: row["payer"] for row in tables["figure_subjects"] if row["role"] == "verb" and row["payer"]
        }
        between = alternatives(row["word"] for row in tables["figure_subjects"] if row["role"] == "between_payer")
        self._before = re.compile(rf"(?<![\w.])({NAME}) (?:(?:{between}) ){{0,3}}$")
        self._adjectives = _adjectives(tables)

    def read(self, text: str, verb: str, verb_start: int, end: int) -> str | None:
        """Return the adjective of the nation that pays by a verb; `end` is where the figure ends."""
        place = self._place.get(verb)
        if place == "before":
            found = self._before.search(text, max(0, verb_start - WINDOW), verb_start)
        else:
            found = PAYER_AFTER.match(text, end) if place else None
        return self._adjective(found.group(1)) if found else None

    def _adjective(self, name: str) -> str | None:
        """Return the adjective of the longest ending of a name that is a nation's ("But South Korea")."""
        words = name.rstrip(".,").split()
        endings = (" ".join(words[place:]) for place in range(len(words)))
        return next((self._adjectives[ending] for ending in endings if ending in self._adjectives), None)


def _adjectives(tables: Tables) -> Mapping[str, str]:
    adjectives: dict[str, str] = {}
    for row in tables["countries"]:
        adjective = row["demonyms"].split(";")[0].lower()
        names = (row["name"], row["capital"], *row["aliases"].split(";"), *row["abbreviations"].split(";"))
        adjectives |= {name.rstrip("."): adjective for name in names if name and adjective}
    return adjectives
