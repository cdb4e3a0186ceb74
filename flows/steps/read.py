"""Read: every source offered gets a row, every document not yet known goes into a part of the run."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import blake2b

import polars as pl

from flows.frames import make_frame
from flows.reading import SourceRecord, document_id
from flows.run import Run
from flows.workshop import open_workshop
from warehouse.known import known_documents, known_sources


def read(run: Run) -> None:
    """Read the run's sources; `part-*` hold new documents, and each holds the rows of sources read with them.

    A document is new when the warehouse does not hold it under the present extractor version, or when the run is
    full. Raises SourceNotFoundError when a path named by the user does not exist.
    """
    if (run.folder.stage("read") / "stage.json").exists():
        return
    with run.stage("read") as note:
        seen: Counter[str] = Counter()
        for number, batch in enumerate(_parts(run, seen)):
            documents = [row for _, row in batch if row]
            sources = [row for row, _ in batch]
            frames = {"sources": make_frame("sources", sources), "documents": make_frame("documents", documents)}
            run.folder.write("read", f"part-{number:06d}", frames)
        note.rows_in, note.rows_out = seen.total(), seen["loaded"]
        note.more = {"seen": dict(seen)}


type Pair = tuple[dict[str, object], dict[str, object] | None]
"""A row of `sources` and, where its document is new, a row of `documents`."""


def _parts(run: Run, seen: Counter[str]) -> Iterator[list[Pair]]:
    """Gather pairs until a part has its number of new documents; pairs of sources long known are left out."""
    part: list[Pair] = []
    new_count = 0
    for pair in _pairs(run, seen):
        part.append(pair)
        new_count += pair[1] is not None
        if new_count >= run.settings.part_size or len(part) >= 40 * run.settings.part_size:
            yield part
            part, new_count = [], 0
    if part:
        yield part


def _pairs(run: Run, seen: Counter[str]) -> Iterator[Pair]:
    """Give each source that is not long known, and count all by state: loaded, duplicate, rejected or known."""
    known_texts, known_rows = (set(), set()) if run.full else _known(run)
    for record in open_workshop(run.settings).read(run.sources):
        row = _source_row(record)
        key = row["document_id"]
        is_new = isinstance(key, str) and bytes.fromhex(key) not in known_texts
        if is_new:
            known_texts.add(bytes.fromhex(str(key)))
        elif _place(record.source_uri, key) in known_rows:
            seen["known"] += 1
            continue
        elif key:
            row |= {"state": "duplicate", "reason": "same_text"}
        seen[str(row["state"])] += 1
        yield row, _document_row(record, str(key)) if is_new else None


def _known(run: Run) -> tuple[set[bytes], set[bytes]]:
    """Return the documents read by the present extractor version, and the sources with a row, as digests.

    Sixteen bytes each instead of the strings: a million of both fit into 200 MB.
    """
    version = open_workshop(run.settings).extractor_version
    texts = known_documents(run.settings.warehouse).filter(pl.col("extractor_version") == version)
    rows = known_sources(run.settings.warehouse)
    return {bytes.fromhex(key) for key in texts.get_column("document_id")}, {_place(*row) for row in rows.iter_rows()}


def _place(source_uri: str, document: object) -> bytes:
    return blake2b(f"{document} {source_uri}".encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _source_row(record: SourceRecord) -> dict[str, object]:
    return {
        "source_uri": record.source_uri,
        "document_id": document_id(record.text) if record.text is not None else None,
        "format": record.format,
        "byte_size": record.byte_size,
        "state": "loaded" if record.text is not None else "rejected",
        "reason": record.reason,
    }


def _document_row(record: SourceRecord, key: str) -> dict[str, object]:
    declared = {name: value for name, value in asdict(record.declared).items() if value}
    return {
        "document_id": key,
        "format": "html" if record.is_html else "text",
        "text": record.text,
        "encoding": record.encoding,
        "declared": json.dumps(declared, ensure_ascii=False, sort_keys=True),
    }
