"""Time expressions: found by a grammar kept as data, resolved to calendar days."""

from newstext.timex.finder import Reading, TimeFinder

__all__ = ["Reading", "TimeFinder"]
