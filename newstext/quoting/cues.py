"""The words that say that someone's words follow, and the media that carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.records import Tables

if TYPE_CHECKING:
    from newstext.parsing.tree import Parse, Token

VERBAL = frozenset({"VERB", "AUX"})
SPOKEN_KINDS = frozenset({"say", "tell", "write", "ask", "commit", "name"})
"""The kinds of cue that put words in a mouth; the others tell of beliefs, wishes, findings and judgements."""

ANSWER_KIND = "answer"
"""The kind of verbs whose subject meets a statement of somebody else: deny, settle, face."""
SOURCE_KIND = "source"
"""The kind of nouns that are no statements but make them: polls, studies, documents."""
HEARER_KINDS = frozenset({"tell", "ask"})
"""The kinds of cue whose object is a hearer, not the words."""
UTTERED_KINDS = frozenset({"say", "tell", "write"})
"""The kinds of cue that, denied, leave nothing said; who does not think or want something still has a view."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb or noun: what kind of speech it tells of.

    `takes` are the frames of a verb: quote, that (a clause), to, ing, np (a noun phrase) and prepositions; `needs` the
    words one of which must hang from it ("went on", "made clear").
    """

    lemma: str
    kind: str
    takes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def _as_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def _words(cell: str) -> frozenset[str]:
    return frozenset(cell.split())


class CueLexicon:
    """The cue verbs, cue nouns and media of the reference tables."""

    def __init__(self, tables: Tables) -> None:
        self._verbs = {
            row["lemma"]: Cue(
                row["lemma"], row["kind"], frozenset(row["takes"].split()), frozenset(row["needs"].split())
            )
            for row in tables["cue_verbs"]
            if row["kind"] != ANSWER_KIND
        }
        self._answers = frozenset(row["lemma"] for row in tables["cue_verbs"] if row["kind"] == ANSWER_KIND)
        self._nouns = {row["lemma"]: Cue(row["lemma"], row["kind"]) for row in tables["cue_nouns"]}
        self._media = [(row["medium"], int(row["rank"]), _as_words(row["pattern"])) for row in tables["media"]]
        self._any_medium = _as_words("|".join(row["pattern"] for row in tables["media"]))
        self.elisions = frozenset(row["word"].lower() for row in tables["quote_elisions"])

    def verbs(self, parse: Parse) -> Iterator[tuple[Token, Cue]]:
        """Yield the verbs of a parse that are cues, in text order."""
        for token in parse:
            if (token.pos_ in VERBAL or token.tag_[:2] == "VB") and (cue := self.verb(token)) is not None:
                yield token, cue

    def verb(self, token: Token) -> Cue | None:
        """Return the cue that a verb of a parse is, with its particle or complement where it needs one."""
        if token.pos_ not in VERBAL and token.tag_[:2] != "VB":
            return None
        cue = self._verbs.get(token.lemma_.lower()) or self._verbs.get(_with_silent_e(token.lower_))
        if cue is None or token.dep_ in ("aux", "auxpass", "amod", "compound") or _is_credit(token):
            return None
        if cue.needs and not any(child.lower_ in cue.needs for child in token.rights):
            return None
        return cue

    def answers(self, token: Token) -> bool:
        """Tell a verb whose object is what somebody else said: "to settle claims that …"."""
        return token.lemma_.lower() in self._answers

    def noun(self, token: Token) -> Cue | None:
        """Return the cue that a noun of a parse is."""
        if token.pos_ != "NOUN":
            return None
        cue = self._nouns.get(token.lemma_.lower())
        return None if cue is None or cue.kind == SOURCE_KIND else cue

    def is_source(self, token: Token | None) -> bool:
        """Tell a poll, study or document, whose findings are reported, from what merely shows something."""
        return token is not None and token.lemma_.lower() in self._nouns

    def media(self, text: str, start: int, end: int) -> Iterator[tuple[str, int, re.Match[str]]]:
        """Yield every medium named in a stretch of text, with its rank: 2 gives way to 1."""
        if self._any_medium.search(text, start, end) is None:
            return
        for medium, rank, pattern in self._media:
            for match in pattern.finditer(text, start, end):
                yield medium, rank, match


def _is_credit(verb: Token) -> bool:
    """Tell a reporter's credit: "(Reporting by A; Writing by B)"."""
    following = verb.parse[verb.i + 1].lower_ if verb.i + 1 < len(verb.parse) else ""
    return verb.tag_ == "VBG" and following == "by" and verb.text.istitle()


def _with_silent_e(form: str) -> str:
    """Return the verb of a participle whose silent e the lemmatizer took for a doubled consonant: hoping, not hop."""
    return form[:-3] + "e" if form.endswith("ing") else form
