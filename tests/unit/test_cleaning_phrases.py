"""Wording looked up in the phrase table: what wins, and that it wins in every process."""

import subprocess
import sys
from itertools import pairwise

import pytest

from newstext.cleaning.phrases import PhraseList

FIND_ALL = """
import sys
from flows.reference import load_tables
from newstext.cleaning.phrases import PhraseList
phrases = PhraseList(load_tables())
print([phrases.find(line) for line in sys.stdin.read().splitlines()])
"""


@pytest.fixture(scope="module")
def phrases():
    rows = [
        {"kind": kind, "match": match, "phrase": phrase, "strength": "sure"}
        for kind, match, phrase in [
            ("navigation", "whole", "most read"),
            ("promo", "start", "read more"),
            ("promo", "start", "read more about"),
            ("ad", "contains", "paid partnership"),
            ("promo", "contains", "newsletter"),
        ]
    ]
    return PhraseList({"boilerplate_phrases": rows})


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("» Most read", "most read"),
        ("Most read (12)", "most read"),
        ("Read more: storm hits coast", "read more"),
        ("Read more about the storm", "read more about"),
        ("Read moreover, he said", None),
        ("Our newsletter, in paid partnership with a bank", "newsletter"),
        ("In paid partnership: our newsletter", "paid partnership"),
        ("The storm hit the coast", None),
        ("x" * 500 + " newsletter", None),
    ],
)
def test_the_phrase_that_decides(phrases, line, phrase):
    found = phrases.find(line)
    assert (found and found.phrase) == phrase


def test_the_same_phrase_decides_in_every_process(tables):
    """The order of a set of strings differs between processes; rows must not."""
    inside = [row["phrase"] for row in tables["boilerplate_phrases"] if row["match"] == "contains"]
    lines = "\n".join(f"They say {one} and {other} here" for one, other in pairwise(inside))
    answers = {
        subprocess.run(
            [sys.executable, "-c", FIND_ALL],
            input=lines,
            text=True,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
