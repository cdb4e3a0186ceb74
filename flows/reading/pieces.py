"""Pieces: the single articles of a text file that holds several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.reading.names import path_of_uri
from flows.reading.records import SourceRecord
from newstext.splitting import ArticleSplitter


def tell_apart(record: SourceRecord, splitter: ArticleSplitter) -> Iterator[SourceRecord]:
    """Give a plain text file's record, or one for each article it is sure to hold, numbered as a container's are.

    Together the pieces are the whole text: what stands before the first article is number 0. Records of containers
    are what their source took for one document, and stay whole.
    """
    is_file = record.format == "txt" and path_of_uri(record.source_uri)[1] is None
    pieces = splitter.split(record.text) if is_file and record.text else ()
    if not pieces:
        yield record
        return
    for piece in pieces:
        text = (record.text or "")[piece.start : piece.end]
        uri, size = f"{record.source_uri}#{piece.number}", len(text.encode("utf-8", "surrogatepass"))
        yield replace(record, source_uri=uri, byte_size=size, text=text, declared=piece.declared)
