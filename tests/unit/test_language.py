"""Languages: what a text is in, and what a declared language means."""

import pytest

from newstext.language import LanguageDetector, language_code


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("en_GB", "en"),
        ("EN", "en"),
        ("eng", "en"),
        ("English", "en"),
        ("ger", "de"),
        ("deu", "de"),
        ("kor", "ko"),
        ("zz-top", None),
        ("und", None),
        ("", None),
        (None, None),
    ],
)
def test_a_declared_language_becomes_its_code(declared, code):
    assert language_code(declared) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Friday that the talks would go on.", "en"),
        ("Der Minister sagte am Freitag, die Gespräche würden fortgesetzt, sobald beide Seiten bereit seien.", "de"),
        ("장관은 금요일에 양측이 준비되는 대로 회담을 계속할 것이라고 밝혔다.", "ko"),
        ("OK 12", None),
    ],
)
def test_the_language_of_a_text(tables, text, code):
    assert LanguageDetector(tables).detect(text) == code
