"""What the article as a whole says of an office: its country, and what "defense chief" means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from newstext.naming.lexicon import person_spellings
from newstext.naming.roles import Office
from newstext.naming.titles import GOVERNING
from newstext.naming.words import slug
from newstext.records import Tables

DOMINANT = 2.0
"""How many times as often as the next country the article must name one for its unmodified offices to be that one's."""

SINGULAR = frozenset({"government", "minister"})
"""Kinds of offices that a country has one of at a time, so that a rival holder elsewhere rules a country out."""


class OfficeSettler:
    """Fill in the countries of offices, with the table of known office holders."""

    def __init__(self, tables: Tables) -> None:
        self._known: dict[str, set[str]] = defaultdict(set)
        spellings = person_spellings(tables)
        for row in tables["office_holders"]:
            if row["country"]:
                self._known[spellings.get(slug(row["person"]), slug(row["person"]))].add(row["country"])

    def settle(self, offices: Sequence[Office], counts: Counter[str]) -> None:
        """Complete the offices of one article in place; `counts` is how often it names each country."""
        self._inherit(offices)
        for office in offices:
            if office.country_code is None and office.body_id is None and office.title.kind in GOVERNING:
                office.country_code = self._from_tables(office, counts)
        self._inherit(offices)
        for office in offices:
            if (
                office.is_plain
                and office.country_code is None
                and office.body_id is None
                and office.title.kind in SINGULAR
            ):
                office.country_code = self._from_article(office, offices, counts)
        self._inherit(offices)
        for office in offices:
            self._settle_chief(office, offices)

    def _inherit(self, offices: Sequence[Office]) -> None:
        """Give a person's offices the one country that the person's other offices have."""
        countries = defaultdict(set)
        for office in offices:
            if office.country_code and office.title.kind in GOVERNING:
                countries[office.person_id].add(office.country_code)
        for office in offices:
            own = countries[office.person_id]
            if (
                office.country_code is None
                and office.body_id is None
                and len(own) == 1
                and office.title.kind in GOVERNING
            ):
                office.country_code = next(iter(own))

    def _from_tables(self, office: Office, counts: Counter[str]) -> str | None:
        known = self._known.get(office.person_id.removeprefix("person:"), set())
        if len(known) == 1:
            return next(iter(known))
        named = [code for code in office.title.countries if counts[code]]
        return named[0] if len(named) == 1 else None

    def _from_article(self, office: Office, offices: Iterable[Office], counts: Counter[str]) -> str | None:
        """Return the country that the article is mostly about, those left out whose office another person holds."""
        rivals = {
            o.country_code
            for o in offices
            if o.person_id != office.person_id and _is_same_office(o, office) and o.status == "current"
        }
        ranked = [(n, code) for code, n in sorted(counts.items()) if code not in rivals]
        ranked.sort(key=lambda pair: -pair[0])
        if not ranked or ranked[0][0] < 2:
            return None
        second = ranked[1][0] if len(ranked) > 1 else 0
        return ranked[0][1] if ranked[0][0] >= DOMINANT * second else None

    def _settle_chief(self, office: Office, offices: Iterable[Office]) -> None:
        """Read "defense chief" as the office of that field that its holder or country has."""
        field, _, head = office.normal.rpartition(" ")
        if head != "chief" or office.title.kind != "minister":
            return
        own = {o.normal for o in offices if o.person_id == office.person_id and o is not office}
        heads = [h for h in ("minister", "secretary") if any(name.endswith(f"{field} {h}") for name in own)]
        default = "secretary" if office.country_code == "USA" else "minister"
        office.normal = f"{field} {heads[0] if heads else default}"


def _is_same_office(one: Office, other: Office) -> bool:
    return _field(one.normal) == _field(other.normal)


def _field(normal: str) -> str:
    return normal.removesuffix(" minister").removesuffix(" secretary").removesuffix(" chief")
