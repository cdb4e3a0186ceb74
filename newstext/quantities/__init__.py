"""Figures of the text: how much of what, how exactly, and who says so."""

from newstext.quantities.claimants import attach_claimants
from newstext.quantities.finder import QuantityFinder

__all__ = ["QuantityFinder", "attach_claimants"]
