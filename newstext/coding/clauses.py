"""What belongs to a verb or noun in a parse: its subjects, objects, complements and prepositional phrases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "obj"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
SHARING = frozenset({"acomp", "conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "prep", "agent", "parataxis"})
"""Relations of a verb without subject to the verb (or preposition) from whose clause it takes one."""
OBJECT_CONTROL = frozenset({"dobj", "dative"})
UTTERANCES = frozenset({"statement", "letter", "message", "speech", "report", "resolution", "petition", "declaration"})
"""Nouns whose participle tells what their author does: "issued a statement calling for calm"."""
STEPS = 4
"""Clauses climbed in search of a subject; beyond that a parse is more often wrong than right."""


def is_verb(token: Token) -> bool:
    """Tell whether a word heads a clause or participle phrase of its own."""
    return token.tag_[:2] == "VB" and token.dep_ not in ("aux", "auxpass", "amod", "compound")


def is_predicate_adjective(token: Token) -> bool:
    """Tell whether an adjective stands after a verb like "be" and has something to complete it: "ready to pay"."""
    return (
        token.dep_ in ("acomp", "oprd", "ROOT", "conj")
        and token.tag_[:2] in ("JJ", "VB")
        and any(child.dep_ in ("xcomp", "prep", "ccomp") for child in token.rights)
    )


def report_over(token: Token, report: frozenset[str]) -> Token | None:
    """Return the verb of saying whose clause a verb heads, itself or through others of the clause."""
    while token.dep_ in ("xcomp", "conj", "acomp") and token.head != token:
        token = token.head
    over = token.head
    return over if token.dep_ == "ccomp" and over.lemma_.lower() in report else None


def with_conjuncts(token: Token) -> list[Token]:
    """Return a noun and those coordinated with it, in text order from it on."""
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"):
            found += with_conjuncts(child)
    return found


def children(token: Token, deps: frozenset[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """Tell whether a verb's grammatical subject is the one acted upon."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in ("nsubj", "aux") for child in verb.children):
        return False
    if verb.dep_ in ("acl", "relcl"):
        return True
    if verb.dep_ == "conj" and verb.head.tag_[:2] == "VB":
        return is_passive(verb.head) and not children(verb, OBJECTS)
    return verb.dep_ in ("advcl", "xcomp", "ccomp") and not children(verb, OBJECTS)


def objects(verb: Token) -> list[Token]:
    """Return those a verb acts upon: direct objects, of a passive its subject, of a relative clause the noun."""
    if is_passive(verb):
        found = grammatical_subjects(verb)
        return found + [token for child in children(verb, OBJECTS) for token in with_conjuncts(child)]
    found = [token for child in children(verb, OBJECTS) for token in with_conjuncts(_antecedent(child, verb))]
    found += [token for child in verb.children if child.dep_ == "prt" for token in pobjs(child)]
    if found:
        return found
    if verb.dep_ == "relcl" and not _has_relative_subject(verb) and not _has_stranded_preposition(verb):
        return [verb.head]
    last = [
        child for child in verb.children if child.dep_ == "conj" and child.tag_[:2] == "VB" and child.tag_ == verb.tag_
    ]
    return objects(last[0]) if last and not preposition_objects(verb) and not children(verb, COMPLEMENTS) else []


def subjects(verb: Token) -> list[Token]:
    """Return those who act: the subject, of a passive its agent; taken from the clause around where it has none."""
    if is_passive(verb):
        return [token for prep in verb.children if prep.dep_ == "agent" for token in pobjs(prep)]
    return grammatical_subjects(verb)


def grammatical_subjects(verb: Token, steps: int = STEPS) -> list[Token]:
    """Return a verb's subject nouns, its own or those its clause shares with another."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
    if own:
        return [token for child in own for token in with_conjuncts(_antecedent(child, verb))]
    if verb.dep_ in ("acl", "relcl"):
        return _noun_of_participle(verb)
    if steps == 0 or verb.dep_ not in SHARING:
        return []
    return _shared_subjects(verb, steps)


def _shared_subjects(verb: Token, steps: int) -> list[Token]:
    head = verb.head
    through_noun = head.dep_ in ("prep", "pcomp") and head.head.pos_ == "NOUN" and head.head.lemma_ != "addition"
    while head.dep_ in ("prep", "agent", "pcomp") and head.pos_ in ("ADP", "SCONJ") and head.head != head:
        head = head.head
    if head.pos_ in ("NOUN", "PROPN"):
        return _owners(head) or ([] if through_noun else _subjects_above(head, steps))
    if head.tag_[:2] != "VB" and head.pos_ not in ("ADJ", "AUX"):
        return []
    controlled = children(head, OBJECT_CONTROL)
    if verb.dep_ == "xcomp" and controlled and _is_infinitive(verb):
        return with_conjuncts(controlled[0])
    if is_passive(head) and verb.dep_ in ("conj", "ccomp") and not is_passive(verb):
        return grammatical_subjects(head, steps - 1)
    return grammatical_subjects(head, steps - 1)


def _subjects_above(noun: Token, steps: int) -> list[Token]:
    verb = verb_above(noun)
    return grammatical_subjects(verb, steps - 1) if verb is not None and verb != noun else []


def _noun_of_participle(verb: Token) -> list[Token]:
    """Return who does what a noun's clause says: the noun, or for an infinitive its owner ("Rome's offer to pay")."""
    noun = verb.head
    if _is_infinitive(verb):
        return _owners(noun) or _subjects_above(noun, 1)
    if verb.tag_ == "VBG" and noun.lemma_ in UTTERANCES:
        return _owners(noun) or _subjects_above(noun, 1)
    return [noun]


def _owners(noun: Token) -> list[Token]:
    owners = [child for child in noun.children if child.dep_ == "poss"]
    makers = [
        p
        for prep in noun.children
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from")
        for p in pobjs(prep)
    ]
    return owners or makers


def _antecedent(token: Token, verb: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the word itself."""
    if token.lower_ not in RELATIVES or token.tag_ not in ("WDT", "WP", "IN"):
        return token
    clause = verb
    while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ in ("relcl", "acl") else token


def _has_relative_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS and child.lower_ in RELATIVES for child in verb.children)


def _has_stranded_preposition(verb: Token) -> bool:
    return any(
        child.dep_ in ("prep", "advmod") and child.lower_ in ("where", "when", "in", "why", "during")
        for child in verb.children
    )


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb stands with "to"."""
    return _is_infinitive(verb)


def pobjs(prep: Token) -> list[Token]:
    """Return the nouns of a preposition, those of one right behind it included ("out of Mali")."""
    found = [token for child in prep.children if child.dep_ == "pobj" for token in with_conjuncts(child)]
    inner = [child for child in prep.children if child.dep_ in ("prep", "pcomp") and child.pos_ == "ADP"]
    return found or [token for child in inner for token in pobjs(child)]


def preposition_objects(head: Token) -> list[tuple[str, Token]]:
    """Return the prepositional phrases of a word: the preposition, and each noun it governs."""
    found = []
    for child in head.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ"):
            found += [(child.lower_, token) for token in pobjs(child)]
            found += [
                (inner.lower_, token) for inner in child.children if inner.dep_ == "prep" for token in pobjs(inner)
            ]
        elif child.dep_ in ("prt", "advmod"):
            found += [
                (inner.lower_, token) for inner in child.children if inner.dep_ == "prep" for token in pobjs(inner)
            ]
    return found


def particles(verb: Token) -> set[str]:
    """Return the particles and prepositions that stand with a verb, lower case."""
    near = {child.lower_ for child in verb.children if child.dep_ in ("prt", "prep", "agent", "advmod", "dative")}
    return near | {
        inner.lower_
        for child in verb.children
        if child.dep_ in ("prt", "prep", "advmod")
        for inner in child.children
        if inner.dep_ == "prep"
    }


def complements(verb: Token) -> list[Token]:
    """Return the heads of the clauses that complete a verb."""
    return [child for child in verb.children if child.dep_ in COMPLEMENTS]


def lemmas(token: Token) -> tuple[str, ...]:
    """Return a word's lemma, and what it may be where the lemmatizer drops a silent e: "stages" is no stag."""
    word, lemma = token.lower_, token.lemma_.lower()
    if word.endswith(("es", "ed")):
        return lemma, word[:-1]
    return (lemma, word[:-3] + "e") if word.endswith("ing") else (lemma,)


def verb_above(token: Token) -> Token | None:
    """Return the nearest verb over a word, None at the top of a phrase without verb."""
    while token.head != token:
        token = token.head
        if token.tag_[:2] == "VB":
            return token
    return None


def ancestors(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the way up from a word: each word with its head."""
    while token.head != token:
        yield token, token.head
        token = token.head


def inner_tokens(head: Token) -> Iterator[Token]:
    """Yield a phrase's words from its head down, its relative and adverbial clauses left out."""
    yield head
    for child in head.children:
        if child.dep_ not in ("relcl", "advcl", "punct", "appos"):
            yield from inner_tokens(child)
