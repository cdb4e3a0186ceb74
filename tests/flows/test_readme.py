"""The questions of the README and the cookbook, asked of the sample corpus, have the answers that stand there.

Set NEWSLEDGER_UPDATE_DOCS=1 (`make docs` does) to write the present answers into the pages instead.
"""

import os
import re
from io import StringIO

import pytest
from rich.console import Console

from flows.commands.run import SHOWN
from flows.commands.tables import as_table
from flows.settings import PROJECT
from warehouse.query import run_sql

PAGES = {"README.md": 3, "docs/cookbook.md": 20}
"""How many questions each page asks."""
QUESTION = re.compile(r"```sql\n(?P<sql>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)
WIDTH = 110


def answer(path, sql):
    frame = run_sql(path, sql)
    page = StringIO()
    Console(file=page, width=WIDTH).print(as_table(frame.columns, frame.iter_rows()))
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


@pytest.mark.parametrize("page", PAGES)
def test_no_question_is_without_an_answer(page):
    text = (PROJECT / page).read_text(encoding="utf-8")
    assert len(QUESTION.findall(text)) == text.count("```sql") == PAGES[page]


@pytest.mark.parametrize(("page", "number"), [(page, number) for page in PAGES for number in range(PAGES[page])])
def test_the_answers_are_those_of_the_sample_corpus(whole, page, number):
    file = PROJECT / page
    text = file.read_text(encoding="utf-8")
    asked = list(QUESTION.finditer(text))[number]
    found = answer(whole[0], asked["sql"])
    assert found.count("\n") > 4, "an answer without rows shows nothing"
    if os.environ.get("NEWSLEDGER_UPDATE_DOCS"):
        file.write_text(text[: asked.start("answer")] + found + text[asked.end("answer") :], encoding="utf-8")
    else:
        assert asked["answer"] == found


def test_the_summary_of_the_run_is_what_a_run_prints(whole):
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    counts = {table: int(count) for table, count in re.findall(r"│ ([a-z]+) +│ +(\d+) │", text)}
    assert counts == {table: whole[1].tables[table] for table in SHOWN if table in whole[1].tables}
    notes = re.findall(r"^  note: (.*)$", text, re.MULTILINE)
    assert notes == whole[1].warnings
