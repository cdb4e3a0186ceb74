"""Receipts in bulk: the raw text around many places at once, with what is known of their articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from warehouse.connect import Connection
from warehouse.query import fetch
from warehouse.quoting import quote_text, quote_value


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of an article's raw text; without them the place is its title, or else its first lines."""

    article_id: str
    char_start: int | None = None
    char_end: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The words at a place and the raw text before and after them, with what is known of the article."""

    before: str
    words: str
    after: str
    is_cut_before: bool
    is_cut_after: bool
    left_out_count: int
    """Characters left out at the end of `words`; 0 where they are whole."""
    title: str | None
    publisher: str | None
    url: str | None
    language: str | None
    published_on: date | None
    published_basis: str
    published_evidence: str | None


def fetch_passages(
    connection: Connection, places: Iterable[Place], *, around: int, most_words: int
) -> dict[Place, Passage]:
    """Return the passage of each place: up to `around` characters on either side, of the words `most_words` at most.

    Places in articles that the warehouse does not have, and those of an empty article, are left out.
    """
    asked = sorted(set(places), key=lambda place: (place.article_id, place.char_start or 0, place.char_end or 0))
    if not asked:
        return {}
    numbered = ", ".join(_as_row(number, place) for number, place in enumerate(asked))
    rows = fetch(connection, _PASSAGES.format(places=numbered, around=int(around), most_words=int(most_words)))
    return {asked[row.pop("place_no")]: Passage(**row) for row in rows.to_dicts()}


def _as_row(number: int, place: Place) -> str:
    values = (str(number), quote_text(place.article_id), quote_value(place.char_start), quote_value(place.char_end))
    return f"({', '.join(values)})"


_PASSAGES = """
    with places (place_no, article_id, asked_start, asked_end) as (
        values {places}
    ),

    openings as (
        select
            article_id,
            arg_min(char_start, (kind <> 'title', kind <> 'body', block_no)) as opening_start,
            arg_min(char_end, (kind <> 'title', kind <> 'body', block_no)) as opening_end
        from main.blocks
        where article_id in (select article_id from places where asked_start is null)
        group by article_id
    ),

    found as (
        select
            places.place_no,
            articles.*,
            documents.text as raw_text,
            length(documents.text) as raw_length,
            coalesce(places.asked_start, openings.opening_start) as char_start,
            coalesce(places.asked_end, openings.opening_end) as char_end
        from places
        inner join main.articles on places.article_id = articles.article_id
        inner join raw.documents on articles.document_id = documents.document_id
        left join openings on places.article_id = openings.article_id
    )

    select
        place_no,
        substring(raw_text, greatest(char_start - {around}, 0) + 1, least(char_start, {around})) as before,
        substring(raw_text, char_start + 1, least(char_end - char_start, {most_words})) as words,
        substring(raw_text, char_end + 1, {around}) as after,
        char_start > {around} as is_cut_before,
        char_end + {around} < raw_length as is_cut_after,
        greatest(char_end - char_start - {most_words}, 0) as left_out_count,
        title,
        publisher,
        url,
        language,
        published_on,
        published_basis,
        published_evidence
    from found
    where char_start is not null
    order by place_no
"""
