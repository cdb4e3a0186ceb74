"""The cleaning step: raw text in, labelled blocks out."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from newstext.cleaning.article import LineModel
from newstext.cleaning.document import CleanDocument, number_blocks
from newstext.cleaning.forms import FormReader
from newstext.cleaning.html import Page, lines_in_content, read_page, without_item_marks
from newstext.cleaning.labelling import Known, Label, label_lines
from newstext.cleaning.lines import Line, split_lines
from newstext.cleaning.repetition import find_repeated
from newstext.cleaning.several import count_articles
from newstext.language import LanguageDetector, language_code
from newstext.records import Block, Declared, Tables
from newstext.view import View

MOST_LINES = 200_000
"""Lines of the longest text that is labelled line by line: about five seconds. News has some hundreds."""


class Cleaner:
    """Label the text of documents with one set of reference tables; remembers short lines, for speed only."""

    def __init__(self, tables: Tables) -> None:
        self._forms = FormReader(tables)
        self._model = LineModel(tables)
        self._languages = LanguageDetector(tables)

    def clean(self, raw: str, text_format: str, declared: Declared, repeated: Collection[int] = ()) -> CleanDocument:
        """Return one document's labelled blocks.

        Args:
            raw: The text as received, HTML source included.
            text_format: `html` for a page's source; any other of the contract's formats is plain text.
            declared: What the record says; what a page says about itself is added to it.
            repeated: The hashes of lines (`newstext.cleaning.repetition`) that stand in many articles.
        """
        page = read_page(raw, declared) if text_format == "html" else Page(View.of(raw), declared, None)
        if page.view.text.count("\n") > MOST_LINES:
            return self._document(page, *number_blocks(page.view, [_as_one(page.view.text)]), ())
        lines = split_lines(page.view.text)
        shown = without_item_marks(lines) if text_format == "html" else lines
        known = Known(
            declared=page.declared,
            repeated=find_repeated(shown, repeated, page.declared.title) if repeated else (),
            content=None if page.content is None else lines_in_content(lines, page.content),
        )
        labels = label_lines(lines, self._forms, self._model, known)
        blocks, between = number_blocks(page.view, self._blocks(shown, labels))
        return self._document(page, blocks, between, _names(labels))

    def _blocks(self, lines: Sequence[Line], labels: Sequence[Label]) -> list[Block]:
        """Return a block for each line, two where the first line of the body opens with a dateline."""
        blocks = [
            Block(0, label.kind, label.rule, line.start, line.end) for line, label in zip(lines, labels, strict=True)
        ]
        first = next((i for i, label in enumerate(labels) if label.kind == "body"), None)
        length = self._forms.datelines.find(lines[first].text) if first is not None else 0
        if first is None or not 0 < length < len(lines[first].text):
            return blocks
        line = lines[first]
        place_end = line.start + len(line.text[:length].rstrip())
        opening = Block(0, "dateline", "place and agency before the first sentence", line.start, place_end)
        return [*blocks[:first], opening, replace(blocks[first], start=line.start + length), *blocks[first + 1 :]]

    def _document(
        self, page: Page, blocks: Sequence[Block], between: Sequence[Block], names: tuple[str, ...]
    ) -> CleanDocument:
        view, declared = page.view, page.declared
        body = "\n\n".join(view.text[block.start : block.end] for block in blocks if block.kind == "body")
        several = count_articles([(block.kind, view.text[block.start : block.end]) for block in blocks]) > 1
        return CleanDocument(
            view=view,
            blocks=blocks,
            between=between,
            declared=declared,
            title=self._forms.bare_title(_text_of(view, blocks, "title")) or declared.title,
            subtitle=_text_of(view, blocks, "subtitle"),
            bylines=declared.authors or names,
            publisher=declared.publisher,
            url=declared.url,
            language=language_code(declared.language) or self._languages.detect(body or view.text),
            body=body,
            word_count=len(body.split()),
            warnings=("several_articles",) * several + ("no_body",) * (not body),
        )


def _as_one(text: str) -> Block:
    """Return a list of endless length as one block that says so."""
    start = len(text) - len(text.lstrip())
    return Block(0, "other", f"more than {MOST_LINES} lines", start, start + len(text.strip()))


def _names(labels: Sequence[Label]) -> tuple[str, ...]:
    """Return the names of the bylines over the article; failing those, of the first one anywhere."""
    first = next((i for i, label in enumerate(labels) if label.kind == "body"), len(labels))
    over = [name for label in labels[:first] for name in label.names]
    return tuple(dict.fromkeys(over)) or next((label.names for label in labels if label.names), ())


def _text_of(view: View, blocks: Sequence[Block], kind: str) -> str | None:
    return next((view.text[block.start : block.end] for block in blocks if block.kind == kind), None)
