"""Read again: documents of the warehouse become the parts of a run, as if their sources had been offered once more."""

from itertools import batched

from flows.frames import make_frame
from flows.run import Run
from flows.workshop import open_workshop
from warehouse.known import documents_where
from warehouse.likeness import open_history, rows_with


def read_again(run: Run, where: str | None) -> None:
    """Put the documents whose article fulfils a condition in SQL into parts; None means those that are not up to date.

    The sources they came from are not asked: their rows stay as they are. Raises QueryError for a condition that is
    none, and WarehouseMissingError.
    """
    path, version = run.settings.warehouse, open_workshop(run.settings).extractor_version
    ids = documents_where(path, where, version)
    with run.stage("read") as note, open_history(path) as history:
        for number, some in enumerate(batched(ids, run.settings.part_size)):
            rows = rows_with(history, "documents", "document_id", some).sort("document_id").to_dicts()
            frames = {"sources": make_frame("sources", []), "documents": make_frame("documents", rows)}
            run.folder.write("read", f"again-{number:06d}", frames)
        note.rows_in = note.rows_out = len(ids)
        note.more = {"seen": {}}
