"""What cleaning gives: the labelled blocks of one document and what they say about it as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import category

from newstext.records import Block, Declared
from newstext.view import View

PRINTS_NOTHING = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Unicode's categories of controls, of format characters such as a zero-width space, and of blanks."""


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A document's view, its labelled blocks in text order, and its title, names and body.

    `blocks` hold view offsets. `between` holds, by raw offsets, what the view does not show: markup and characters
    that cannot be seen. All are numbered together in raw order. `warnings` are reason codes.
    """

    view: View
    blocks: Sequence[Block]
    between: Sequence[Block] = ()
    declared: Declared = field(default_factory=Declared)
    title: str | None = None
    subtitle: str | None = None
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    body: str = ""
    word_count: int = 0
    warnings: tuple[str, ...] = ()

    def text_of(self, block: Block) -> str:
        return self.view.text[block.start : block.end]

    def raw_blocks(self) -> list[Block]:
        """Return all blocks by raw offsets, in raw order; every non-blank raw character is in exactly one."""
        shown = [
            Block(block.block_no, block.kind, block.rule, *self.view.raw_span(block.start, block.end))
            for block in self.blocks
        ]
        return sorted([*shown, *self.between], key=lambda block: block.start)


def number_blocks(view: View, blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return blocks numbered in raw order and, by raw offsets, those that fill what lies between them."""
    spans = [(view.raw_span(block.start, block.end), block) for block in blocks]
    numbered: list[Block] = []
    between: list[Block] = []
    done = 0
    for (start, end), block in spans:
        if done < start and not view.raw[done:start].isspace():
            between += _filler(view.raw, done, start, len(numbered) + len(between))
        number = len(numbered) + len(between)
        numbered.append(Block(number, block.kind, block.rule, block.start, block.end))
        done = end
    between += _filler(view.raw, done, len(view.raw), len(numbered) + len(between))
    return numbered, between


def _filler(raw: str, start: int, end: int, number: int) -> Iterator[Block]:
    """Yield the block of what stands between two; characters that print nothing need none."""
    words = raw[start:end]
    if (stripped := words.strip()) and (stripped[0] == "<" or any(map(_prints, stripped))):
        begin = start + len(words) - len(words.lstrip())
        rule = "markup" if "<" in stripped or ">" in stripped else "invisible"
        yield Block(number, "other", rule, begin, begin + len(stripped))


def _prints(character: str) -> bool:
    return not character.isspace() and category(character) not in PRINTS_NOTHING
