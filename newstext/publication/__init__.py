"""The day an article was published."""

from newstext.publication.dater import Dating, PublicationDater

__all__ = ["Dating", "PublicationDater"]
