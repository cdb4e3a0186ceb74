"""He, she and their forms, given to the person they mean where no other competes."""

from collections.abc import Iterator, Sequence

from newstext.naming.lexicon import Lexicon
from newstext.naming.pages import Page
from newstext.naming.references import Reference
from newstext.naming.scene import Scene

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
INNER = frozenset({"compound", "appos", "flat", "nmod", "punct"})
"""Dependencies of a name's words inside the phrase whose head is the subject."""

UNREAD = frozenset({"title", "subtitle", "heading", "caption"})
"""Blocks whose pronouns mean people of other blocks."""

MEMORY = 3
"""Sentences back, the pronoun's own included, in which its person is looked for."""

FRAGMENT = 6
"""Words below which a paragraph without people does not end what the one before was about."""

type Person = tuple[int, int, str]
"""Words `start` to `end` of a page that mean a person, and the person's id."""


class PronounResolver:
    """Resolve the pronouns of one article at a time.

    The rule is that of centering (Grosz, Joshi and Weinstein 1995) at its plainest: a pronoun continues the subject
    of the sentence before; where that sentence has no person as subject, its only person.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._female = lexicon.female_names
        self._male = lexicon.male_names
        self._he, self._she = lexicon.words["male_pronoun"], lexicon.words["female_pronoun"]

    def resolve(self, scenes: Sequence[Scene], titled: Sequence[Reference]) -> Iterator[Reference]:
        """Yield the pronouns that have one clear meaning, in text order; `titled` are mentions of people by title."""
        carried: str | None = None
        for scene in scenes:
            if scene.page.passage.block.kind in UNREAD:
                continue
            people = _people(scene, titled)
            yield from self._page(scene.page, people, carried)
            short = not people and len(scene.page.words) < FRAGMENT
            carried = carried if short else _last_subject(scene.page, people)

    def _page(self, page: Page, people: Sequence[Person], carried: str | None) -> Iterator[Reference]:
        for i, word in enumerate(page.words.lower):
            if word not in self._he and word not in self._she:
                continue
            meant = self._antecedent(page, i, [person for person in people if self._agrees(person[2], word)], carried)
            if meant is not None and self._agrees(meant, word):
                yield Reference(page.number, i, i + 1, meant, "pronoun")

    def _antecedent(self, page: Page, i: int, people: Sequence[Person], carried: str | None) -> str | None:
        """Take the subject of the pronoun's sentence or of the one before, else that sentence's only person."""
        before = [person for person in people if person[1] <= i]
        if not before:
            return carried
        sentence = page.sentence_of(i)
        for number in range(sentence, max(-1, sentence - MEMORY), -1):
            here = [person for person in before if page.sentence_of(person[0]) == number]
            subjects = [person for person in here if _is_subject(page, person)]
            if subjects:
                return subjects[-1 if number == sentence else 0][2]
            if here:
                return here[0][2] if len({person[2] for person in here}) == 1 else None
        return None

    def _agrees(self, entity_id: str, pronoun: str) -> bool:
        first = entity_id.removeprefix("person:").split("-")[0]
        if first in self._female:
            return pronoun in self._she
        return first not in self._male or pronoun in self._he


def _people(scene: Scene, titled: Sequence[Reference]) -> list[Person]:
    named = [(span.start, span.end, scene.id_of[span]) for span in scene.page.spans if span.kind == "person"]
    meant = [(ref.start, ref.end, ref.entity_id) for ref in titled if ref.page == scene.page.number]
    return sorted([*named, *(person for person in meant if person[2].startswith("person:"))])


def _is_subject(page: Page, person: Person) -> bool:
    token = page.token(person[1] - 1)
    while token is not None and token.dep_ in INNER and token.head is not token:
        token = token.head
    return token is not None and token.dep_ in SUBJECTS


def _last_subject(page: Page, people: Sequence[Person]) -> str | None:
    """Return the person a paragraph ends on: its last subject, else its only person."""
    subjects = [person for person in people if _is_subject(page, person)]
    ids = {person[2] for person in people}
    return subjects[-1][2] if subjects else next(iter(ids)) if len(ids) == 1 else None
