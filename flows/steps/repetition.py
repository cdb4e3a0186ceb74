"""Repetition: which lines so many articles share that they are furniture of a site, and whose labels that changes."""

from collections.abc import Iterable
from itertools import batched

from flows.frames import make_frame
from flows.run import Run
from warehouse.connect import Connection
from warehouse.likeness import open_history, rows_with
from warehouse.repetition import Often, articles_to_read_again, count_repeated, line_changes, repeated_in

OFTEN = Often(of_site=6, percent_of_site=10, of_all=20)
"""Stories that make a line furniture. Six of one site: fewer may be one reporter's series. A sentence must stand in a
tenth of the site's stories too: background ("The treaty bars both states from testing.") recurs in up to a
twelfth, a site's plea in a sixth or more. Of all sites twenty, and no sentence: a wire story is printed by many."""
RECALLED = "repeating"
"""Parts of articles already in the warehouse of which a line has become repeated, or is no longer, by this run."""


def find_repeated(run: Run) -> None:
    """Find the lines that many articles repeat; gives `line_changes`, for each part `repeated`, and parts recalled."""
    if run.folder.is_done("repetition", "all"):
        return
    with run.stage("repetition") as note, open_history(run.settings.warehouse, spill=run.spill) as history:
        count_lines(run, history)
        changes = line_changes(history)
        recalled = articles_to_read_again(history)
        _recall(run, history, recalled)
        for part in run.folder.parts("read"):
            note_repeated(run, history, part)
        note.rows_in, note.rows_out = run.folder.rows("survey", "article_lines"), changes.height
        note.more = {"recalled": len(recalled)}
        run.folder.write("repetition", "all", {"line_changes": changes})


def count_lines(run: Run, history: Connection) -> None:
    """Count the lines of the documents that this run surveyed with those of the warehouse."""
    surveyed = run.folder.files("read", "documents", run.folder.parts("survey"))
    count_repeated(history, surveyed, run.folder.files("survey", "article_lines"), OFTEN)


def _recall(run: Run, history: Connection, articles: Iterable[str]) -> None:
    for number, some in enumerate(batched(articles, run.settings.part_size)):
        rows = rows_with(history, "documents", "document_id", some).sort("document_id").to_dicts()
        frames = {"sources": make_frame("sources", []), "documents": make_frame("documents", rows)}
        run.folder.write("read", f"{RECALLED}-{number:06d}", frames)


def note_repeated(run: Run, history: Connection, part: str) -> None:
    """Note for a part of the run which lines of its documents are repeated, after `count_repeated`."""
    articles = run.folder.read("read", part, "documents")["document_id"]
    run.folder.write("repetition", part, {"repeated": repeated_in(history, articles)})
