"""Read: every source offered gets a row, every document not yet known goes into a part of the run.

One text may be offered by several sources that declare different things about it. What counts is the richest
declaration, whichever came first, so that rows do not depend on the order of arrival.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from hashlib import blake2b

import polars as pl

from flows.frames import make_frame
from flows.reading import SourceRecord, document_id
from flows.reading.stores import is_url
from flows.run import Run
from flows.workshop import open_workshop
from warehouse.known import known_documents, known_remote_files, known_sources
from warehouse.likeness import open_history, rows_with

MOST_FIELDS = 255
SOURCES_PER_DOCUMENT = 40
"""A part is closed at the latest when it has this many sources for each document it may hold."""

type Pair = tuple[dict[str, object], dict[str, object] | None]
"""A row of `sources` and, where its document is new, a row of `documents`."""


def read(run: Run) -> None:
    """Read the run's sources; `part-*` hold new documents, and each holds the rows of sources read with them.

    A document is new when the warehouse does not hold it under the present extractor version, when a source declares
    more about it than any before, or when the run is full. Raises SourceNotFoundError when a path named by the user
    does not exist.
    """
    if (run.folder.stage("read") / "stage.json").exists():
        return
    with run.stage("read") as note:
        offered = _Offered(run)
        files = _RemoteFiles(run, offered.seen)
        for number, pairs in enumerate(_parts(run, offered, files)):
            part = f"part-{number:06d}"
            sources = make_frame("sources", (source for source, _ in pairs))
            documents = {str(document["document_id"]): document for _, document in pairs if document}
            offered.note_part(part, documents)
            stored = [key for key in documents if offered.is_stored(key)]
            best = make_frame("documents", best_declared(run, documents, stored))
            run.folder.write("read", part, {"sources": sources, "documents": best})
        _drop_superseded(run, offered.superseded)
        if files.read:
            run.folder.write("load", "all", {"remote_files": make_frame("remote_files", files.read)})
        note.rows_in, note.rows_out = offered.seen.total(), offered.seen["loaded"]
        note.more = {"seen": dict(offered.seen)}


class _Offered:
    """What is known of documents and sources, from the warehouse and from this run so far.

    Sixteen bytes stand for each id: a million documents and sources fit into 300 MB.
    """

    def __init__(self, run: Run) -> None:
        self.seen: Counter[str] = Counter()
        self.superseded: list[tuple[str, str]] = []
        self._ranks: dict[bytes, bytes] = {}
        self._parts: dict[bytes, str] = {}
        documents = known_documents(run.settings.warehouse)
        version = open_workshop(run.settings).extractor_version
        self._stored = {bytes.fromhex(key) for key in documents.get_column("document_id")}
        is_current = (pl.col("extractor_version") == version).fill_null(value=False)
        for key, declared, current in documents.select("document_id", "declared", is_current).iter_rows():
            if current and not run.full:
                self._ranks[bytes.fromhex(key)] = declared_rank(declared)
        rows = known_sources(run.settings.warehouse)
        self._sources = set() if run.full else {_place(*row) for row in rows.iter_rows()}

    def judge(self, record: SourceRecord) -> Pair | None:
        """Return the rows that a record gives, None for a source that is long known; count it by state."""
        source = _source_row(record)
        document = _document_row(record) if record.text is not None else None
        is_new = document is not None and self._is_new(document)
        if not is_new and _place(record.source_uri, source["document_id"]) in self._sources:
            self.seen["known"] += 1
            return None
        if document and not is_new:
            source |= {"state": "duplicate", "reason": "same_text"}
        self.seen[str(source["state"])] += 1
        return source, document if is_new else None

    def _is_new(self, document: dict[str, object]) -> bool:
        key, rank = bytes.fromhex(str(document["document_id"])), _rank_of(document)
        if key in self._ranks and self._ranks[key] <= rank:
            return False
        self._ranks[key] = rank
        return True

    def note_part(self, part: str, ids: Iterable[str]) -> None:
        """Remember where documents went; one that is here again with a better declaration supersedes the earlier."""
        for name in ids:
            key = bytes.fromhex(name)
            if key in self._parts:
                self.superseded.append((self._parts[key], name))
            self._parts[key] = part

    def is_stored(self, name: str) -> bool:
        """Whether the warehouse holds a document, by whatever extractor version it was read."""
        return bytes.fromhex(name) in self._stored


def declared_rank(declared: str | None) -> bytes:
    """Return sixteen bytes that are smaller for the better of two declarations: more fields, then a fixed choice."""
    fields = json.loads(declared or "{}")
    words = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return bytes([MOST_FIELDS - min(len(fields), MOST_FIELDS)]) + blake2b(words.encode(), digest_size=15).digest()


class _RemoteFiles:
    """Which remote files need not be fetched, and which were read to their end; it is small like `_Offered`."""

    def __init__(self, run: Run, seen: Counter[str]) -> None:
        self.read: list[dict[str, object]] = []
        self._seen = seen
        self._extractor_version = open_workshop(run.settings).extractor_version
        is_needed = not run.full and any(map(is_url, run.sources))
        rows = known_remote_files(run.settings.warehouse, self._extractor_version).iter_rows() if is_needed else ()
        self._record_counts = {_place(uri, version): count for uri, version, count in rows}

    def is_unchanged(self, uri: str, version: str) -> bool:
        count: int | None = self._record_counts.get(_place(uri, version))
        if count is None:
            return False
        self._seen["known"] += count
        return True

    def finished(self, uri: str, version: str) -> None:
        self.read.append({"file_uri": uri, "version": version, "extractor_version": self._extractor_version})


def _parts(run: Run, offered: _Offered, files: _RemoteFiles) -> Iterator[list[Pair]]:
    """Gather pairs until a part has its number of new documents; pairs of sources long known are left out."""
    part: list[Pair] = []
    document_count = 0
    for record in open_workshop(run.settings).read(run.sources, files):
        pair = offered.judge(record)
        if pair:
            part.append(pair)
            document_count += pair[1] is not None
        if document_count >= run.settings.part_size or len(part) >= SOURCES_PER_DOCUMENT * run.settings.part_size:
            yield part
            part, document_count = [], 0
    if part:
        yield part


def best_declared(run: Run, documents: dict[str, dict[str, object]], stored: Iterable[str]) -> list[dict[str, object]]:
    """Return documents, each with what the warehouse's sources declare of it where that is better.

    `stored` are the ids of those that the warehouse may hold.
    """
    stored = list(stored)
    if not stored:
        return list(documents.values())
    with open_history(run.settings.warehouse) as history:
        rows = rows_with(history, "documents", "document_id", pl.Series(stored, dtype=pl.String)).to_dicts()
    better = {row["document_id"]: row for row in rows if _rank_of(row) <= _rank_of(documents[row["document_id"]])}
    return [better.get(key, document) for key, document in documents.items()]


def _rank_of(document: dict[str, object]) -> bytes:
    return declared_rank(str(document["declared"]))


def _drop_superseded(run: Run, superseded: list[tuple[str, str]]) -> None:
    for part in sorted({part for part, _ in superseded}):
        gone = [key for other, key in superseded if other == part]
        documents = run.folder.read("read", part, "documents").filter(~pl.col("document_id").is_in(gone))
        run.folder.write("read", part, {"sources": run.folder.read("read", part, "sources"), "documents": documents})


def _source_row(record: SourceRecord) -> dict[str, object]:
    return {
        "source_uri": record.source_uri,
        "document_id": document_id(record.text) if record.text is not None else None,
        "format": record.format,
        "byte_size": record.byte_size,
        "state": "loaded" if record.text is not None else "rejected",
        "reason": record.reason,
    }


def _document_row(record: SourceRecord) -> dict[str, object]:
    declared = {name: value for name, value in asdict(record.declared).items() if value}
    return {
        "document_id": document_id(record.text or ""),
        "format": "html" if record.is_html else "text",
        "text": record.text,
        "encoding": record.encoding,
        "declared": json.dumps(declared, ensure_ascii=False, sort_keys=True),
    }


def _place(source_uri: str, document: object) -> bytes:
    return blake2b(f"{document} {source_uri}".encode("utf-8", "surrogateescape"), digest_size=16).digest()
