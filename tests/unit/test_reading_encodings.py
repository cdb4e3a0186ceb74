"""Decoding: the text as its writer saw it, and the name of what it was written in."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.encodings import as_utf8, decode
from flows.reading.records import RejectedInputError

ENGLISH = (
    "“We have won,” she said – a naïve claim, the owner of the café thought.\r\n"
    "It had cost him – so far – “no more than” €5 a day. " * 3
)
GERMAN = "Die Bürger wählten am Sonntag. Größere Überraschungen blieben für die Kandidatin aus. " * 5
RUSSIAN = "Президент заявил в понедельник, что переговоры будут продолжены на следующей неделе. " * 5
KOREAN = "한국과 미국은 오는 월요일 서울에서 회담을 열기로 했다고 외교부가 밝혔다. " * 5


@pytest.mark.parametrize(
    ("text", "codec", "expected"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        (ENGLISH, "utf-16", "utf-16-le"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (ENGLISH, "utf-32", "utf-32-le"),
        (ENGLISH, "utf-32-be", "utf-32-be"),
        (ENGLISH, "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (KOREAN, "cp949", "cp949"),
        (KOREAN, "utf-8", "utf-8"),
    ],
)
def test_encodings_are_found_without_being_declared(text, codec, expected):
    assert decode(text.encode(codec)) == (text, expected)


def test_a_latin_text_in_one_byte_reads_right_whatever_it_is_called():
    assert decode(GERMAN.encode("latin-1"))[0] == GERMAN


@pytest.mark.parametrize(
    ("label", "codec", "text", "expected"),
    [
        ("iso-8859-1", "cp1252", ENGLISH, "cp1252"),
        ("euc-kr", "cp949", KOREAN, "cp949"),
        ("windows-1251", "cp1251", RUSSIAN, "cp1251"),
        ("gb2312", "gb18030", "外交部发言人星期一说。", "gb18030"),
        ("rot13", "cp1252", ENGLISH, "cp1252"),
        ("unicode_escape", "cp1252", ENGLISH, "cp1252"),
        ("no-such-thing", "cp1252", ENGLISH, "cp1252"),
    ],
)
def test_a_declared_charset_is_taken_as_browsers_take_it(label, codec, text, expected):
    page = f'<html><head><meta charset="{label}"></head><body>{text}</body></html>'
    assert decode(page.encode(codec), is_html=True) == (page, expected)
    assert decode(text.encode(codec), hint=label) == (text, expected)


def test_utf8_wins_over_a_wrong_declaration():
    assert decode(ENGLISH.encode(), hint="iso-8859-1") == (ENGLISH, "utf-8")


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("“Yes” – ".encode() + "“no”".encode("cp1252"), "“Yes” – “no”", "utf-8+cp1252"),
        (b"\xef\xbb\xbfcaf\xe9", "café", "utf-8+cp1252"),
        (
            b"all of this is plain English text, and here is one odd byte: \x81",
            "all of this is plain English text, and here is one odd byte: \ufffd",
            "cp1252+replaced",
        ),
        (b"a stray \0 in a long enough line of words that is otherwise text", None, "utf-8"),
        (b"\xff\xfea\0b\0\x00\xd8", "ab\ufffd", "utf-16-le+replaced"),
    ],
)
def test_mixed_and_damaged_text_is_kept_and_told(data, text, encoding):
    assert decode(data) == (text if text is not None else data.decode(), encoding)


@given(st.binary(max_size=300), st.sampled_from([None, "utf-16", "shift_jis", "iso-2022-jp", "big5"]), st.booleans())
def test_any_bytes_give_text_without_surrogates_or_are_binary(data, hint, is_html):
    reason = "none"
    try:
        text, encoding = decode(data, hint, is_html=is_html)
    except RejectedInputError as error:
        text, encoding, reason = "", "", str(error)
    text.encode()
    assert encoding or reason.startswith("binary")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_text_comes_back_unaltered(text):
    assert decode(("x" + text).encode()) == ("x" + text, "utf-8")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_streams_of_lines_are_read_in_any_encoding(codec):
    lines = "".join(json.dumps({"text": ENGLISH, "n": n}, ensure_ascii=False) + "\n" for n in range(900))
    stream, _ = as_utf8(io.BufferedReader(io.BytesIO(lines.encode(codec))))
    assert stream.read().decode() == lines
