"""Lines that a news database writes into its exports: counters, the end of an article, labelled fields."""

import re
from typing import NamedTuple

from newstext.records import Tables

LONGEST = 240
"""Characters of the longest labelled line; subjects and addresses are long."""

_FACTIVA_ID = re.compile(r"Document [A-Z]{2,12}\d{8}[a-z0-9]{8,14}")
_LABELLED = re.compile(r"([A-Za-z][A-Za-z -]{1,24}?) ?: *(\S.*)")


class Labelled(NamedTuple):
    """A labelled line: the label in small letters, the field it gives (see the table), and the value."""

    label: str
    field: str
    value: str


class ExportReader:
    """Knows such lines by the reference table `export_words`."""

    def __init__(self, tables: Tables) -> None:
        rows = tables["export_words"]
        noun = "(?:" + "|".join(re.escape(row["word"]) for row in rows if row["use"] == "counted") + ")"
        self._counter = re.compile(
            rf"{noun} #?(\d{{1,5}}) (?:of|/) (\d{{1,5}})|(\d{{1,5}}) of (\d{{1,5}}) {noun}s?", re.IGNORECASE
        )
        self._ends = frozenset(row["word"] for row in rows if row["use"] == "end")
        self._labels = {row["word"]: row["field"] for row in rows if row["use"] == "label"}

    def count(self, text: str) -> tuple[int, int] | None:
        """Return 3 and 40 of "Document 3 of 40" or "3 of 40 DOCUMENTS"."""
        match = self._counter.fullmatch(text)
        return (int(match[1] or match[3]), int(match[2] or match[4])) if match else None

    def is_end(self, text: str) -> bool:
        """Tell whether a line closes an article: "End of Document", or Factiva's number of it."""
        return text.lower() in self._ends or bool(_FACTIVA_ID.fullmatch(text))

    def label(self, text: str) -> Labelled | None:
        match = _LABELLED.fullmatch(text) if len(text) <= LONGEST and ":" in text[:27] else None
        label = match[1].lower() if match else ""
        return Labelled(label, self._labels[label], match[2].strip()) if match and label in self._labels else None
