"""Who said what: direct, mixed and indirect quotes with speaker, cue and medium."""

from newstext.quoting.finder import QuoteFinder

__all__ = ["QuoteFinder"]
