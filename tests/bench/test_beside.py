"""The bench that compares: what it counts of processes, and how it scores copies against those that were made."""

import sys

import pytest

from tests.bench.beside import MADE, families, judge
from tests.bench.corpus import original_of
from tests.bench.watching import watch

HOLDER = (
    "held = bytearray(60 << 20); held[::4096] = b'x' * len(held[::4096]); import time; time.sleep(1); print('done')"
)
STARTER = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDER!r}], check=True)"


def test_memory_of_a_process_counts_that_of_those_it_starts():
    alone, with_child = watch([sys.executable, "-c", "print('done')"]), watch([sys.executable, "-c", STARTER])
    assert with_child.output == "done\n"
    assert 60 < with_child.peak_mib < 150
    assert 0 < alone.cpu < alone.seconds + 1 < with_child.seconds + 1


def test_a_command_that_fails_is_no_measurement():
    with pytest.raises(SystemExit, match="ended with 3"):
        watch([sys.executable, "-c", "raise SystemExit(3)"])


def test_generated_articles_are_known_by_their_address():
    copy = next(number for number in range(1, 100) if original_of(number) is not None)
    found = families({"a": f"{MADE}{copy}", "b": f"{MADE}{original_of(copy)}", "c": "https://other.example/1"})
    assert found == {"a": original_of(copy), "b": original_of(copy)}


@pytest.mark.parametrize(
    ("groups", "truth", "expected"),
    [
        ({"a": "x", "b": "x"}, {}, {"copies": 1}),  # of a corpus of the user's the truth is not known
        ({"a": "x", "b": "x"}, {"a": 1, "b": 1, "c": 3}, {"copies": 1, "precision": 1, "recall": 1}),
        ({"a": "x", "b": "x", "c": "x"}, {"a": 1, "b": 1, "c": 3}, {"copies": 2, "precision": 1 / 3, "recall": 1}),
        ({"a": "x", "b": "x"}, {"a": 1, "b": 1, "c": 1}, {"copies": 1, "precision": 1, "recall": 1 / 3}),
    ],
)
def test_copies_are_scored_by_pairs(groups, truth, expected):
    assert judge(groups, truth) == pytest.approx(expected)
