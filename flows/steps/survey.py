"""Survey: which lines each document holds, so that those which a site repeats are known before anything is cleaned."""

from collections.abc import Mapping
from typing import Any

from flows.frames import make_frame
from flows.run import Run
from flows.steps.clean import declared_of
from flows.steps.guard import Rejects, guarded

type Row = Mapping[str, Any]


def survey(run: Run, part: str) -> None:
    """Survey the documents of a part; gives `article_lines`.

    A document that cannot be surveyed has no lines here; cleaning, which reads it again, notes why.
    """
    if run.folder.is_done("survey", part):
        return
    noted_by_cleaning: Rejects = []
    rows: list[Row] = []
    for document in run.folder.read("read", part, "documents").iter_rows(named=True):
        rows += guarded(noted_by_cleaning, document["document_id"], "survey", _lines, document) or ()
    run.folder.write("survey", part, {"article_lines": make_frame("article_lines", rows)})


def _lines(document: Row) -> list[Row]:
    from newstext.cleaning.repetition import survey_document  # noqa: PLC0415 - the HTML libraries load only here

    found = survey_document(document["text"], document["format"], declared_of(document))
    whole = {
        "article_id": document["document_id"],
        "site_hash": found.site,
        "story_hash": found.stories[0],
        "other_story_hash": found.stories[1],
    }
    return [whole | {"line_hash": line, "is_sentence": found.lines[line]} for line in sorted(found.lines)]
