"""Pure text understanding: text in, records out. No files, no clock, no orchestrator, no database."""

VERSION = "2"
"""Changes whenever the same text may give other rows; the reason stands in CHANGELOG under data."""
