"""The reference tables of quantities, compiled into look-ups once."""

from collections.abc import Mapping
from dataclasses import dataclass

from newstext.quantities.currencies import CurrencyReader
from newstext.records import Tables


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is of, by the word after it; `factor` turns the word into the unit (a decade: 10 years)."""

    kind: str
    unit: str
    factor: float = 1.0
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Hedge:
    approximation: str
    not_kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All look-ups by lower-case phrase.

    `phrase_lengths` gives, for the first word of any unit of several words, how many the longest has. `classes` are the
    words of each class of `count_words`; `filed_as` what a word of a class is filed as ("dead": "killed"); `adjectives`
    a nation's adjective for its abbreviation ("u.s.": "american"), so that one subject has one name.
    """

    currencies: CurrencyReader
    units: Mapping[str, Unit]
    phrase_lengths: Mapping[str, int]
    hedges: Mapping[str, Hedge]
    hedges_after: Mapping[str, Hedge]
    classes: Mapping[str, frozenset[str]]
    filed_as: Mapping[tuple[str, str], str]
    number_roles: Mapping[str, Mapping[str, float]]
    adjectives: Mapping[str, str]


def compile_vocabulary(tables: Tables) -> Vocabulary:
    """Compile the tables `quantity_units`, `currencies`, `hedges`, `count_words` and `number_words`."""
    currencies = CurrencyReader(tables)
    units = {word: Unit("money", money.code, money.factor, money.least) for word, money in currencies.words.items()}
    units |= {row["word"]: Unit(row["kind"], row["unit"], float(row["factor"])) for row in tables["quantity_units"]}
    lengths: dict[str, int] = {}
    for phrase in units:
        first, *rest = phrase.split()
        if rest:
            lengths[first] = max(lengths.get(first, 0), len(rest) + 1)
    classes: dict[str, set[str]] = {}
    for row in tables["count_words"]:
        classes.setdefault(row["class"], set()).add(row["word"])
    roles: dict[str, dict[str, float]] = {}
    for row in tables["number_words"]:
        roles.setdefault(row["role"], {})[row["word"]] = float(row["value"])
    return Vocabulary(
        currencies=currencies,
        units=units,
        phrase_lengths=lengths,
        hedges=_hedges(tables, "before"),
        hedges_after=_hedges(tables, "after"),
        classes={name: frozenset(words) for name, words in classes.items()},
        filed_as={(row["class"], row["word"]): row["filed_as"] for row in tables["count_words"] if row["filed_as"]},
        number_roles=roles,
        adjectives=_adjectives(tables),
    )


def _hedges(tables: Tables, side: str) -> dict[str, Hedge]:
    return {
        row["phrase"]: Hedge(row["approximation"], frozenset(row["not_kinds"].split()))
        for row in tables["hedges"]
        if row["side"] == side
    }


def _adjectives(tables: Tables) -> dict[str, str]:
    return {
        short.lower(): row["demonyms"].split(";")[0].lower()
        for row in tables["countries"]
        for short in row["abbreviations"].split(";")
        if short and row["demonyms"]
    }
