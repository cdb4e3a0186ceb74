"""The cleaning step: raw text in, labelled blocks out."""

from collections.abc import Mapping, Sequence

from newstext.cleaning.article import LineModel
from newstext.cleaning.bylines import find_dateline
from newstext.cleaning.document import CleanDocument, number_blocks
from newstext.cleaning.labelling import Label, label_lines
from newstext.cleaning.lines import Line, split_lines
from newstext.cleaning.phrases import PhraseList
from newstext.language import detect_language
from newstext.records import Block, Declared, Tables
from newstext.view import View


class Cleaner:
    """Label the text of documents with one set of reference tables; holds no other state."""

    def __init__(self, tables: Tables) -> None:
        self._phrases = PhraseList(tables)
        self._model = LineModel(tables)

    def clean(
        self, raw: str, text_format: str, declared: Declared, line_counts: Mapping[int, int] | None = None
    ) -> CleanDocument:
        """Return one document's labelled blocks; `text_format` is the contract's `format` of its source."""
        view = View.of(raw)
        lines = split_lines(view.text)
        labels = label_lines(lines, self._phrases, self._model, {}, declared.title)
        blocks, between = number_blocks(view, _blocks(lines, labels))
        return _document(view, blocks, between, labels, declared)


def _blocks(lines: Sequence[Line], labels: Sequence[Label]) -> list[Block]:
    blocks: list[Block] = []
    seen_body = False
    for line, label in zip(lines, labels, strict=True):
        start = line.start
        if label.kind == "body" and not seen_body:
            seen_body = True
            if length := find_dateline(line.text):
                end = start + len(line.text[:length].rstrip())
                blocks.append(Block(0, "dateline", "place and agency before the first sentence", start, end))
                start += length
        if start < line.end:
            blocks.append(Block(0, label.kind, label.rule, start, line.end))
    return blocks


def _document(
    view: View, blocks: Sequence[Block], between: Sequence[Block], labels: Sequence[Label], declared: Declared
) -> CleanDocument:
    body = "\n\n".join(view.text[block.start : block.end] for block in blocks if block.kind == "body")
    names = tuple(dict.fromkeys(name for label in labels for name in label.names))
    return CleanDocument(
        view=view,
        blocks=blocks,
        between=between,
        title=_text_of(view, blocks, "title") or declared.title,
        subtitle=_text_of(view, blocks, "subtitle"),
        bylines=declared.authors or names,
        publisher=declared.publisher,
        url=declared.url,
        language=declared.language or detect_language(body or view.text),
        body=body,
        word_count=len(body.split()),
    )


def _text_of(view: View, blocks: Sequence[Block], kind: str) -> str | None:
    return next((view.text[block.start : block.end] for block in blocks if block.kind == kind), None)
