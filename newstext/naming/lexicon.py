"""The reference tables of names, compiled once for fast reading."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newstext.naming.words import Words, slug, split_words
from newstext.records import Tables


@dataclass(frozen=True, slots=True)
class Known:
    """What a phrase of the reference tables stands for.

    `is_generic` holds for bodies that every country has; `is_public` does not for companies, whose country says nothing
    of their people's.
    """

    kind: str
    name: str
    code: str | None
    form: str
    entity_id: str
    is_generic: bool = False
    is_public: bool = True


type Phrases = dict[tuple[str, ...], Known]


class PhraseBook:
    """Find the longest phrases of a table in a passage; of phrases alike the first entry counts."""

    def __init__(self, entries: Iterable[tuple[str, Known]]) -> None:
        exact: Phrases = {}
        folded: Phrases = {}
        for text, known in entries:
            words = split_words(text)
            if words.texts and tuple(words.texts) not in exact:
                exact[tuple(words.texts)] = known
                folded.setdefault(tuple(words.lower), known)
        self._exact, self._folded = _by_first_word(exact), _by_first_word(folded)

    def firsts(self, words: Words, *, folded: bool = False) -> list[int]:
        """Return the words that may begin a phrase, in order."""
        texts, book = (words.lower, self._folded) if folded else (words.texts, self._exact)
        return [i for i, text in enumerate(texts) if text in book]

    def at(self, words: Words, i: int, *, folded: bool = False) -> tuple[int, Known] | None:
        """Return where the longest phrase beginning at word `i` ends, and what it stands for."""
        texts, book = (words.lower, self._folded) if folded else (words.texts, self._exact)
        lengths, phrases = book.get(texts[i], NO_PHRASES)
        for length in lengths:
            key = tuple(texts[i : i + length])
            if key in phrases:
                return i + len(key), phrases[key]
        return None


NO_PHRASES: tuple[tuple[int, ...], Phrases] = ((), {})


def _by_first_word(phrases: Phrases) -> dict[str, tuple[tuple[int, ...], Phrases]]:
    """Give for each first word the lengths of its phrases, longest first, and the phrases."""
    found: dict[str, Phrases] = defaultdict(dict)
    for key, known in phrases.items():
        found[key[0]][key] = known
    return {first: (tuple(sorted({*map(len, some)}, reverse=True)), some) for first, some in found.items()}


class Lexicon:
    """Everything the name rules know by heart: names, titles, parts of personal names."""

    def __init__(self, tables: Tables) -> None:
        self.countries: Mapping[str, str] = {row["code"]: row["name"] for row in tables["countries"]}
        self.phrases = PhraseBook(_known_phrases(tables))
        self.places: Mapping[str, str | None] = {row["name"]: row["country_code"] or None for row in tables["places"]}
        parts = defaultdict(set)
        for row in tables["person_name_parts"]:
            parts[row["kind"]].add(row["part"])
        self.given_names = frozenset(parts["given_name"])
        notes = {row["part"].lower(): row["note"] for row in tables["person_name_parts"] if row["kind"] == "given_name"}
        self.female_names = frozenset(name for name, note in notes.items() if note == "female")
        self.male_names = frozenset(name for name, note in notes.items() if note == "male")
        self.family_first = frozenset(parts["east_asian_surname"])
        self.particles = frozenset(parts["particle"])
        self.suffixes = frozenset(part.lower().strip(".") for part in parts["suffix"])
        self.nicknames: Mapping[str, str] = {row["nickname"]: row["given_name"] for row in tables["nicknames"]}
        self.spellings = person_spellings(tables)
        self.words: Mapping[str, frozenset[str]] = _word_sets(tables)


def person_spellings(tables: Tables) -> dict[str, str]:
    """Map the ids' ends of other spellings to that of the one a person is filed under."""
    return {slug(row["spelling"]): slug(row["name"]) for row in tables["person_spellings"]}


def _word_sets(tables: Tables) -> dict[str, frozenset[str]]:
    sets = defaultdict(set)
    for row in tables["naming_words"]:
        sets[row["list"]].add(row["word"])
    return {name: frozenset(words) for name, words in sets.items()}


def _split(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


def _known_phrases(tables: Tables) -> Iterable[tuple[str, Known]]:
    for row in tables["countries"]:
        yield from _country_phrases(row)
    for row in tables["organizations"]:
        yield from _body_phrases(row)
    for row in tables["places"]:
        if " " in row["name"] or "-" in row["name"]:
            code = row["country_code"] or None
            yield row["name"], Known("place", row["name"], code, "name", f"place:{slug(row['name'])}")
    for row in tables["peoples"]:
        known = Known("group", row["name"], None, "demonym", f"group:{slug(row['name'])}")
        for text in (row["name"], *_split(row["aliases"])):
            yield text, known
    for row in tables["agreements"]:
        known = Known("agreement", row["name"], None, "name", f"agreement:{slug(row['name'])}")
        for text in (row["name"], *_split(row["aliases"])):
            yield text, known


def _country_phrases(row: Mapping[str, str]) -> Iterable[tuple[str, Known]]:
    code, name = row["code"], row["name"]
    forms = [("name", [name, *_split(row["aliases"]), *_split(row["abbreviations"])])]
    forms += [("short_name", _split(row["short_names"]))]
    forms += [("demonym", _split(row["demonyms"])), ("metonym", _split(row["metonyms"]))]
    for form, texts in forms:
        for text in texts:
            yield text, Known("country", name, code, form, f"country:{code}")
    for text in _split(row["capital"]):
        if text != name:
            yield text, Known("capital", text, code, "metonym", f"country:{code}")


def _body_phrases(row: Mapping[str, str]) -> Iterable[tuple[str, Known]]:
    generic, public = row["kind"] == "generic", row["kind"] != "company"
    kind = "organization" if generic or not public else row["kind"]
    known = Known(
        kind, row["name"], row["country_code"] or None, "name", f"{kind}:{slug(row['name'])}", generic, public
    )
    for text in (row["name"], *_split(row["aliases"])):
        yield text, known
