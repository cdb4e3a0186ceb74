"""Who states a figure."""

from collections.abc import Sequence
from dataclasses import replace

from newstext.records import Quantity, Quote


def attach_claimants(quantities: Sequence[Quantity], quotes: Sequence[Quote]) -> list[Quantity]:
    """Return the quantities with the speaker of the innermost quotation or reported clause each stands in.

    A figure outside all of them, or whose speaker is not known, is the article's own: None.
    """
    return [replace(quantity, claimant_id=_claimant(quantity, quotes)) for quantity in quantities]


def _claimant(quantity: Quantity, quotes: Sequence[Quote]) -> str | None:
    holding = [quote for quote in quotes if quote.start <= quantity.start and quantity.end <= quote.end]
    innermost = min(holding, key=lambda quote: (quote.end - quote.start, quote.start), default=None)
    if innermost and innermost.speaker_id is None and innermost.part_of is not None:
        return quotes[innermost.part_of].speaker_id
    return innermost.speaker_id if innermost else None
