"""Train the weights of `seeds/reference/line_weights.csv`.

    python tests/golden/train_line_weights.py PAGES.jsonl CLEAN.jsonl … --folds 5 --write line_weights.csv

PAGES holds records with `raw_text` (a page as plain text) and `article_body`; each CLEAN holds records whose `text`
is an article and nothing else. The model is a logistic regression with a Gaussian prior, fitted by Newton's method;
`--folds` first measures it by cross-validation, each time with other folds for each of `--seeds`, by the 4-gram
shingles of the bodies that cleaning gives, as the article extraction benchmark does.
"""

import argparse
import csv
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.reference import load_tables  # noqa: E402 - the project is importable only from here on
from newstext.cleaning.article import LineModel  # noqa: E402
from newstext.cleaning.features import ShapeReader  # noqa: E402
from newstext.cleaning.forms import FormReader  # noqa: E402
from newstext.cleaning.labelling import Known, label_lines  # noqa: E402
from newstext.cleaning.lines import Line, split_lines  # noqa: E402
from newstext.cleaning.surroundings import Surroundings  # noqa: E402
from newstext.records import Tables  # noqa: E402
from newstext.view import View  # noqa: E402

GRAM = 4
SHARED_GRAMS = 0.5
"""A line is part of the article when at least this share of its 4-grams is."""

PRIOR = 10.0
"""Precision of the prior of each weight: the strongest that cross-validation does not punish."""

LEAST_SEEN = 6
"""A feature seen on fewer lines gets no weight."""

CLEAN_WEIGHT = 3.0
"""How many pages' worth of evidence the clean articles give together, for each page twenty."""

NEWTON_STEPS = 8
"""The weights change by less than 0.001 after that many."""


@dataclass
class Example:
    lines: Sequence[Line]
    kinds: list[str | None]
    features: list[list[str]]
    truth: list[int]
    body: str


def read_examples(path: Path, tables: Tables) -> list[Example]:
    forms, shape = FormReader(tables), ShapeReader(tables)
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [_example(record, forms, shape) for record in records]


def _example(record: dict, forms: FormReader, shape: ShapeReader) -> Example:
    lines = split_lines(View.of(record.get("raw_text") or record["text"]).text)
    kinds = [form.kind if form else None for form in forms.read(lines)]
    around = Surroundings(lines, kinds)
    features = [
        [*shape.features(line, kind), *around.features(i)]
        for i, (line, kind) in enumerate(zip(lines, kinds, strict=True))
    ]
    body = record.get("article_body", "")
    truth = _truth(lines, body) if body else [-1 if kind else 1 for kind in kinds]
    if not body and len(lines) > 1 and len(lines[0].text) < 130:
        truth[0] = -1  # most likely a headline
    return Example(lines, kinds, features, truth, body)


def shingles(text: str) -> Counter:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + GRAM]) for i in range(max(1, len(words) - GRAM + 1)))


def _truth(lines: Iterable[Line], body: str) -> list[int]:
    """Return 1 for a line of the body, 0 for another, -1 for one without words; a line said twice counts once."""
    grams = shingles(body)
    whole = Counter(" ".join(re.findall(r"\w+", line)) for line in body.split("\n"))
    return [_is_in(line.text, grams, whole) for line in lines]


def _is_in(text: str, grams: Counter, whole: Counter) -> int:
    words = re.findall(r"\w+", text)
    if not words:
        return -1
    if len(words) < GRAM:
        found = whole[" ".join(words)] > 0
        whole[" ".join(words)] -= found
        return int(found)
    mine = [tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)]
    if sum(grams[gram] > 0 for gram in mine) < SHARED_GRAMS * len(mine):
        return 0
    grams.subtract(mine)
    return 1


def fit(pages: Sequence[Example], clean: Sequence[Example]) -> dict[str, float]:
    """Return the weight of each feature; a page's body and its surroundings count about alike, whatever their size."""
    seen = Counter(name for example in [*pages, *clean] for names in example.features for name in set(names))
    names = sorted(name for name, times in seen.items() if times >= LEAST_SEEN)
    column = {name: i for i, name in enumerate(names)}
    rows = [names for example in [*pages, *clean] for names in example.features]
    table = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1
    for i, row in enumerate(rows):
        table[i, [column[name] for name in row if name in column]] = 1
    truth = np.array([max(0, y) for example in [*pages, *clean] for y in example.truth])
    worth = np.concatenate([_worth(pages) * 20 * len(pages), _worth(clean) * 20 * CLEAN_WEIGHT])
    return dict(zip([*names, "always"], _newton(table, truth, worth), strict=True))


def _worth(examples: Sequence[Example]) -> np.ndarray:
    worth: list[float] = []
    for example in examples:
        sizes = [min(line.word_count, 80) ** 0.75 for line in example.lines]
        inside = sum(size for size, y in zip(sizes, example.truth, strict=True) if y == 1) or 1
        outside = sum(size for size, y in zip(sizes, example.truth, strict=True) if y == 0) or 1
        other = min(1.5, outside / inside) / outside
        worth += [
            0 if y < 0 else size / inside if y else size * other for size, y in zip(sizes, example.truth, strict=True)
        ]
    return np.array(worth) / sum(worth)


def _newton(table: np.ndarray, truth: np.ndarray, worth: np.ndarray) -> np.ndarray:
    weights = np.zeros(table.shape[1])
    prior = np.full(table.shape[1], PRIOR)
    prior[-1] = 0.001
    for _ in range(NEWTON_STEPS):
        odds = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (worth * (odds - truth)) + prior * weights
        curve = (table * (worth * odds * (1 - odds))[:, None]).T @ table + np.diag(prior)
        weights -= np.linalg.solve(curve, slope)
    return weights


def measure(pages: Sequence[Example], models: Sequence[LineModel], forms: FormReader) -> tuple[float, float, float]:
    """Return precision, recall and F1 of 4-gram shingles, averaged over pages; each page has its own model."""
    precisions, recalls = [], []
    for page, model in zip(pages, models, strict=True):
        labels = label_lines(page.lines, forms, model, Known())
        kept = [line.text for line, label in zip(page.lines, labels, strict=True) if label.kind == "body"]
        true, found = shingles(page.body), shingles("\n\n".join(kept))
        shared = (true & found).total()
        precisions.append(shared / found.total())
        recalls.append(shared / true.total())
    precision, recall = float(np.mean(precisions)), float(np.mean(recalls))
    return precision, recall, 2 * precision * recall / (precision + recall)


def cross_validate(
    pages: Sequence[Example], clean: Sequence[Example], tables: Tables, folds: int, seed: int
) -> tuple[float, float, float]:
    """Measure each page by a model that was fitted without it and the others of its fold."""
    order = random.Random(seed).sample(range(len(pages)), len(pages))
    models: dict[int, LineModel] = {}
    for k in range(folds):
        held_out = set(order[k::folds])
        model = _model(fit([page for i, page in enumerate(pages) if i not in held_out], clean), tables)
        models |= dict.fromkeys(held_out, model)
    return measure(pages, [models[i] for i in range(len(pages))], FormReader(tables))


def _model(weights: dict[str, float], tables: Tables) -> LineModel:
    return LineModel({**tables, "line_weights": [{"feature": name, "weight": str(w)} for name, w in weights.items()]})


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pages", type=Path)
    arguments.add_argument("clean", type=Path, nargs="*")
    arguments.add_argument("--folds", type=int, default=0)
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--write", type=Path)
    given = arguments.parse_args()
    tables = load_tables()
    pages = read_examples(given.pages, tables)
    clean = [example for path in given.clean for example in read_examples(path, tables)[:100]]
    if given.folds:
        for seed in range(given.seeds):
            _report(f"cross-validated, seed {seed}", cross_validate(pages, clean, tables, given.folds, seed))
    weights = fit(pages, clean)
    _report("on the same pages", measure(pages, [_model(weights, tables)] * len(pages), FormReader(tables)))
    if given.write:
        with given.write.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["feature", "weight"])
            rows.writerows((name, f"{weight:.3f}") for name, weight in sorted(weights.items()))


def _report(what: str, figures: tuple[float, float, float]) -> None:
    sys.stdout.write("{}: P {:.3f} R {:.3f} F1 {:.3f}\n".format(what, *figures))


if __name__ == "__main__":
    main()
