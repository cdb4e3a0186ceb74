"""Reported clauses: what a sentence says that someone said, thinks, wants or found, without quotation marks.

Read from the dependency parse (ClearNLP labels, as spaCy's English models give them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quoting.asides import aside_at
from newstext.quoting.cues import UTTERED_KINDS, Cue, CueLexicon
from newstext.quoting.speakers import owner_of, subject_of

if TYPE_CHECKING:
    from newstext.parsing.tree import Parse, Token

NO_SPEAKERS = frozenset({"that", "this", "these", "those", "what", "you", "there"})
"""Subjects that name nobody: "that said", "you know", "this shows"."""
GROUNDS = frozenset({"for", "of", "as", "over", "about", "against"})
"""What gives the grounds of a judgement: "accused him of lying", "thanked them for the help"."""
NAMING_LINKS = frozenset({"as", "to"})
"""What stands between a thing and what someone calls it: "described the deal as fair"."""


@dataclass(frozen=True, slots=True)
class Report:
    """A cue with the stretches of the passage it reports, as characters of the passage's text."""

    cue: Token
    kind: str
    frame: str
    speaker: Token | None
    contents: tuple[tuple[int, int], ...]


def find_reports(parse: Parse, verbs: Mapping[int, Cue], lexicon: CueLexicon) -> list[Report]:
    """Return the reports of a passage in the order of their cues; `verbs` are its cue verbs by token number."""
    found: list[Report] = []
    for token in parse:
        if token.i in verbs:
            found += _by_verb(token, verbs[token.i], lexicon)
        elif token.lower_ == "according":
            found += _according(token)
        elif (noun := lexicon.noun(token)) is not None:
            found += _by_noun(token, noun, lexicon)
    return [report for report in found if not any(_gives_way(report, other) for other in found)]


def _gives_way(report: Report, other: Report) -> bool:
    """Tell a report that takes another's cue clause for the words it reports, or says a verb's object again."""
    if report.frame == "noun":
        return other.frame == "_noun_object" and report.cue.head.i == other.cue.i
    is_swapped = _holds(report, other.cue) and _holds(other, report.cue)
    if report.frame == other.frame:
        return is_swapped and _length(report) < _length(other)
    return is_swapped and (other.frame == "aside" or (report.frame != "aside" and _length(report) < _length(other)))


def _length(report: Report) -> int:
    return sum(end - start for start, end in report.contents)


def _holds(report: Report, cue: Token) -> bool:
    return any(start <= cue.idx < end for start, end in report.contents)


def _by_verb(verb: Token, cue: Cue, lexicon: CueLexicon) -> Iterator[Report]:
    aside = aside_at(verb, cue)
    if aside is not None:
        yield Report(verb, cue.kind, "aside", *aside)
        return
    found = None if _is_denied(verb, cue) else _reported(verb, cue)
    if found is not None:
        frame, contents = found
        speaker = subject_of(verb, lexicon)
        if frame == "_noun_object" and cue.kind == "show" and not lexicon.is_source(speaker):
            return
        if _may_speak(speaker) if speaker is not None else frame == "that":
            yield Report(verb, cue.kind, frame, speaker, contents)


def _is_denied(verb: Token, cue: Cue) -> bool:
    """Tell what was not said: "did not say whether" reports no words."""
    return cue.kind in UTTERED_KINDS and any(child.dep_ == "neg" for child in verb.lefts)


def _by_noun(token: Token, noun: Cue, lexicon: CueLexicon) -> Iterator[Report]:
    clause = _child(token, "acl", "ccomp")
    if clause is not None and (_has_mark(clause) or _is_owned_infinitive(token, clause)):
        owner = owner_of(token) or _issuer(token, lexicon)
        if owner is not None:
            yield Report(token, noun.kind, "noun", owner, (_span(clause.left_edge, clause.right_edge),))


def _issuer(noun: Token, lexicon: CueLexicon) -> Token | None:
    """Return who gives a statement: "X issued a statement that …", "X said in a statement that …"."""
    if noun.dep_ == "dobj":
        return None if lexicon.answers(noun.head) else subject_of(noun.head, lexicon)
    is_medium = noun.dep_ == "pobj" and noun.head.lower_ == "in" and lexicon.verb(noun.head.head) is not None
    return subject_of(noun.head.head, lexicon) if is_medium else None


def _may_speak(speaker: Token) -> bool:
    return speaker.lower_ not in NO_SPEAKERS or any(True for _ in speaker.children)


def _reported(verb: Token, cue: Cue) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """Return the frame and the words reported by a cue verb, by the first frame that fits."""
    if "that" in cue.takes:
        clause = _complement(verb)
        if clause is not None:
            return "that", () if _is_before_colon(clause) else _clause_words(verb, clause)
        host = _host_clause(verb)
        if host is not None:
            return "that", _without(host, verb)
    frames = (_open_clause, _named_thing) if _is_infinitive(verb) else OPEN_FRAMES
    for frame in frames:
        words = frame(verb, cue)
        if words is not None:
            return frame.__name__, (words,)
    return None


def _is_infinitive(verb: Token) -> bool:
    """Tell "to announce a plan": nothing is announced yet."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def _complement(verb: Token) -> Token | None:
    """Return the clause a verb governs; one after it without a comma goes before any other."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp" or _is_clause(child)]
    beside = [clause for clause in clauses if clause.i > verb.i and (_has_mark(clause) or _is_beside(verb, clause))]
    return next(iter(beside or clauses), None)


def _is_clause(child: Token) -> bool:
    """Tell a complement with a subject of its own that the parser takes for an open one."""
    return child.dep_ == "xcomp" and any(grand.dep_ in ("nsubj", "nsubjpass", "expl") for grand in child.lefts)


def _is_beside(verb: Token, clause: Token) -> bool:
    return "," not in verb.parse[verb.i : max(clause.left_edge.i, verb.i)].text


def _clause_words(verb: Token, clause: Token) -> tuple[tuple[int, int], ...]:
    if clause.left_edge.i <= verb.i <= clause.right_edge.i:
        return _without(clause, verb)
    return (_span(clause.left_edge, clause.right_edge),)


def _is_before_colon(clause: Token) -> bool:
    """Tell a sentence that a colon parts from the cue: it says what the reporter says."""
    after = clause.right_edge.i + 1
    return after < len(clause.parse) and clause.parse[after].text in (":", ";")


def _host_clause(verb: Token) -> Token | None:
    """Return the clause that a cue stands inside: "The plan, he said, will fail", "as he said"."""
    if verb.dep_ == "parataxis":
        return verb.head
    has_as = any(child.dep_ in ("mark", "advmod") and child.lower_ == "as" for child in verb.lefts)
    thing = _child(verb, "dobj", "xcomp")
    is_bare = thing is None or thing.lower_ == "it"
    return verb.head if verb.dep_ == "advcl" and has_as and is_bare and _child(verb, "nsubj") is not None else None


def _without(clause: Token, verb: Token) -> tuple[tuple[int, int], ...]:
    """Return a clause as the stretches before and after the cue clause it holds."""
    parse = clause.parse
    begin, end = clause.left_edge.i, clause.right_edge.i
    cut_from, cut_to = verb.left_edge.i, verb.right_edge.i
    if cut_from <= begin and cut_to >= end:
        cut_from, cut_to = verb.i, verb.i
    stretches = [(begin, cut_from - 1), (cut_to + 1, end)]
    return tuple(_span(parse[a], parse[b]) for a, b in stretches if a <= b)


def _open_clause(verb: Token, cue: Cue) -> tuple[int, int] | None:
    clause = _child(verb, "xcomp")
    if clause is None or clause.i < verb.i:
        return None
    is_gerund = clause.tag_ == "VBG"
    if ("ing" if is_gerund else "to") not in cue.takes:
        return None
    return _span(clause.left_edge, clause.right_edge)


def _named_thing(verb: Token, cue: Cue) -> tuple[int, int] | None:
    if cue.kind != "name":
        return None
    thing = _child(verb, "dobj", "nsubjpass")
    name = _child(verb, "oprd") or next(
        (child for child in verb.rights if child.dep_ == "prep" and child.lower_ in NAMING_LINKS & cue.takes), None
    )
    if name is None:
        return None
    first = thing.left_edge if thing is not None and thing.i > verb.i else name.left_edge
    return _span(min(first, name.left_edge, key=lambda t: t.i), name.right_edge)


def _noun_object(verb: Token, cue: Cue) -> tuple[int, int] | None:
    thing = _child(verb, "dobj")
    if "np" not in cue.takes or thing is None or thing.i < verb.i:
        return None
    last = thing.right_edge
    for child in verb.rights:
        if child.dep_ == "prep" and child.left_edge.i == last.i + 1 and child.lower_ in GROUNDS:
            last = child.right_edge
    if thing.pos_ == "PRON" and last.i == thing.i:
        return None
    return _span(thing.left_edge, last)


def _prepositional(verb: Token, cue: Cue) -> tuple[int, int] | None:
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in cue.takes and child.right_edge.i > child.i:
            return _span(child.parse[child.i + 1], child.right_edge)
        if child.dep_ == "advcl" and "for" in cue.takes and child.left_edge.lower_ == "for":
            return _span(child.parse[child.left_edge.i + 1], child.right_edge)
    return None


OPEN_FRAMES = (_open_clause, _named_thing, _noun_object, _prepositional)


def _according(token: Token) -> Iterator[Report]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    source = None if to is None else _child(to, "pobj")
    if source is None:
        return
    host = token.head
    while host.dep_ in ("prep", "pobj", "amod", "nsubj", "dobj", "attr", "advmod") and host.head.i != host.i:
        host = host.head
    yield Report(token, "say", "according", source, _without(host, token))


def _child(token: Token, *labels: str) -> Token | None:
    return next((child for child in token.children if child.dep_ in labels), None)


def _has_mark(clause: Token) -> bool:
    return any(child.dep_ == "mark" for child in clause.lefts)


def _is_owned_infinitive(noun: Token, clause: Token) -> bool:
    """Tell "his promise to stay" from "a plan to stay": only the first says whose words they are."""
    return clause.tag_ == "VB" and clause.i > noun.i and _child(noun, "poss") is not None


def _span(first: Token, last: Token) -> tuple[int, int]:
    return first.idx, last.idx + len(last)
