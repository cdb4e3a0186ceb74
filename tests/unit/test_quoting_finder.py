"""Who said what: kinds, speakers, cues and media, one case a reason. The people and sentences are invented."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newstext.parsing import parse_passages
from newstext.quoting import QuoteFinder
from newstext.records import Block, Entity, Mention, Naming
from newstext.sentences import SentenceSplitter

PEOPLE = {
    "person:ana-ruiz": ("person", "Ana Ruiz", "Ruiz"),
    "person:tom-okafor": ("person", "Tom Okafor", "Okafor"),
    "organization:ministry-of-health": ("organization", "the Ministry of Health", "the ministry"),
    "country:NOR": ("country", "Norway", "Oslo"),
}


def naming_of(text, pronouns=()):
    """Names of PEOPLE wherever they stand; `pronouns` are (word, entity id) pairs for every occurrence of the word."""
    naming = Naming({key: Entity(key, kind, name) for key, (kind, name, _) in PEOPLE.items()})
    words = [(form, key) for key, (_, *forms) in PEOPLE.items() for form in forms] + list(pronouns)
    for form, key in words:
        for match in re.finditer(rf"\b{form}\b", text):
            naming.mentions.append(Mention(key, "name", *match.span()))
    return naming


def passages_of(text, nlp, tables, kind="body"):
    blocks = [
        Block(number, kind, "test", match.start(), match.end())
        for number, match in enumerate(re.finditer(r"\S(?:.|\n(?!\n))*", text))
    ]
    return list(parse_passages(nlp, SentenceSplitter(tables).passages(text, blocks)))


@pytest.fixture(scope="module")
def find(nlp, tables):
    finder = QuoteFinder(tables)

    def quotes(text, pronouns=(), kind="body"):
        return finder.find(passages_of(text, nlp, tables, kind), naming_of(text, pronouns))

    return quotes


KINDS = [
    pytest.param("“We will rebuild,” Ruiz said.", [("direct", "We will rebuild,")], id="cue after"),
    pytest.param("Ruiz said, “We will rebuild.”", [("direct", "We will rebuild.")], id="cue before"),
    pytest.param("“We will rebuild,” said Ruiz.", [("direct", "We will rebuild,")], id="inverted cue"),
    pytest.param("Ruiz tweeted: “Sad day for Norway.”", [("direct", "Sad day for Norway.")], id="a post"),
    pytest.param(
        "Ruiz tweeted that “I had a good talk with Okafor.”",
        [("direct", "I had a good talk with Okafor.")],
        id="a whole clause after that",
    ),
    pytest.param(
        "“We will rebuild,” Ruiz said, “but not here.”",
        [("direct", "We will rebuild,"), ("direct", "but not here.")],
        id="broken by its cue",
    ),
    pytest.param(
        "Ruiz said the plan was “dead on arrival” in parliament.",
        [("indirect", "the plan was “dead on arrival” in parliament"), ("mixed", "dead on arrival")],
        id="a marked part of a reported clause",
    ),
    pytest.param(
        "Ruiz called Okafor a “coward” on Monday.",
        [("indirect", "Okafor a “coward”"), ("mixed", "coward")],
        id="a name given",
    ),
    pytest.param(
        "Ruiz said the bridge would not reopen before May.",
        [("indirect", "the bridge would not reopen before May")],
        id="a reported clause with its negation",
    ),
    pytest.param(
        "The bridge may reopen in May, Ruiz said on Monday.",
        [("indirect", "The bridge may reopen in May")],
        id="the clause before its cue",
    ),
    pytest.param(
        "According to the ministry, the outbreak is over.",
        [("indirect", "the outbreak is over")],
        id="according to",
    ),
    pytest.param("Ruiz vowed to fight the ruling.", [("indirect", "to fight the ruling")], id="a promise"),
    pytest.param(
        "Ruiz's claim that the vote was rigged was false.",
        [("indirect", "that the vote was rigged")],
        id="a noun of saying",
    ),
    pytest.param("Ruiz did not say whether she would run.", [], id="what was not said"),
    pytest.param("The town's so-called “smart meters” broke down in March.", [], id="scare marks without a speaker"),
    pytest.param("Okafor, author of “The Long Winter,” lives in Bergen.", [], id="the title of a work"),
    pytest.param("The workers' plan and the '90s boom ended in Oslo.", [], id="apostrophes"),
    pytest.param("“The Last Harbour”", [], id="a cross-heading in marks"),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_kinds_and_words(find, text, expected):
    assert [(quote.kind, quote.words) for quote in find(text)] == expected


RUIZ, OKAFOR = "person:ana-ruiz", "person:tom-okafor"
SPEAKERS = [
    pytest.param("“It is over,” Ana Ruiz, 41, a nurse from Bergen, told reporters.", RUIZ, "Ana Ruiz", id="apposition"),
    pytest.param("“It is over,” said Mayor Tom Okafor.", OKAFOR, "Mayor Tom Okafor", id="title before the name"),
    pytest.param("Okafor met Ruiz. “It is over,” she said.", RUIZ, "she", id="a pronoun that naming resolves"),
    pytest.param("Okafor met a nurse. “It is over,” he said.", None, "he", id="a pronoun nobody resolves"),
    pytest.param("“It is over,” a spokesman said.", None, "a spokesman", id="nobody named"),
    pytest.param("“It is over,” Ruiz and Okafor said.", None, "Ruiz and Okafor", id="two at once"),
    pytest.param(
        "“It is over,” the Ministry of Health said.",
        "organization:ministry-of-health",
        "the Ministry of Health",
        id="an institution",
    ),
    pytest.param("Okafor was blunt: “It is over.”", OKAFOR, "Okafor", id="a colon"),
    pytest.param("Okafor was in the hall. “It is over.”", OKAFOR, "Okafor", id="the sentence before"),
    pytest.param("The hall was cold. “It is over.”", None, None, id="a sentence before that names nobody"),
    pytest.param("“It is over.” — Ana Ruiz", RUIZ, "Ana Ruiz", id="signed"),
    pytest.param("“We say no,” she said, “and Okafor knows it.”", RUIZ, "she", id="no nearest name"),
]


@pytest.mark.parametrize(("text", "speaker_id", "speaker_text"), SPEAKERS)
def test_speakers(find, text, speaker_id, speaker_text):
    quote = find(text, pronouns=[("she", RUIZ)])[0]
    assert (quote.speaker_id, quote.speaker_text) == (speaker_id, speaker_text)
    if quote.speaker_text is not None:
        assert text[quote.speaker_start : quote.speaker_end] == quote.speaker_text


MEDIA = [
    pytest.param("“It is over,” Ruiz said in a written statement.", "statement", id="statement"),
    pytest.param(
        "“It is over,” Ruiz told reporters at a news conference.", "news conference", id="the nearer name wins"
    ),
    pytest.param("“It is over,” Ruiz wrote on Facebook.", "facebook", id="facebook"),
    pytest.param("Ruiz tweeted that it was over.", "twitter", id="the verb itself"),
    pytest.param("In a phone call, Ruiz said that it was over.", "phone call", id="phone call"),
    pytest.param("“The interview was a trap,” Ruiz said.", None, id="named in the words, not the cue"),
    pytest.param("Ruiz said the statement was forged.", None, id="named in the reported clause"),
]


@pytest.mark.parametrize(("text", "medium"), MEDIA)
def test_media(find, text, medium):
    assert find(text)[0].medium == medium


CUES = [
    pytest.param("Ruiz has indicated it may rain.", "has indicated", id="auxiliaries"),
    pytest.param("Ruiz pointed out that it may rain.", "pointed out", id="particle"),
    pytest.param("According to Ruiz, it may rain.", "According to", id="according to"),
    pytest.param("Ruiz does not believe it will rain.", "does not believe", id="a belief denied is a view"),
]


@pytest.mark.parametrize(("text", "cue"), CUES)
def test_cues_as_written(find, text, cue):
    assert find(text)[0].cue == cue


def test_pieces_of_one_quotation_point_to_the_first(find):
    quotes = find("“We won,” Ruiz said. “It was close.”\n\n“We thank you all.\n\n“Good night,” Okafor said.")
    assert [(q.words, q.part_of) for q in quotes] == [
        ("We won,", None),
        ("It was close.", 0),
        ("We thank you all.", None),
        ("Good night,", 2),
    ]
    assert [q.speaker_id for q in quotes] == [RUIZ, RUIZ, RUIZ, OKAFOR]


def test_marked_parts_point_to_their_clause(find):
    quotes = find("Ruiz said the plan was “dead” and the vote “a farce” for Norway.")
    assert [(q.kind, q.part_of) for q in quotes] == [("indirect", None), ("mixed", 0), ("mixed", 0)]


def test_second_reporting_verb_keeps_the_outer_speaker(find):
    quotes = find("Okafor said that Norway had paid its share but added that Ruiz wanted more.")
    assert {q.speaker_id for q in quotes if q.cue in ("said", "added")} == {OKAFOR}


def test_a_mark_never_closed_ends_before_the_cue(find):
    quotes = find("“We lost everything, Ruiz said. She left the hall.")
    assert (quotes[0].words, quotes[0].speaker_id) == ("We lost everything,", RUIZ)


def test_words_are_readable_where_lines_break(find):
    assert find("“We will\nrebuild,” Ruiz said.")[0].words == "We will rebuild,"


@pytest.mark.parametrize("kind", ["title", "heading", "caption"])
def test_only_body_blocks_are_read(find, kind):
    assert find("“We will rebuild,” Ruiz said.", kind=kind) == []


PIECES = st.sampled_from(
    ["Ruiz said", "“", "”", '"', "'", "‘", "’", "we won", ",", ".", "?", ":", " — ", "\n\n", " ", "that", "told Okafor"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=25))
def test_any_order_of_marks_gives_spans_inside_the_text(find, pieces):
    text = " ".join(pieces).strip()
    quotes = find(text)
    for number, quote in enumerate(quotes):
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.words == " ".join(text[quote.start : quote.end].split())
        assert quote.kind in ("direct", "mixed", "indirect")
        assert quote.part_of is None or (quote.part_of != number and quotes[quote.part_of].part_of is None)
    assert len({(q.start, q.end, q.kind) for q in quotes}) == len(quotes)
    assert find(text) == quotes


INHERITED = [
    (
        "a body speaks on",
        "On Monday the ministry said that ships wait. “It is late,” it added.",
        "organization:ministry-of-health",
    ),
    (
        "inside its own statement",
        "On Monday the ministry said it expected to close.",
        "organization:ministry-of-health",
    ),
    ("after a person", "On Monday the ministry said that ships wait. Ruiz agreed. “It is late,” it added.", None),
    (
        "the end of a long quotation",
        "“It is late,” Ruiz said. “It is cold.\n\n“It is dark,” she added.",
        "person:ana-ruiz",
    ),
]


@pytest.mark.parametrize(("text", "speaker_id"), [case[1:] for case in INHERITED], ids=[case[0] for case in INHERITED])
def test_a_pronoun_means_who_spoke_before(find, text, speaker_id):
    assert find(text)[-1].speaker_id == speaker_id


NO_STATEMENTS = [
    ("whoever is asked does not ask", "Asked if it would last, Ruiz replied: “It will.”", (None, "person:ana-ruiz")),
    ("who settles claims does not make them", "Ruiz paid a sum to settle claims that the ship had sunk.", ()),
    ("a credit after a quotation", "“It is late.” (Reporting by Ana Ruiz; Editing by Tom Okafor)", (None,)),
    ("a reporter's credit", "Norway will wait. (Reporting by Ana Ruiz; Editing by Tom Okafor)", ()),
]


@pytest.mark.parametrize(("text", "speakers"), [case[1:] for case in NO_STATEMENTS], ids=[c[0] for c in NO_STATEMENTS])
def test_who_makes_no_statement(find, text, speakers):
    assert tuple(quote.speaker_id for quote in find(text)) == speakers
