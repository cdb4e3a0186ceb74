"""Drawings as they stand in the page: only what draws is let through, and what draws nothing is left out."""

import xml.etree.ElementTree as ET

from flows.markings import printable
from flows.reporting.wording import shorten

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_TAGS = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan"}
_ATTRIBUTES = {
    "d", "dominant-baseline", "fill", "fill-opacity", "font-size", "font-weight", "height", "opacity", "rx", "stroke",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
    "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip
"""What draws; no link, script, style, image, reference or handler is among it. Fonts are the page's own."""
LABEL = 400
"""Characters of what is read out for a drawing: a few sentences."""
_DEFAULTS = {"opacity": "1", "stroke-width": "0", "fill-opacity": "1"}


class DrawingError(ValueError):
    """The chart library drew something that this page does not let through."""


def inline_svg(drawn: str, label: str) -> str:
    """Return a drawing as an element for HTML, read out as `label`.

    Raises DrawingError for an element that is not known to draw only.
    """
    if "<!" in drawn:
        raise DrawingError("a drawing with a declaration")
    root = _kept(ET.fromstring(drawn))  # noqa: S314 - has no declarations
    if root is None:
        raise DrawingError("an empty drawing")
    root.set("role", "img")
    root.set("aria-label", printable(shorten(label, LABEL)))
    return ET.tostring(root, encoding="unicode")


def _kept(element: ET.Element) -> ET.Element | None:
    """Return what draws of an element, or None."""
    tag = element.tag.removeprefix(_NAMESPACE)
    if tag not in _TAGS:
        raise DrawingError(f"an element {tag!r} in a drawing")
    if element.get("display") == "none" or element.get("d") in {"", "M0,0h0v0h0Z"}:
        return None
    attributes = {
        name: value for name, value in element.attrib.items() if name in _ATTRIBUTES and _DEFAULTS.get(name) != value
    }
    kept = ET.Element(tag, attributes)
    kept.text = element.text if tag in {"text", "tspan"} else None
    kept.extend([child for child in map(_kept, element) if child is not None])
    if tag == "g" and not len(kept):
        return None
    return kept[0] if tag == "g" and len(kept) == 1 and not attributes else kept
