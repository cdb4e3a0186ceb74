"""What a figure is about, as a short noun phrase in lower case; None rather than a guess."""

import re
from collections.abc import Sequence

from newstext.quantities.figures import word_before
from newstext.quantities.payers import PayerReader
from newstext.quantities.rows import Row
from newstext.quantities.vocabulary import Vocabulary
from newstext.records import Tables

FURTHEST_WORDS = 9
"""How many words to the left of a figure its noun or verb is looked for."""

LEFT_WINDOW = 90
LONGEST_COMPARISON = 60
LONGEST_SUBJECT = 2
"""Words of a subject: the noun and what qualifies it."""

NOUNS_AFTER = re.compile(r"[ -]((?:[A-Za-z][\w.’'-]* ?){1,5})")
CONTENT_AFTER = re.compile(
    r" (?:(in)|of|worth of) ((?:the |its |their |his |her |a |an )?)((?:[A-Za-z][\w.’'-]* ?){1,4})"
)
PURPOSE_AFTER = re.compile(r" (for) ((?:the |its |their |his |her |a |an )?)((?:[A-Za-z][\w.’'-]* ?){1,4})")
SENTENCE_END = re.compile(r"[.;:!?][\"”’)]? ")
PARTICIPLE = re.compile(r"(?<!\bne)(?<!\bse)(?<!\bfe)(?<!\bspe)(?<!\bbre)ed$|ly$")
WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
COMPARED_BY_MARK = frozenset({"(", "-", "/"})
IN_BRACKETS = " ("
"""What stands between a figure and the same in another unit: "$1 billion (€907 million)"."""
MEASURE_IN_BRACKETS = re.compile(r"[ -][a-z]+(?: [a-z]+)? \(")
OR_IN_MONEY = frozenset({" or ", ", or "})


class SubjectReader:
    """Read what is paid, paid for, shared or changed."""

    def __init__(self, tables: Tables, vocabulary: Vocabulary) -> None:
        roles: dict[str, dict[str, str]] = {}
        for row in tables["figure_subjects"]:
            roles.setdefault(row["role"], {})[row["word"]] = row["filed_as"] or row["word"]
        self._verbs, self._nouns = roles["verb"], roles["noun"]
        self._payers = PayerReader(tables)
        self._modifiers, self._changes = roles["modifier"], roles["change"]
        self._none = roles["none"].keys() | vocabulary.classes["month"]
        self._transparent = roles["transparent"].keys() | vocabulary.classes["change"]
        self._reckoned_by = roles["reckoned_by"].keys()
        self._determiners, self._before_verbs = roles["determiner"].keys(), roles["before_verb"].keys()
        self._levels, self._rates = roles["level"].keys(), roles["rate"].keys()
        self._compared, self._compared_alone = roles["compared"].keys(), roles["compared_alone"].keys()
        self._stops = vocabulary.classes["stop"]

    def name(self, text: str, rows: Sequence[Row]) -> None:
        """Give each row of a line of text the subject that is told; rows of counts have theirs."""
        before: Row | None = None
        for row in rows:
            if row.kind != "count":
                row.subject = self._of(text, row)
            if before and before.kind == row.kind:
                row.restates = before if _restates(before, row, text[before.end : row.start]) else None
                if row.kind != "count":
                    self._compare(text, before, row)
            before = row

    def _of(self, text: str, row: Row) -> str | None:
        if row.kind == "duration":
            return self._qualified(text, row) if row.is_joined else None
        subject = (
            self._qualified(text, row) if (word_before(text, row.start) or "").lower() in self._determiners else None
        )
        if subject is None and row.kind != "ratio":
            subject = self._content(text, row) or self._on_the_left(text, row)
        if subject is None and row.kind == "money":
            subject = self._purpose(text, row)
        return subject

    def _compare(self, text: str, before: Row, row: Row) -> None:
        """Let a figure compared with the one before it, or restating it in brackets, share its subject and rate."""
        between = text[before.end : row.start]
        if not self._is_comparison(between):
            return
        if before.unit == row.unit or row.restates:
            row.subject = before.subject if row.restates or row.subject is None else row.subject
            row.per = row.per or before.per

    def _is_comparison(self, between: str) -> bool:
        """Whether the words between two figures compare them, or open a bracket in which the first is restated."""
        said = between.strip()
        if said in COMPARED_BY_MARK or said in self._compared_alone:
            return True
        if len(between) > LONGEST_COMPARISON or any(mark in between[1:] for mark in ".;("):
            return False
        words = between.split()
        if words and words[-1] in {"a", "an", "the", "its"}:
            words.pop()
        return " ".join(words[-1:]) in self._compared or " ".join(words[-2:]) in self._compared

    def _qualified(self, text: str, row: Row) -> str | None:
        """Read the noun that a figure qualifies: "a $300 million contract", "a five-year deal"."""
        found = NOUNS_AFTER.match(text, row.end)
        if found is None:
            return None
        nouns = self._nouns_of(found.group(1))
        if nouns and nouns[-1] in self._changes:
            stop = found.start(1) + found.group(1).lower().index(nouns[-1]) + len(nouns[-1])
            changed = CONTENT_AFTER.match(text, stop)
            return self._phrase(self._nouns_of(changed.group(3))) if changed else None
        return self._phrase(nouns)

    def _content(self, text: str, row: Row) -> str | None:
        """Read what an amount consists of: "in aid", "of debt"; "in the north" is where, not what."""
        found = CONTENT_AFTER.match(text, row.end) if text.startswith((" in", " of", " wo"), row.end) else None
        if found is None or (found.group(1) and (found.group(2) or found.group(3)[0].isupper())):
            return None
        return self._phrase(self._nouns_of(found.group(3)))

    def _purpose(self, text: str, row: Row) -> str | None:
        found = PURPOSE_AFTER.match(text, row.end) if text.startswith(" for ", row.end) else None
        return self._phrase(self._nouns_of(found.group(3))) if found else None

    def _nouns_of(self, words: str) -> list[str]:
        """Return the words of a noun phrase in lower case, up to a word that ends it."""
        nouns: list[str] = []
        for written in words.split():
            if written.endswith(("'s", "’s")):
                continue
            word = written.rstrip(".,’'")
            lower = word.lower()
            if lower in self._stops or (nouns and (word[0].isupper() or self._is_verbal(lower))):
                break
            if word[:1].islower() and len(word) > 2:
                nouns.append(lower)
            if written != word:
                break
        return nouns

    def _is_verbal(self, word: str) -> bool:
        return word.endswith(("ed", "ly")) or (word.endswith("ing") and word not in self._nouns)

    def _phrase(self, nouns: Sequence[str]) -> str | None:
        kept = [word for word in nouns if word not in self._none]
        if not kept or kept[-1] != nouns[-1] or PARTICIPLE.search(kept[-1]):
            return None
        return " ".join(kept[-LONGEST_SUBJECT:])

    def _paid(self, text: str, row: Row, verb: str) -> str:
        """Return what is paid by a verb, with the nation that pays where it is told."""
        payer = self._payers.read(text, verb, _last_place(text, verb, row.start), row.end)
        return f"{payer} {self._verbs[verb]}" if payer else self._verbs[verb]

    def _on_the_left(self, text: str, row: Row) -> str | None:
        """Walk left over words that say nothing to the noun or verb whose amount a figure is."""
        window = SENTENCE_END.split(text[max(0, row.start - LEFT_WINDOW) : row.start])[-1]
        words = ["", *WORD.findall(window.lower())][-FURTHEST_WORDS:]
        is_object = row.kind == "money"
        for place in range(len(words) - 1, 0, -1):
            word, earlier = words[place], words[place - 1]
            if is_object and word in self._verbs and (word not in self._nouns or earlier in self._before_verbs):
                return self._paid(text, row, word)
            is_object = is_object and word not in self._levels
            if word not in self._transparent and not (word in self._reckoned_by and earlier in self._rates):
                noun = self._nouns.get(word)
                return f"{earlier} {noun}" if noun and earlier in self._modifiers else noun
        return None


def _restates(before: Row, row: Row, between: str) -> bool:
    """Whether a figure gives the one before it in another currency or measure; of counts only measures do."""
    if row.unit == before.unit:
        return False
    if row.kind == "count":
        is_measure = before.subject is None and row.subject in {None, row.unit}
        return is_measure and MEASURE_IN_BRACKETS.fullmatch(between) is not None
    return between == IN_BRACKETS or (row.kind == "money" and between in OR_IN_MONEY)


def _last_place(text: str, word: str, end: int) -> int:
    """Return where a lower-case word last starts before a place of a text."""
    start = max(0, end - LEFT_WINDOW)
    return start + text[start:end].lower().rfind(word)
