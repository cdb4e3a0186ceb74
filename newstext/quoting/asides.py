"""Cue clauses set off by commas.

"S, the ministry said."; "The plan, he said, will fail."; "S, reported the paper."

The parser often hangs the sentence and such a clause wrongly together; their order and the commas say more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quoting.cues import HEARER_KINDS, Cue

if TYPE_CHECKING:
    from newstext.parsing.tree import Parse, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SET_OFF = frozenset({",", "—", "–", "--"})
MARKS = frozenset("\"“”‘’'«»„") | {"``", "''"}
SUBORDINATE = frozenset({"relcl", "acl", "pcomp", "csubj"})
CLAUSE_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
"""A stretch before a cue clause without one of these is no part of the report: "By contrast, he said, …"."""


def aside_at(verb: Token, cue: Cue) -> tuple[Token, tuple[tuple[int, int], ...]] | None:
    """Return the subject of a cue clause set off by commas and the reported stretches around it."""
    if "that" not in cue.takes or not _is_finite(verb) or verb.dep_ in SUBORDINATE:
        return None
    if any(child.dep_ == "mark" for child in verb.lefts):
        return None
    subject = _subject(verb)
    if subject is None or _has_object(verb, cue, subject):
        return None
    parse, sentence = verb.parse, verb.sent
    begin = min(subject.left_edge.i, _first_auxiliary(verb).i)
    reach = max(verb.i, subject.right_edge.i)
    if begin - 1 <= sentence.start or not _is_set_off(parse, begin) or _reports_on(verb, reach):
        return None
    stretches = _around(parse, (sentence.start, begin - 1), (reach + 1, sentence.end))
    return (subject, stretches) if stretches else None


def _is_finite(verb: Token) -> bool:
    has_auxiliary = any(child.dep_ == "aux" and child.tag_ in FINITE for child in verb.lefts)
    return verb.tag_ in FINITE or has_auxiliary


def _subject(verb: Token) -> Token | None:
    """Return the subject; of a verb right after the comma also the noun that the parser takes for its object."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    before = [child for child in subjects if child.i < verb.i]
    if before:
        return before[-1]
    after = [c for c in verb.rights if c.dep_ in ("nsubj", "dobj") and c.pos_ in ("PROPN", "NOUN")]
    is_beside = bool(after) and after[0].left_edge.i == verb.i + 1
    return after[0] if is_beside and verb.i > 0 and _is_set_off(verb.parse, verb.i) else None


def _has_object(verb: Token, cue: Cue, subject: Token) -> bool:
    """Tell a verb with an object of its own, which reports no clause beside; a hearer is none."""
    return cue.kind not in HEARER_KINDS and any(c.dep_ == "dobj" and c.i != subject.i for c in verb.rights)


def _first_auxiliary(verb: Token) -> Token:
    return next((child for child in verb.lefts if child.dep_ in ("aux", "neg")), verb)


def _is_set_off(parse: Parse, begin: int) -> bool:
    return parse[begin - 1].text in SET_OFF


def _reports_on(verb: Token, reach: int) -> bool:
    """Tell whether the verb reports the words right after it: no comma stands between."""
    for child in verb.rights:
        if child.dep_ in ("ccomp", "xcomp") and child.left_edge.i > verb.i:
            gap = verb.parse[reach + 1 : child.left_edge.i]
            if not any(token.text in SET_OFF for token in gap):
                return True
    return False


def _around(parse: Parse, before: tuple[int, int], after: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the whole clause before a cue clause, or the two parts of the clause it breaks."""
    if _has_clause(parse, *before):
        return (_characters(parse, *before),)
    comma = next((i for i in range(*after) if parse[i].text in SET_OFF), None)
    if comma is None or comma + 1 >= after[1] or parse[comma + 1].text in MARKS:
        return ()
    if not any(token.tag_ in FINITE for token in parse[comma + 1 : after[1]]):
        return ()
    rest = _characters(parse, comma + 1, after[1])
    has_subject = any(token.dep_ in CLAUSE_SUBJECTS for token in parse[slice(*before)])
    return (_characters(parse, *before), rest) if has_subject else (rest,)


def _has_clause(parse: Parse, start: int, end: int) -> bool:
    return any(
        token.dep_ in CLAUSE_SUBJECTS and start <= token.head.i < end and not _is_dependent(token.head)
        for token in parse[start:end]
    )


def _is_dependent(verb: Token) -> bool:
    opened = any(child.dep_ in ("mark", "advmod") and child.tag_ in ("IN", "WRB") for child in verb.lefts)
    return verb.dep_ in ("relcl", "acl") or (verb.dep_ == "advcl" and opened)


def _characters(parse: Parse, start: int, end: int) -> tuple[int, int]:
    last = parse[end - 1]
    return parse[start].idx, last.idx + len(last)
