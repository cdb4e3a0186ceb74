"""Which of several declarations of one text counts, whatever the order and the batches."""

import json
from dataclasses import replace

import pytest

from flows import steps
from flows.run import begin_run
from flows.settings import Settings
from flows.steps.read import declared_rank

POOR = {"text": "A ferry line opened on Sunday.", "url": "https://b.example/1"}
RICH = POOR | {"title": "Ferry line opens", "published_at": "2024-03-03"}


def read_records(folder, records, part_size=250):
    source = folder / "feed.jsonl"
    source.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    settings = replace(Settings(), warehouse=folder / "news.duckdb", part_size=part_size)
    run = begin_run(settings, (str(source),))
    steps.read(run)
    return run


@pytest.mark.parametrize("records", [[POOR, RICH], [RICH, POOR], [POOR, RICH, POOR]])
@pytest.mark.parametrize("part_size", [1, 250])
def test_the_richest_declaration_counts_once(tmp_path, records, part_size):
    run = read_records(tmp_path, records, part_size)
    frames = [run.folder.read("read", part, "documents") for part in run.folder.parts("read")]
    declared = [json.loads(row["declared"]) for frame in frames for row in frame.to_dicts()]
    assert declared == [{"published_at": "2024-03-03", "title": "Ferry line opens", "url": "https://b.example/1"}]


def test_more_fields_rank_before_fewer():
    assert declared_rank('{"title": "a", "url": "b"}') < declared_rank('{"url": "b"}') < declared_rank("{}")


def test_the_order_of_fields_does_not_matter():
    assert declared_rank('{"a": "1", "b": "2"}') == declared_rank('{"b": "2", "a": "1"}')
