"""Reports of one happening in other words are one story where day and names agree, and only there."""

import pytest

from tests.flows.in_process import query, run_texts
from tests.flows.made_news import record

ONE = [
    "The mayor of Corvale, Ilse Brandt, ordered forty pumps to the Oster docks after the Lind broke its levee.",
    "Engineer Tomas Reke measured two metres of silt at the Corvale terminal; barges cannot leave before Friday.",
    "Harbour master Signe Aalto closed the terminal, and the Brandt council asked the army for boats.",
]
OTHER = [
    "Forty pumps are on their way to Oster, where the Lind has broken through; Ilse Brandt asked the army for boats.",
    "Barges stay at the Corvale terminal until Friday at least, said Signe Aalto, who runs the harbour.",
    "Silt two metres deep was found by Tomas Reke, who has looked after the levee for a decade.",
]
APART = [
    "The parliament of Zembra threw out the sugar levy on Monday, and finance minister Adaeze Okoro withdrew her bill.",
    "Growers in the Malu valley cheered, while brokers in Tarrin said prices would fall by a tenth within weeks.",
    "Okoro will offer a new text to the budget committee, her office in Zembra said, without naming a day.",
]


def stories(folder):
    rows = query(folder, "select right(url, 3), story_id from articles order by url")
    return {name: [other for other, story in rows if story == mine] for name, mine in rows}


@pytest.mark.parametrize("in_one_run", [True, False])
def test_two_outlets_one_happening(tmp_path, in_one_run):
    records = [record("one", ONE, 1), record("two", OTHER, 1), record("etc", APART, 1)]
    for batch in [records] if in_one_run else [[one] for one in records]:
        run_texts(tmp_path, batch)
    assert stories(tmp_path) == {"one": ["one", "two"], "two": ["one", "two"], "etc": ["etc"]}


def test_reports_weeks_apart_are_two_stories(tmp_path):
    run_texts(tmp_path, [record("one", ONE, 1), record("two", OTHER, 21)])
    assert stories(tmp_path) == {"one": ["one"], "two": ["two"]}


def test_a_story_counts_its_copies(tmp_path):
    run_texts(
        tmp_path, [record("one", ONE, 1), record("two", OTHER, 2), record("cpy", [part.upper() for part in ONE], 3)]
    )
    assert query(tmp_path, "select article_count, first_published_on, last_published_on from stories")[0][0] == 3
