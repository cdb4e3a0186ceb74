"""Pairs of entities of which the rules cannot say whether they are one or two.

Only pairs that a reader might take for one another are given: names that are written nearly alike, and one name that
articles place in several countries. Nothing is merged by likeness; the user decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from newstext.identity.resolving import qualified
from newstext.records import Tables

SHORTEST_WORD, SHORTEST_SHARING = 6, 4
"""Letters a word must have for one letter more, less or other to be a spelling and not another name (Cole, Cote);
the second where both have a title or country in common."""

MOST_EDITS = 2
"""Letters in which words of one sound may differ: Gaddafi and Kadhafi, but not Parry and Poirier."""

MOST_ALIKE = 12
"""Names of one sound that are still compared; more share a name that says nothing ("Li Wei")."""

SPELLING, NAMESAKE, PARTED = "spelling", "namesake", "parted"


@dataclass(frozen=True, slots=True)
class Profile:
    """What all articles together say of an entity."""

    entity_id: str
    name: str
    article_count: int
    countries: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        return self.entity_id.partition(":")[0]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the id, which are folded: no accents, case, points or hyphens."""
        return tuple(self.entity_id.partition(":")[2].split("-"))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two ids that may be one person or body, or one that may be two; `why` says what made them a pair."""

    kind: str
    entity_id: str
    other_id: str
    why: str
    weight: tuple[int, int]


class SpellingDoubts:
    """Find entities whose names are written nearly alike; holds how letters sound and words that name no one."""

    def __init__(self, tables: Tables) -> None:
        sounds = ((row["letters"], row["sound"]) for row in tables["letter_sounds"])
        self._sounds = sorted(sounds, key=lambda pair: -len(pair[0]))
        legal = (row["word"] for row in tables["naming_words"] if row["list"] == "company_form")
        self._legal = frozenset(word.lower().strip(".") for word in legal)

    def find(self, profiles: Iterable[Profile]) -> Iterator[Doubt]:
        """Yield the pairs, each once, the one of more articles first in its pair."""
        groups: dict[tuple[object, ...], list[Profile]] = defaultdict(list)
        for profile in profiles:
            for key in self._keys(profile):
                groups[key].append(profile)
        seen: set[tuple[str, str]] = set()
        for group in groups.values():
            if len(group) <= MOST_ALIKE:
                for pair in combinations(sorted(group, key=_by_count), 2):
                    doubt = self._doubt(*pair)
                    if doubt and (doubt.entity_id, doubt.other_id) not in seen:
                        seen.add((doubt.entity_id, doubt.other_id))
                        yield doubt

    def _keys(self, profile: Profile) -> set[tuple[object, ...]]:
        """Return what nearly alike names have in common: sound, words in any order, all words but one letter."""
        words = self._telling(profile.words)
        keys: set[tuple[object, ...]] = {(profile.kind, "words", *sorted(words))}
        keys |= {(profile.kind, "letters", key) for key in _shortened(words)}
        if profile.kind == "person" and len(words) > 1:
            keys |= {(profile.kind, "sound", self._sound("".join(words))), (profile.kind, "ends", words[0], words[-1])}
        return keys

    def _telling(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(word for word in words if word not in self._legal) or tuple(words)

    def _doubt(self, one: Profile, other: Profile) -> Doubt | None:
        if one.countries and other.countries and not one.countries & other.countries:
            return None
        shared = sorted(one.titles & other.titles) + sorted(one.countries & other.countries)
        words, others = self._telling(one.words), self._telling(other.words)
        why = _letters_why(words, others, SHORTEST_SHARING if shared else SHORTEST_WORD)
        if why is None and one.kind == "person":
            why = self._person_why(words, others)
        if why is None:
            return None
        both = f"; both {', '.join(shared)}" if shared else ""
        return Doubt(SPELLING, one.entity_id, other.entity_id, why + both, (len(shared), other.article_count))

    def _person_why(self, one: Sequence[str], other: Sequence[str]) -> str | None:
        if len(one) == len(other):
            alike = all(a == b or self._sound_alike(a, b) for a, b in zip(one, other, strict=True))
            return "the same sound" if alike else None
        short, long = sorted((one, other), key=len)
        is_middle = len(short) + 1 == len(long) and (short[0], *short[1:]) == (long[0], *long[2:])
        return "one has a middle name" if is_middle and len(short) > 1 else None

    def _sound_alike(self, one: str, other: str) -> bool:
        is_long = min(len(one), len(other)) >= SHORTEST_SHARING
        if one[0] != other[0] and not self._sound(one[0]) == self._sound(other[0]) != "":
            return False
        return self._sound(one) == self._sound(other) and edits(one, other) <= MOST_EDITS and is_long

    def _sound(self, word: str) -> str:
        """Return what is left of a word when letters that are used for one sound are written as one."""
        sound, i = "", 0
        while i < len(word):
            letters, heard = next(((a, b) for a, b in self._sounds if word.startswith(a, i)), (word[i], word[i]))
            i += len(letters)
            if not sound.endswith(heard) or not heard:
                sound += heard
        return sound


def _letters_why(one: Sequence[str], other: Sequence[str], shortest: int) -> str | None:
    if sorted(one) == sorted(other):
        return "the same words" if list(one) == list(other) else "the same words in another order"
    if "".join(one) == "".join(other):
        return "the same letters"
    differing = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    is_one = len(one) == len(other) and len(differing) == 1 and edits(*differing[0]) == 1
    return "one letter differs" if is_one and min(map(len, differing[0])) >= shortest else None


def namesake_doubts(sightings: Mapping[str, Mapping[str, frozenset[str]]]) -> Iterator[Doubt]:
    """Yield one pair for every further country in which articles place one name.

    `sightings` has, by entity, the titles given with each country, the country of most articles first.
    """
    for entity_id, by_country in sightings.items():
        main, *others = by_country
        for code in others:
            why = f"{main}: {_list(by_country[main])}; {code}: {_list(by_country[code])}"
            yield Doubt(NAMESAKE, entity_id, qualified(entity_id, code), why, (0, 0))


def _list(titles: Iterable[str]) -> str:
    return ", ".join(sorted(titles)) or "no title"


def _by_count(profile: Profile) -> tuple[int, str]:
    return -profile.article_count, profile.entity_id


def _shortened(words: Sequence[str]) -> Iterator[str]:
    """Yield the words with one letter of one long word left out, and as they are."""
    whole = " ".join(words)
    yield whole
    start = 0
    for word in words:
        if len(word) >= SHORTEST_SHARING:
            yield from (whole[:i] + whole[i + 1 :] for i in range(start, start + len(word)))
        start += len(word) + 1


def edits(one: str, other: str) -> int:
    """Return how many letters must be put in, left out or exchanged to make one word of another (Levenshtein)."""
    before = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            row.append(min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != against)))
        before = row
    return before[-1]
