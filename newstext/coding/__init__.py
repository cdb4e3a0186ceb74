"""Who did what to whom, when, and whether it happened at all."""

from newstext.coding.coder import EventCoder

__all__ = ["EventCoder"]
