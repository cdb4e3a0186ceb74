"""The README's questions, asked of the sample corpus, have the README's answers.

Set NEWSLEDGER_UPDATE_DOCS=1 to write the present answers into it instead.
"""

import os
import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from flows.commands.tables import as_table
from warehouse.query import run_sql

README = Path(__file__).resolve().parents[2] / "README.md"
QUESTION = re.compile(r"```sql\n(?P<sql>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)
WIDTH = 110


def answer(path, sql):
    frame = run_sql(path, sql)
    page = StringIO()
    Console(file=page, width=WIDTH).print(as_table(frame.columns, frame.iter_rows()))
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


def test_there_are_three_questions():
    assert len(QUESTION.findall(README.read_text(encoding="utf-8"))) == 3


@pytest.mark.parametrize("number", range(3))
def test_the_answers_are_those_of_the_sample_corpus(whole, number):
    text = README.read_text(encoding="utf-8")
    asked = list(QUESTION.finditer(text))[number]
    found = answer(whole[0], asked["sql"])
    if os.environ.get("NEWSLEDGER_UPDATE_DOCS"):
        README.write_text(text[: asked.start("answer")] + found + text[asked.end("answer") :], encoding="utf-8")
    else:
        assert asked["answer"] == found
