"""Which cue and speaker belong to words between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quoting.cues import SPOKEN_KINDS
from newstext.quoting.directness import cue_before, frame_start, starts_sentence
from newstext.quoting.marks import Marked
from newstext.quoting.reading import MAX_CUE_DISTANCE, Reading
from newstext.quoting.speakers import owner_of, subject_of

if TYPE_CHECKING:
    from newstext.parsing.tree import Token

MAX_NAME_WORDS = 5
"""Words of a speaker before the cue in a sentence that only frames the quotation before it."""
AFTER_DASH = re.compile(r"\s*[―—–]\s*|\s*--?\s*")
"""What parts a quotation from the name set under it: "…" — Kim."""
CONTENT_LINKS = frozenset({"ccomp", "dobj", "xcomp", "oprd", "attr", "prep", "parataxis", "dep", "acomp", "dative"})
"""The links by which what is said hangs from the verb of saying."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a marked piece and by which cue; `place` tells how it was found."""

    cue: Token | None
    speaker: Token | None
    place: str


def attribute(reading: Reading, piece: Marked, *, direct: bool) -> Attribution | None:
    """Return the cue and speaker of a marked piece from its own sentence; None where the sentence has none."""
    ways = (_after, _before, _above) if direct else (_reported, _above, _before_directly, _noun_before, _beside)
    before = reading.text[: piece.outer_start].rstrip()
    if direct and (before.endswith(":") or not starts_sentence(reading, piece)):
        ways = (_before, _after, _above)
    return next((found for way in ways if (found := way(reading, piece)) is not None), None)


def _after(reading: Reading, piece: Marked) -> Attribution | None:
    """Find the cue after a quotation: "…," said X; "…," X, a senator, told reporters."""
    stop = _after_stop(reading, piece)
    found = reading.cue_between(piece.outer_end, stop)
    if found is None:
        return _source_after(reading, piece, stop) or _signed(reading, piece)
    cue = found[0]
    between = sum(1 for _ in reading.tokens(piece.outer_end, cue.idx)) if cue.idx > piece.outer_end else 0
    if between > MAX_CUE_DISTANCE:
        return None
    return Attribution(cue, _subject_near(reading, cue, piece.outer_end, stop), "after")


def _subject_near(reading: Reading, cue: Token, start: int, stop: int) -> Token | None:
    """Return the speaker of a cue after a quotation; a subject inside marks or before them is a parser's error."""
    subject = subject_of(cue, reading.lexicon)
    if subject is not None and start <= subject.idx < stop:
        return subject
    beside = _neighbour(reading, cue, start, stop)
    if beside is not None or subject is None or reading.is_marked(subject.idx):
        return beside
    return subject


def _after_stop(reading: Reading, piece: Marked) -> int:
    """Return where the reporter's words after a quotation end: the sentence, or the next quotation."""
    rest = reading.text[piece.outer_end :]
    lead = len(rest) - len(rest.lstrip(" ,.\"”’'"))
    ended = reading.text[piece.end - 1] in ".!?…" and not rest.startswith(",")
    if ended and not rest[lead : lead + 1].islower() and not _is_short_frame(reading, piece.outer_end + lead):
        return piece.outer_end
    stop = reading.sentence_at(min(piece.outer_end + lead, len(reading.text) - 1))[1]
    upcoming = [other.outer_start for other in reading.marked if other.outer_start >= piece.outer_end]
    return min([stop, *upcoming])


def _is_short_frame(reading: Reading, place: int) -> bool:
    """Tell whether the sentence after "…?" only frames it: "Kim asked on Monday" reports nothing else."""
    start, end = place, reading.sentence_at(min(place, len(reading.text) - 1))[1]
    found = reading.cue_between(start, end)
    if found is None or len(reading.text[start : found[0].idx].split()) > MAX_NAME_WORDS:
        return False
    cue = found[0]
    goes_on = any(piece.outer_start - cue.idx - len(cue) in range(4) for piece in reading.marked)
    reports_more = any(r.cue.i == cue.i and r.contents[0][0] > cue.idx for r in reading.reports if r.contents)
    return not goes_on and not reports_more


def _signed(reading: Reading, piece: Marked) -> Attribution | None:
    """Find the name set under a quotation: "…" — Kim."""
    dash = AFTER_DASH.match(reading.text, piece.outer_end)
    if dash is None:
        return None
    first = next((t for t in reading.tokens(dash.end(), dash.end() + 1)), None)
    if first is None or first.pos_ != "PROPN":
        return None
    while first.dep_ in ("compound", "amod", "nmod") and first.head.i > first.i:
        first = first.head
    return Attribution(None, first, "signed")


def _source_after(reading: Reading, piece: Marked, stop: int) -> Attribution | None:
    for report in reading.reports:
        if report.frame == "according" and piece.outer_end <= report.cue.idx < stop:
            return Attribution(report.cue, report.speaker, "after")
    return None


def _before(reading: Reading, piece: Marked) -> Attribution | None:
    """Find the cue before a quotation: X said, "…"; X was blunt: "…"; according to X, "…"."""
    cue = cue_before(reading, piece)
    if cue is not None:
        return Attribution(cue, subject_of(cue, reading.lexicon), "before")
    start = frame_start(reading, piece)
    for report in reading.reports:
        if report.frame == "according" and start <= report.cue.idx < piece.outer_start:
            return Attribution(report.cue, report.speaker, "before")
    if reading.text[: piece.outer_start].rstrip().endswith(":"):
        return _before_colon(reading, start, piece)
    return _noun_before(reading, piece)


def _noun_before(reading: Reading, piece: Marked) -> Attribution | None:
    """Find the noun that the marked words are: chants of "…", his remark "…"."""
    start = frame_start(reading, piece)
    if start >= piece.outer_start:
        return _noun_after(reading, piece)
    lead = [t for t in reading.tokens(start, piece.outer_start) if t.idx < piece.outer_start and t.is_alpha][-2:]
    for token in reversed(lead):
        noun = reading.lexicon.noun(token)
        if noun is not None and noun.kind in SPOKEN_KINDS and not reading.is_marked(token.idx):
            return Attribution(token, owner_of(token) or subject_of(token.head, reading.lexicon), "noun")
        if token.lower_ not in ("of", "that"):
            break
    return _noun_after(reading, piece)


def _noun_after(reading: Reading, piece: Marked) -> Attribution | None:
    """Find the noun that marked words describe: his "no new taxes" promise."""
    noun = next((t for t in reading.tokens(piece.outer_end, len(reading.text)) if t.is_alpha), None)
    if noun is None or reading.text[piece.outer_end : noun.idx].strip():
        return None
    cue = reading.lexicon.noun(noun)
    owner = owner_of(noun)
    if cue is None or owner is None or cue.kind not in SPOKEN_KINDS or owner.idx > piece.start:
        return None
    return Attribution(noun, owner, "noun")


def _before_directly(reading: Reading, piece: Marked) -> Attribution | None:
    """Find a cue that stands next to the marks: he called it "…", saying "…"."""
    cue = cue_before(reading, piece)
    if cue is None or reading.words_outside(cue.idx + len(cue), piece.outer_start) > 2:
        return None
    return Attribution(cue, subject_of(cue, reading.lexicon), "before")


def _before_colon(reading: Reading, start: int, piece: Marked) -> Attribution | None:
    """Take the subject of the sentence that a colon ends, or the name alone before it."""
    tokens = [t for t in reading.tokens(start, piece.outer_start) if t.idx < piece.outer_start]
    names = [t for t in tokens[-3:] if t.ent_type_ == "PERSON" and tokens[-1].i - t.i <= 2]
    if names:
        return Attribution(None, names[-1], "colon")
    subjects = [t for t in tokens if t.dep_ == "nsubj"]
    subject = next((t for t in subjects if t.head.dep_ == "ROOT"), next(iter(subjects), None))
    if subject is None:
        subject = next((t for t in tokens if t.dep_ == "ROOT" and t.pos_ in ("PROPN", "NOUN")), None)
    return None if subject is None else Attribution(None, subject, "colon")


def _reported(reading: Reading, piece: Marked) -> Attribution | None:
    """Take the cue of the shortest reported clause that holds the piece."""
    holding = [
        (end - start, report.cue.i, report)
        for report in reading.reports
        for start, end in report.contents
        if start <= piece.start and piece.end <= end + 1
    ]
    if not holding:
        return None
    report = min(holding, key=lambda item: item[:2])[2]
    return Attribution(report.cue, report.speaker, "reported")


def _above(reading: Reading, piece: Marked) -> Attribution | None:
    """Climb from the piece to the nearest cue verb whose content it is."""
    token = _root_of(reading, piece)
    while token is not None and token.head.i != token.i:
        if token.dep_ == "conj":
            token = token.head
            continue
        head = token.head
        cue = None if reading.is_marked(head.idx) else reading.lexicon.verb(head)
        if cue is not None and _is_content(token, head):
            return Attribution(head, subject_of(head, reading.lexicon), "above")
        if token.dep_ in ("nsubj", "nsubjpass", "csubj"):
            return None
        token = head
    return None


def _beside(reading: Reading, piece: Marked) -> Attribution | None:
    """Take the cue that opens the sentence where the piece lies in a clause set beside the reported one.

    "The bank said it was striving but results would be “lower”": the parser hangs the second clause on "said".
    """
    token = _root_of(reading, piece)
    while token is not None and token.head.i != token.i and not (token.dep_ == "conj" and token.head.dep_ == "ROOT"):
        token = token.head
    if token is None or token.head.i == token.i or token.head.idx > piece.start or reading.is_marked(token.head.idx):
        return None
    cue = reading.lexicon.verb(token.head)
    has_modal = any(child.dep_ == "aux" and child.tag_ == "MD" for child in token.lefts)
    if cue is None or cue.kind not in SPOKEN_KINDS or not has_modal:
        return None
    return Attribution(token.head, subject_of(token.head, reading.lexicon), "beside")


def _is_content(token: Token, cue: Token) -> bool:
    return token.dep_ in CONTENT_LINKS and (token.i > cue.i or token.dep_ in ("ccomp", "dobj"))


def _root_of(reading: Reading, piece: Marked) -> Token | None:
    """Return the highest token between the marks."""
    tokens = [t for t in reading.tokens(piece.start, piece.end) if piece.start <= t.idx < piece.end]
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)


def _neighbour(reading: Reading, cue: Token, start: int, stop: int) -> Token | None:
    """Return the noun beside a cue whose subject the parse does not show: the one before it, else the one after."""
    nouns = [t for t in reading.tokens(start, stop) if t.pos_ in ("PROPN", "PRON", "NOUN") and start <= t.idx < stop]
    before = [t for t in nouns if t.i < cue.i]
    after = [t for t in nouns if cue.i < t.i <= cue.i + MAX_NAME_WORDS]
    first = next(iter(before or after), None)
    while first is not None and first.dep_ in ("compound", "amod", "nmod", "poss") and first.head.i != cue.i:
        first = first.head
    return first
