"""Namesakes in the articles' own words, and a file of decisions that a rerun obeys, also for what is loaded already."""

import json
from itertools import permutations

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.settings import SettingsError
from tests.flows.conftest import run_steps
from warehouse.compare import canonical_rows
from warehouse.query import run_sql

TEXTS = {
    "seoul": "South Korean Foreign Minister Baek Do-hyun arrived on Monday. “The talks will be short,” Baek said.",
    "pyongyang": "North Korean Marshal Baek Do-hyun watched the launch on Tuesday. “It flew well,” Baek said.",
    "seoul-again": "Foreign Minister Baek Do-hyun of South Korea called the launch a provocation on Wednesday.",
    "minsk": "Belarusian Trade Minister Pavel Drozdovich spoke on Monday. “Exports grew,” Drozdovich said.",
    "minsk-again": "Belarusian Trade Minister Pavel Drazdovich spoke on Friday. “Exports fell,” Drazdovich said.",
}
BAEK = "person:baek-do-hyun"


@pytest.fixture
def sources(tmp_path):
    for name, text in TEXTS.items():
        record = {"url": f"https://quay.example/{name}", "title": name, "published_at": "2024-05-01", "text": text}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    return tmp_path


def offered(sources, *names):
    return [sources / f"{name}.jsonl" for name in names]


def decide(warehouse, *lines):
    warehouse.parent.mkdir(exist_ok=True)
    text = "\n".join(("entity_id,other_id,decision,note", *lines))
    (warehouse.parent / "entities.csv").write_text(text, encoding="utf-8")


def speakers(warehouse):
    asked = (
        "select url, speaker_id from quotes join articles using (article_id) where speaker_id is not null order by all"
    )
    return {url.rpartition("/")[2]: speaker for url, speaker in run_sql(warehouse, asked).iter_rows()}


def test_namesakes_have_ids_of_their_own_in_any_order(sources, tmp_path):
    names = ("seoul", "pyongyang", "seoul-again")
    files = {}
    for number, order in enumerate(list(permutations(names))[:3]):
        path = tmp_path / str(number) / "news.duckdb"
        for name in order:
            run_steps(path, offered(sources, name))
        files[order] = canonical_rows(path, ("main",))
    assert all(rows == files[names] for rows in files.values())
    assert speakers(path) == {"seoul": BAEK, "pyongyang": f"{BAEK}.prk", "seoul-again": BAEK}


def test_an_edited_file_is_obeyed_where_nothing_is_new(sources, warehouse):
    everything = offered(sources, "minsk", "minsk-again")
    run_steps(warehouse, everything)
    before = canonical_rows(warehouse)
    assert speakers(warehouse) == {"minsk": "person:pavel-drozdovich", "minsk-again": "person:pavel-drazdovich"}
    decide(warehouse, "person:pavel-drozdovich,person:pavel-drazdovich,same,one minister")
    outcome = run_steps(warehouse, everything)
    assert outcome.tables["entities"]
    assert set(speakers(warehouse).values()) == {"person:pavel-drozdovich"}
    assert run_sql(warehouse, "from ops.entity_decisions").row(0)[2:] == ("same", "one minister")
    decide(warehouse)
    run_steps(warehouse, everything)
    assert canonical_rows(warehouse) == before


WRONG = [
    ("person:a,person:b,same,\nperson:b,person:a,different,", "line 3: .* are called different"),
    ("person:a,person:b,maybe,", "line 2: 'maybe' is neither same nor different"),
    ("person a,person:b,same,", "line 2: 'person a' is not the id"),
]


@pytest.mark.parametrize(("lines", "message"), WRONG, ids=[case[1] for case in WRONG])
def test_decisions_that_cannot_be_obeyed_stop_a_run_before_it_begins(sources, warehouse, lines, message):
    decide(warehouse, lines)
    result = CliRunner().invoke(app, ["run", str(offered(sources, "minsk")[0]), "--warehouse", str(warehouse)])
    assert isinstance(result.exception, SettingsError)
    with pytest.raises(SettingsError, match=message):
        raise result.exception
    assert not warehouse.exists()


def test_a_trial_elsewhere_obeys_the_decisions_beside_the_live_file(warehouse, tmp_path, monkeypatch):
    decide(warehouse, "person:a,person:b,same,")
    warehouse.touch()
    seen = []
    monkeypatch.setattr("flows.running.rebuild", lambda settings, *_, **__: seen.append(settings))
    monkeypatch.setattr("flows.commands.rebuild.show_outcome", lambda *_, **__: None)
    trial = tmp_path / "elsewhere" / "trial.duckdb"
    result = CliRunner().invoke(app, ["rebuild", "--warehouse", str(warehouse), "--to", str(trial)])
    assert result.exception is None
    assert [(settings.warehouse, settings.decisions) for settings in seen] == [
        (trial, warehouse.parent / "entities.csv")
    ]
