"""One kind and one rule for every line, from its form, its weight as part of the article, and its place."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from newstext.cleaning.article import LEAST_INSIDE, LineModel, find_article
from newstext.cleaning.forms import Form, FormReader
from newstext.cleaning.headline import find_headline
from newstext.cleaning.lines import Line
from newstext.records import Declared

DOUBTFUL = 1.0
"""Less weight than this for being part of the article, and an uncertain form decides."""

LONGEST_HEADING = 14
"""Words of the longest heading inside a body."""

PARAGRAPH = 12
"""Words of the shortest paragraph that a heading stands over."""

NEAR_TITLE = 3
"""Lines under the title among which its writer's name stands."""

LEAST_LISTED, SHORTEST_LINK, LONGEST_LINK = 2, 3, 18
"""Headlines in a row that make a list of links (one may be a heading of the article), and their words."""

LEAST_QUESTIONS = 3
"""Lines that open with "Q:" in a text that is an interview."""

LONGEST_LIST_HEAD = 6

_QUESTION_OR_ANSWER = re.compile(r"[QA](?:[:.]|uestion:|nswer:) ")

SHORT_LIST_WORDS = 4

FEW_LINES = 3
"""In so few lines even a few words are the text."""

CLEAN_SHARE = 0.8
"""A text with this share of its words in the article has no page around it."""


@dataclass(slots=True)
class Label:
    kind: str
    rule: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document's lines beside their text.

    `declared` is what its source says of it; `repeated` are the places of lines that stand in many articles;
    `content` tells for each line whether an extractor that saw the markup took it for main content, None where
    there was no markup.
    """

    declared: Declared = field(default_factory=Declared)
    repeated: Sequence[int] = ()
    content: Sequence[bool] | None = None


def label_lines(lines: Sequence[Line], reader: FormReader, model: LineModel, known: Known) -> list[Label]:
    """Return a label for each line."""
    forms = reader.read(lines)
    for i in known.repeated:
        if not ((form := forms[i]) and form.is_certain):
            forms[i] = Form("promo", "repeated: in many articles")
    kinds = [form.kind if form else None for form in forms]
    odds, inside, (start, end) = _weigh(lines, kinds, forms, model, known.content)
    labels: list[Label | None] = [_settled(i, lines, forms, odds, end) for i in range(len(lines))]
    head = find_headline(lines, labels, start, known.declared)
    for i, kind in head.items():
        labels[i] = Label(kind, "names the article" if kind == "title" else "stands under the title")
    _sign(lines, labels, head, reader)
    start = max(start, 1 + max(head, default=-1))
    for i in range(start, end):
        if labels[i] is None and inside[i]:
            labels[i] = Label(
                "body", f"part of the article: {odds[i]:+.1f}" if known.content is None else "main content"
            )
    if known.content is None:
        _drop_listed(lines, labels)
    _keep_sentences(lines, labels)
    _keep_interview(lines, labels)
    _drop_heads_of_lists(lines, labels)
    if not any(label and label.kind == "body" for label in labels):
        _read_what_there_is(lines, labels)
    _mark_headings(lines, labels)
    return [label or _leftover(line) for line, label in zip(lines, labels, strict=True)]


def _sign(lines: Sequence[Line], labels: list[Label | None], head: Collection[int], reader: FormReader) -> None:
    """A name that stands beside a date or a byline under the title says who wrote the article."""
    last = max(head, default=None)
    for i in range(last + 1, min(len(lines), last + 1 + NEAR_TITLE)) if last is not None else ():
        beside = [labels[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        is_beside = any(label and label.kind == "byline" for label in beside)
        if labels[i] is None and is_beside and (name := reader.bylines.read_name(lines[i].text)):
            labels[i] = Label("byline", "a name beside the date", (name,))


def _drop_listed(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """Headlines under the words that stand over links to other stories ("Related stories") are no part of this one."""
    for i, label in enumerate(labels):
        if not label or label.kind != "promo" or not label.rule.startswith("whole:"):
            continue
        end = i + 1
        while end < len(lines) and _may_be_listed(lines[end], labels[end]):
            end += 1
        if end - i > LEAST_LISTED:
            labels[i + 1 : end] = [Label("promo", "listed under links to other stories")] * (end - i - 1)


def _may_be_listed(line: Line, label: Label | None) -> bool:
    is_open = label is None or label.kind == "body"
    return is_open and not line.ends_sentence and SHORTEST_LINK <= line.word_count <= LONGEST_LINK


def _weigh(
    lines: Sequence[Line],
    kinds: Sequence[str | None],
    forms: Sequence[Form | None],
    model: LineModel,
    content: Sequence[bool] | None,
) -> tuple[list[float], list[bool], tuple[int, int]]:
    """Return the lines' log odds, which are inside the article, and its extent.

    Where an extractor saw the markup, its judgement stands, and only lines of uncertain form are weighed.
    """
    if content is not None:
        uncertain = {i for i, form in enumerate(forms) if form and not form.is_certain}
        return model.weigh_some(lines, kinds, uncertain), list(content), _extent(content)
    odds = model.weigh(lines, kinds)
    start, end = find_article(lines, kinds, odds)
    return odds, [start <= i < end and odds[i] > LEAST_INSIDE for i in range(len(lines))], (start, end)


def _extent(inside: Sequence[bool]) -> tuple[int, int]:
    places = [i for i, is_inside in enumerate(inside) if is_inside]
    return (places[0], places[-1] + 1) if places else (0, 0)


def _settled(
    i: int, lines: Sequence[Line], forms: Sequence[Form | None], odds: Sequence[float], end: int
) -> Label | None:
    """Return the label a form settles; an uncertain one does where the line weighs little or its neighbours agree."""
    form = forms[i]
    if form is None:
        return None
    beside = [forms[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    agreed = any(other and other.kind == form.kind for other in beside) or i >= end - 1
    if form.is_certain or agreed or odds[i] < DOUBTFUL:
        return Label("other" if form.kind == "comments" else form.kind, form.rule, form.names)
    return None


def _keep_sentences(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """In a text that is nearly all article, or leaves no line open but sentences, every sentence is part of it."""
    body = sum(line.word_count for line, label in zip(lines, labels, strict=True) if label and label.kind == "body")
    has_page = any(_is_of_page(line, label) for line, label in zip(lines, labels, strict=True))
    if not body or (has_page and body < CLEAN_SHARE * sum(line.word_count for line in lines)):
        return
    for i, line in enumerate(lines):
        if labels[i] is None and line.ends_sentence:
            labels[i] = Label("body", "sentence of a text that is all article")
        elif labels[i] is None and i and _goes_on(lines[i - 1], labels[i - 1], line):
            labels[i] = Label("body", "goes on from the line before")


def _goes_on(before: Line, label: Label | None, line: Line) -> bool:
    """Tell whether a line is the rest of a sentence of the body that a hard line break has cut."""
    is_cut = before.word_count >= PARAGRAPH // 2 and not before.ends_sentence and not line.after_gap
    return is_cut and label is not None and label.kind == "body"


def _keep_interview(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """In an interview set as questions and answers, short ones are part of it too."""
    spoken = [i for i, line in enumerate(lines) if _QUESTION_OR_ANSWER.match(line.text)]
    if sum(lines[i].text[0] == "Q" for i in spoken) >= LEAST_QUESTIONS:
        for i in spoken:
            labels[i] = labels[i] or Label("body", "question or answer of an interview")


def _drop_heads_of_lists(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """A line such as "More on the storm:" over links to other stories is one of them."""
    for i, line in enumerate(lines[:-1]):
        label, following = labels[i], labels[i + 1]
        is_head = line.text[-1] == ":" and line.word_count <= LONGEST_LIST_HEAD
        if is_head and label and label.kind == "body" and following and following.kind in ("promo", "navigation"):
            labels[i] = Label("promo", "stands over links to other stories")


def _is_of_page(line: Line, label: Label | None) -> bool:
    return not line.ends_sentence if label is None else label.kind in ("other", "navigation")


def _read_what_there_is(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """In a text that holds no article, sentences are the body; failing them, its longest line.

    A headline over a byline stays one: such a page has no body.
    """
    if len(lines) == 1:
        labels[0] = Label("body", "the only line")
    free = [i for i, label in enumerate(labels) if label is None or label.kind in ("title", "subtitle")]
    sentences = [i for i in free if lines[i].ends_sentence]
    longest = max(free, key=lambda i: (lines[i].word_count, -i), default=None)
    is_signed = any(label is not None and label.kind == "byline" for label in labels)
    enough = (
        longest is not None
        and not is_signed
        and (lines[longest].word_count > SHORT_LIST_WORDS or len(lines) <= FEW_LINES)
    )
    for i in sentences or ([longest] if enough and longest is not None else []):
        labels[i] = Label("body", "the text of a short document")


def _mark_headings(lines: Sequence[Line], labels: list[Label | None]) -> None:
    for i, following in enumerate(labels[1:]):
        label = labels[i]
        inside = label and label.kind == "body" and following and following.kind == "body"
        if inside and _may_head(lines[i]) and lines[i + 1].word_count >= PARAGRAPH:
            labels[i] = Label("heading", "short line over a paragraph")


def _may_head(line: Line) -> bool:
    """Tell whether a line has the shape of a heading: short, no sentence, no quotation, a question at most."""
    first, last = line.text[0], line.text[-1]
    if line.word_count > LONGEST_HEADING or line.has_bullet or first.islower() or _QUESTION_OR_ANSWER.match(line.text):
        return False
    if last == "?":
        return first not in "“\"‘'"
    return not line.ends_sentence and (last.isalnum() or last in "’”\"')")


def _leftover(line: Line) -> Label:
    if line.has_bullet or line.word_count <= SHORT_LIST_WORDS:
        return Label("navigation", "list item or a few words outside the article")
    if line.ends_sentence:
        return Label("other", "sentence outside the article")
    return Label("promo", "line outside the article")
