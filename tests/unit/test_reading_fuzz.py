"""Fuzz: whatever happens to a file, it ends, raises nothing, every offered file has its record, and can be cleaned."""

import gzip
import io
import json
import logging
import random
import tarfile
import time
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.reading import ReadLimits, document_id, path_of_uri, read_sources
from newstext.cleaning.cleaner import Cleaner
from newstext.cleaning.document import _prints
from newstext.splitting import ArticleSplitter

LIMITS = ReadLimits(max_document_bytes=100_000)
SECONDS_A_FILE = 5


def archive():
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for n in range(3):
        page = f"<html><body><p>Page {n} – “words”.</p></body></html>".encode()
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(f"http://a.example/{n}", "response", io.BytesIO(page), http_headers=headers)
        writer.write_record(record)
        plain = io.BytesIO(f"Text {n}.".encode())
        writer.write_record(
            writer.create_warc_record(f"http://a.example/{n}", "conversion", plain, warc_content_type="text/plain")
        )
    return out.getvalue()


def parquet():
    out = io.BytesIO()
    rows = [{"text": f"Row {n} – “words”.", "url": "http://a.example", "authors": ["A", "B"]} for n in range(9)]
    pq.write_table(pa.Table.from_pylist(rows), out, row_group_size=3)
    return out.getvalue()


def archive_of_files(kind):
    """A tar or zip archive with a text and, within it, a zip archive of a text."""
    inner, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("b.txt", "“Yes”, she said – at last.\n" * 9)
    members = {"a.txt": b"Some words.\n" * 9, "b.zip": inner.getvalue()}
    if kind == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in members.items():
                file.writestr(name, data)
    else:
        with tarfile.open(fileobj=out, mode="w") as file:
            for name, data in members.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                file.addfile(member, io.BytesIO(data))
    return out.getvalue()


OBJECTS = [
    {"text": f"Row {n} – “words”.", "authors": ["A"], "date": "2024-05-01", "source": {"name": "A"}} for n in range(9)
]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in OBJECTS).encode()
PLAIN = {
    "a.txt": "“Yes”, she said – at last.\n".encode() * 9,
    "a.html": "<html><meta charset=utf-8><body><p>“Yes”, she said.</p></body></html>".encode(),
    "a.jsonl": LINES,
    "a.json": json.dumps(OBJECTS, indent=1).encode(),
    "a.csv": b'id,text,author\n1,"One, two\nthree",A\n' + "2,“Four”,B\n".encode() * 5,
    "a.warc": archive(),
    "a.wet": archive(),
}
VALID = (
    PLAIN
    | {"a.parquet": parquet()}
    | {name + ".gz": gzip.compress(data, mtime=0) for name, data in PLAIN.items()}
    | {name + ".zst": zstandard.compress(data) for name, data in PLAIN.items()}
    | {
        "nested.txt.gz": gzip.compress(gzip.compress(b"words", mtime=0), mtime=0),
        "zst in gz.jsonl.gz": gzip.compress(zstandard.compress(LINES), mtime=0),
        "gz in zst.warc.zst": zstandard.compress(gzip.compress(archive(), mtime=0)),
        "zip.txt": archive_of_files("zip"),
        "zip.jsonl.gz": gzip.compress(archive_of_files("zip"), mtime=0),
        "tar.txt": archive_of_files("tar"),
        "tar.txt.gz": gzip.compress(archive_of_files("tar"), mtime=0),
        "tar.warc.zst": zstandard.compress(archive_of_files("tar")),
        "utf16.txt": "Some words.".encode("utf-16"),
    }
)


def mutate(data, random_):
    """Flip, cut, double or insert bytes in a few places."""
    data = bytearray(data)
    for _ in range(random_.choice([1, 1, 2, 8, 40])):
        at = random_.randrange(len(data) + 1)
        match random_.randrange(5):
            case 0 if at < len(data):
                data[at] ^= 1 << random_.randrange(8)
            case 1 if at < len(data):
                data[at] = random_.choice(b'\x00\xff\x80\x1a\n"{[,<')
            case 2:
                del data[at : at + random_.choice([1, 4, 64])]
            case 3:
                data[at:at] = data[at : at + random_.choice([1, 16, 300])]
            case _:
                data = data[: max(at, 1)] if random_.random() < 0.3 else data + random_.randbytes(8)
    return bytes(data)


@pytest.fixture(scope="module")
def tools(tables):
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Cleaner(tables), ArticleSplitter(tables)


def read_and_check(tools, folder, name, data):
    cleaner, splitter = tools
    path = folder / name
    path.write_bytes(data)
    started = time.process_time()
    records = list(read_sources([str(folder)], LIMITS, splitter=splitter))
    path.unlink()
    for record in records:
        if record.text is not None:
            cleaned = cleaner.clean(record.text, "html" if record.is_html else "text", record.declared)
            covered = "".join(record.text[block.start : block.end] for block in cleaned.raw_blocks())
            assert "".join(filter(_prints, covered)) == "".join(filter(_prints, record.text))
    assert time.process_time() - started < SECONDS_A_FILE
    assert records, "an offered file without a record"
    assert len({r.source_uri for r in records}) == len(records)
    for record in records:
        assert path_of_uri(record.source_uri)[0] == str(path)
        assert (record.state == "ok") == (record.text is not None) == (record.reason is None)
        (record.reason or "").encode()
        repr(record.declared).encode()
        if record.text is not None:
            record.text.encode()
            assert document_id(record.text)


@pytest.mark.parametrize("name", VALID)
def test_valid_samples_are_read_whole(tools, tmp_path, name):
    read_and_check(tools, tmp_path, name, VALID[name])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(VALID)), seed=st.integers(0, 2**32))
def test_mutated_files_are_accounted_for(tools, tmp_path, name, seed):
    read_and_check(tools, tmp_path, name, mutate(VALID[name], random.Random(seed)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(VALID)), data=st.binary(max_size=200))
def test_any_bytes_under_any_name_are_accounted_for(tools, tmp_path, name, data):
    read_and_check(tools, tmp_path, name, data)


@pytest.mark.parametrize("name", VALID)
def test_files_cut_at_many_lengths_are_accounted_for(tools, tmp_path, name):
    data = VALID[name]
    for length in range(0, len(data), max(1, len(data) // 25)):
        read_and_check(tools, tmp_path, name, data[:length])


@pytest.mark.slow
def test_five_thousand_mutations(tools, tmp_path):
    names = sorted(VALID)
    for seed in range(5000):
        name = names[seed % len(names)]
        read_and_check(tools, tmp_path, name, mutate(VALID[name], random.Random(seed)))
