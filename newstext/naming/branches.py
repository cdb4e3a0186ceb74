"""Branches of a body named after the country they are in: "Tidewater Korea" is a body, not a country."""

from collections.abc import Sequence

from newstext.naming.pages import Page, Span


def join_branches(page: Page, spans: Sequence[Span]) -> list[Span]:
    """Return a page's spans, given in text order, with a body and the country right after it made one body.

    Only bodies that are no public ones, and only where the parse has the body qualify the country's name.
    """
    joined: list[Span] = []
    for span in spans:
        if joined and _is_branch(page, joined[-1], span):
            joined[-1] = Span(page.number, joined[-1].start, span.end, "organization")
        else:
            joined.append(span)
    return joined


def _is_branch(page: Page, body: Span, country: Span) -> bool:
    if body.kind != "organization" or country.kind != "country" or country.form != "name" or body.end != country.start:
        return False
    if body.known is not None and (body.known.is_generic or body.known.is_public):
        return False
    before = page.token(body.start - 1) if body.start else None
    if before is not None and before.pos_ == "VERB":
        return False  # "told Tidewater China would wait", which parsers take for one name
    name, head = page.token(body.end - 1), page.token(country.end - 1)
    return name is not None and head is not None and name.dep_ == "compound" and name.head is head
