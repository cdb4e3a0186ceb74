"""One kind and one rule for every line, from its form, its weight as part of the article, and its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newstext.cleaning.article import LEAST_INSIDE, LineModel, find_article
from newstext.cleaning.forms import Form, read_forms
from newstext.cleaning.headline import find_headline
from newstext.cleaning.lines import Line
from newstext.cleaning.phrases import PhraseList

DOUBTFUL = 1.0
"""Less weight than this for being part of the article, and an uncertain form decides."""

LONGEST_HEADING = 14
"""Words of the longest heading inside a body."""

PARAGRAPH = 12
"""Words of the shortest paragraph that a heading stands over."""

SHORT_LIST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Label:
    kind: str
    rule: str
    names: tuple[str, ...] = ()


def label_lines(
    lines: Sequence[Line], phrases: PhraseList, model: LineModel, seen: Mapping[int, int], title: str | None
) -> list[Label]:
    """Return a label for each line.

    `seen` gives, by line index, under how many articles a line stands that is known as boilerplate; `title` is the
    declared title, if any.
    """
    forms = read_forms(lines, phrases)
    for i, count in seen.items():
        forms[i] = Form("promo", f"stands under {count} articles")
    kinds = [form.kind if form else None for form in forms]
    odds = model.weigh(lines, kinds)
    start, end = find_article(lines, kinds, odds)
    labels: list[Label | None] = [_settled(i, lines, forms, odds, end) for i in range(len(lines))]
    head = find_headline(lines, labels, start, title)
    for i, kind in head.items():
        labels[i] = Label(kind, "names the article" if kind == "title" else "stands under the title")
    start = max(start, 1 + max(head, default=-1))
    for i in range(start, end):
        if labels[i] is None and odds[i] > LEAST_INSIDE:
            labels[i] = Label("body", f"part of the article: {odds[i]:+.1f}")
    if not any(label and label.kind == "body" for label in labels):
        _read_what_there_is(lines, labels)
    _mark_headings(lines, labels)
    return [label or _leftover(line, odds[i]) for i, (line, label) in enumerate(zip(lines, labels, strict=True))]


def _settled(i: int, lines: Sequence[Line], forms: Sequence[Form | None], odds: Sequence[float], end: int) -> Label | None:
    """Return the label a form settles; an uncertain one does where the line weighs little or its neighbours agree."""
    form = forms[i]
    if form is None:
        return None
    beside = [forms[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    agreed = any(other and other.kind == form.kind for other in beside) or i >= end - 1
    if form.is_certain or agreed or odds[i] < DOUBTFUL:
        return Label("other" if form.kind == "comments" else form.kind, form.rule, form.names)
    return None


def _read_what_there_is(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """In a text that holds no article, sentences are the body; failing them, its longest line."""
    free = [i for i, label in enumerate(labels) if label is None or label.kind in ("title", "subtitle")]
    sentences = [i for i in free if lines[i].ends_sentence]
    longest = max(free, key=lambda i: (lines[i].word_count, -i), default=None)
    for i in sentences or ([longest] if longest is not None and lines[longest].word_count > SHORT_LIST_WORDS else []):
        labels[i] = Label("body", "the text of a short document")


def _mark_headings(lines: Sequence[Line], labels: list[Label | None]) -> None:
    for i, line in enumerate(lines[:-1]):
        label, following = labels[i], labels[i + 1]
        if not label or label.kind != "body" or not following or following.kind != "body":
            continue
        short = line.word_count <= LONGEST_HEADING and not line.has_bullet
        open_end = line.text[-1].isalnum() or line.text[-1] in "?’”\"')"
        if short and open_end and not (line.ends_sentence and line.text[-1] != "?") and lines[i + 1].word_count >= PARAGRAPH:
            if not line.text[0].islower() and not (line.text[-1] == "?" and line.text[0] in "“\"‘'"):
                labels[i] = Label("heading", "short line over a paragraph")


def _leftover(line: Line, odds: float) -> Label:
    if line.has_bullet or line.word_count <= SHORT_LIST_WORDS:
        return Label("navigation", "list item or a few words outside the article")
    if line.ends_sentence:
        return Label("other", f"sentence outside the article: {odds:+.1f}")
    return Label("promo" if line.word_count > SHORT_LIST_WORDS else "other", f"line outside the article: {odds:+.1f}")
