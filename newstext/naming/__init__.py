"""Names in news: persons, bodies, countries, places, agreements, and the roles of people."""

from newstext.naming.finder import NameFinder

__all__ = ["NameFinder"]
