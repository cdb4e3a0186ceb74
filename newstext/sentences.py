"""Where sentences begin and end."""

from collections.abc import Container, Iterator

import nupunkt

from newstext.records import Block, Passage, Sentence, Tables

STORY_KINDS = frozenset({"title", "subtitle", "byline", "dateline", "heading", "body", "caption"})
"""The block kinds that are read for facts."""


class SentenceSplitter:
    """Split text into sentences with nupunkt's Punkt model (Kiss and Strunk 2006), mended by a list of abbreviations.

    The model knows most abbreviations of general English; those that stand before a name or another title
    ("Lt. Gov. Kim") are in the reference table `abbreviations`.
    """

    def __init__(self, tables: Tables) -> None:
        self._never_last = frozenset(row["abbreviation"] for row in tables["abbreviations"])

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the sentences of one paragraph as (start, end), in order, without surrounding blanks."""
        found: list[tuple[int, int]] = []
        for start, end in nupunkt.sent_spans(text):
            piece = text[start:end]
            begin, stop = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
            if begin >= stop:
                continue
            if found and self._runs_on(text[slice(*found[-1])]):
                found[-1] = (found[-1][0], stop)
            else:
                found.append((begin, stop))
        return found

    def _runs_on(self, sentence: str) -> bool:
        return sentence.rsplit(None, 1)[-1].lstrip("(\"'“‘") in self._never_last

    def passages(self, text: str, blocks: list[Block], strays: Container[int] = ()) -> list[Passage]:
        """Return the blocks that are read for facts, each with its sentences numbered through the document.

        `strays` are the numbers of further blocks that are read.
        """
        read = [block for block in blocks if block.kind in STORY_KINDS or block.block_no in strays]
        return list(self._passages(text, read))

    def _passages(self, text: str, blocks: list[Block]) -> Iterator[Passage]:
        number = 0
        for block in blocks:
            words = text[block.start : block.end]
            spans = self.spans(words)
            sentences = tuple(
                Sentence(number + i, block.block_no, block.start + start, block.start + end)
                for i, (start, end) in enumerate(spans)
            )
            number += len(spans)
            yield Passage(block, words, sentences)
