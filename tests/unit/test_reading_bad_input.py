"""Bad input: each file or record is accounted for with its reason, and never stops the others."""

import gzip
import io
import json
import os
import random
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.reading import ReadLimits, read_sources

GOOD = b"The council met on Tuesday and agreed on a budget.\n"
NOISE = random.Random(7).randbytes(900)  # no start of any known file, and no text
MEBIBYTE = 1 << 20
SMALL = ReadLimits(max_document_bytes=1000)


def line(text="Some words.", **more):
    return json.dumps({"text": text, **more}).encode() + b"\n"


def bad_parquet():
    out = io.BytesIO()
    pq.write_table(
        pa.table({"text": [f"{n} " + "words " * 50 for n in range(500)]}), out, row_group_size=100, compression="none"
    )
    data = bytearray(out.getvalue())
    middle = len(data) // 2
    data[middle : middle + 300] = b"\xff" * 300
    return bytes(data)


WHOLE_FILES = {
    "empty file": ("a.txt", b"", "empty_file"),
    "empty container": ("a.jsonl", b"", "empty_file"),
    "an empty gzip": ("a.txt.gz", gzip.compress(b""), "empty_file: nothing is packed in it"),
    "only blanks": ("a.txt", b" \r\n\t\n", "no_text"),
    "only a byte order mark": ("a.txt", b"\xef\xbb\xbf", "no_text"),
    "random bytes": ("a.txt", NOISE, "binary: control characters"),
    "PDF called text": ("a.txt", b"%PDF-1.4\nsome words", "binary: PDF"),
    "PNG called HTML": ("a.html", b"\x89PNG\r\n\x1a\n0000", "binary: PNG"),
    "NULs only": ("a.txt", b"\0" * 400, "binary: control characters"),
    "binary container": ("a.csv", NOISE, "binary: control characters"),
    "ZIP called JSON": ("a.json", b"PK\x03\x04" + NOISE, "binary: ZIP"),
    "not Parquet": ("a.parquet", GOOD, "broken_parquet"),
    "not WARC": ("a.warc", GOOD, "broken_warc"),
    "no extension": ("README", GOOD, "unsupported_type: no extension"),
    "a picture": ("a.jpg", b"\xff\xd8\xff", "unsupported_type: .jpg"),
    "an archive of files": ("a.zip", b"PK\x03\x04", "unsupported_type: .zip"),
    "packed twice": ("a.txt.gz", gzip.compress(gzip.compress(GOOD)), "binary: packed more than once"),
    "packed twice, and called so": ("a.txt.gz.gz", gzip.compress(gzip.compress(GOOD)), "unsupported_type: .gz"),
    "gzip cut short": ("a.txt.gz", gzip.compress(GOOD)[:-9], "broken_archive: the gzip stream ends early"),
    "zstd cut short": ("a.txt.zst", zstandard.compress(NOISE)[:-5], "broken_archive"),
    "gzip of bad data": ("a.txt.gz", gzip.compress(GOOD)[:12] + b"\xff" * 9, "broken_archive"),
    "no text column": ("a.csv", b"id,views\n1,2\n", "no_text_field: columns are id, views"),
    "header only": ("a.csv", b"id,text\n", "no_records"),
    "empty array": ("a.json", b" [ ] ", "no_records"),
    "a long line": ("a.txt", b"x" * 2000, "too_large: more than 1000 bytes"),
}


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_a_bad_file_is_one_rejected_record_and_the_next_is_read(tmp_path, case):
    name, data, reason = WHOLE_FILES[case]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_bytes(GOOD)
    bad, good = read_sources([str(tmp_path)], SMALL)
    assert bad.source_uri == str(tmp_path / name)
    assert (bad.state, bad.text, bad.byte_size) == ("rejected", None, len(data))
    assert bad.reason == reason if ":" in reason else bad.reason.split(":")[0] == reason
    assert good.text == GOOD.decode()


RECORDS = {
    "malformed line": ("a.jsonl", line() + b'{"text": \n' + line(), [None, "malformed_json: line 2", None]),
    "not an object": (
        "a.jsonl",
        line() + b'"words"\n' + line(),
        [None, "malformed_json: line 2 is not an object", None],
    ),
    "endless nesting": ("a.jsonl", b'{"text":' * 100_000 + b"\n" + line(), ["too_large", None]),
    "deep nesting": ("a.jsonl", b'{"a":' * 199 + b"\n" + line(), ["malformed_json: line 1", None]),
    "an endless number": ("a.jsonl", b'{"text": "a", "n": ' + b"9" * 900 + b"}\n" + line(), [None, None]),
    "no text field": ("a.jsonl", line() + b'{"id": 1}\n', [None, "no_text_field: fields are id"]),
    "no text": ("a.jsonl", line() + line("") + line(" \n"), [None, "no_text", "no_text"]),
    "text is a number": ("a.jsonl", line(5) + line(), ["no_text", None]),
    "a line too long": ("a.jsonl", line() + line("x" * 5000) + line(), [None, "too_large", None]),
    "no last line end": ("a.jsonl", line() + line()[:-1], [None, None]),
    "array cut short": ("a.json", b"[" + line() + b"," + line()[:-3], [None, "malformed_json: element 2"]),
    "an element too long": ("a.json", b"[" + line() + b"," + line("x" * 90_000) + b"]", [None, "too_large"]),
    "row of another length": (
        "a.csv",
        b"id,text\n1,Words.\n2,More, words.\n3\n4,End.\n",
        [
            None,
            "malformed_csv: line 3: 3 fields where the header has 2",
            "malformed_csv: line 4: 1 fields where the header has 2",
            None,
        ],
    ),
    "quotation mark never closed": ("a.csv", b'id,text\n1,Words.\n2,"' + b"more\n" * 400, [None, "malformed_csv"]),
    "lone surrogate": ("a.jsonl", b'{"text": "one \\ud800 two"}\n' + line(), [None, None]),
}


@pytest.mark.parametrize("case", RECORDS)
def test_bad_records_leave_the_others(tmp_path, case):
    name, data, reasons = RECORDS[case]
    (tmp_path / name).write_bytes(data)
    records = list(read_sources([str(tmp_path / name)], SMALL))
    assert [r.source_uri for r in records] == [f"{tmp_path / name}#{n}" for n in range(1, len(reasons) + 1)]
    for record, reason in zip(records, reasons, strict=True):
        assert (record.reason or "").startswith(reason or "")
        assert (record.reason is None) == (reason is None) == (record.state == "ok")
        (record.text or "").encode()


def test_a_container_broken_midway_keeps_the_records_before(tmp_path):
    lines = b"".join(line(f"{n} {random.Random(n).randbytes(60).hex()}") for n in range(5000))
    for name, data in {
        "a.jsonl.gz": gzip.compress(lines)[:-4000],
        "a.jsonl.zst": zstandard.compress(lines)[:-4000],
        "a.parquet": bad_parquet(),
    }.items():
        (tmp_path / name).write_bytes(data)
        *good, last = read_sources([str(tmp_path / name)])
        assert len(good) > 50
        assert {r.state for r in good} == {"ok"}
        assert (last.state, last.source_uri) == ("rejected", f"{tmp_path / name}#{len(good) + 1}")


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.warc"])
def test_bombs_are_stopped_by_their_ratio(tmp_path, name, pack):
    (tmp_path / name).write_bytes(pack(b"text\n" + b"0" * (40 * MEBIBYTE)))
    tracemalloc.start()
    *_, last = read_sources([str(tmp_path / name)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert last.reason.startswith(("zip_bomb: more than 200 times", "broken_warc"))
    assert peak < 64 * MEBIBYTE


def test_a_bomb_of_equal_rows_is_stopped(tmp_path):
    row = "words " * 2000
    table = pa.table({"text": pa.array([row] * 20_000)})
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd", use_dictionary=False)
    *_, last = read_sources([str(tmp_path / "a.parquet")])
    assert last.reason == "zip_bomb: more than 200 times its size"


def test_a_packed_page_that_unpacks_without_end_is_stopped(tmp_path):
    packed = gzip.compress(b"<p>" + b"0" * (120 * MEBIBYTE))
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    with (tmp_path / "a.warc").open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        for page in (packed, gzip.compress(b"<html><body><p>Some words.</p></body></html>")):
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record("http://a.example/", "response", payload=io.BytesIO(page), http_headers=http)
            )
    tracemalloc.start()
    bomb, good = read_sources([str(tmp_path / "a.warc")], ReadLimits(max_document_bytes=4 * MEBIBYTE))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert bomb.reason.startswith("too_large")
    assert good.state == "ok"
    assert peak < 64 * MEBIBYTE  # warcio unpacks 16 KiB at a time, which give up to 16 MiB


def test_unpacking_is_stopped_by_size(tmp_path):
    data = b"".join(line(random.Random(n).randbytes(500).hex()) for n in range(300))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data))
    *good, last = read_sources([str(tmp_path / "a.jsonl.gz")], ReadLimits(max_unpacked_bytes=200_000))
    assert last.reason == "zip_bomb: more than 200000 bytes"
    assert all(r.state == "ok" for r in good)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_line_without_end_is_not_held(tmp_path, name):
    with (tmp_path / name).open("wb") as file:
        for _ in range(200):
            file.write(b"x" * MEBIBYTE)
    tracemalloc.start()
    (record,) = read_sources([str(tmp_path / name)], ReadLimits(max_document_bytes=4 * MEBIBYTE))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert record.reason.startswith("too_large")
    assert peak < 16 * MEBIBYTE


def test_memory_stays_flat_over_a_long_file(tmp_path):
    row = line("word " * 600, url="https://a.example/x")
    with (tmp_path / "a.jsonl").open("wb") as file:
        for _ in range(50 * MEBIBYTE // len(row)):
            file.write(row)
    tracemalloc.start()
    count = sum(r.state == "ok" for r in read_sources([str(tmp_path / "a.jsonl")]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 50 * MEBIBYTE // len(row)
    assert peak < 4 * MEBIBYTE


def test_a_file_that_changes_while_read_is_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(line() * 3)
    records = read_sources([str(path)])
    first = next(records)
    path.write_bytes(line() * 9)
    os.utime(path, ns=(1, 1))
    *_, last = records
    assert first.state == "ok"
    assert (last.state, last.reason, last.source_uri) == ("rejected", "changed_while_read", str(path))


def test_a_file_that_vanishes_after_listing_is_told(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(GOOD)
    records = read_sources([str(tmp_path)])
    assert next(records).state == "ok"
    (tmp_path / "b.txt").unlink()
    assert [r.reason for r in records] == ["vanished", None]


def test_an_unreadable_file_is_told(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(GOOD)

    class Refusing(io.FileIO):  # as root, no mode keeps a file from being read
        def __init__(self, path, *more):
            if str(path).endswith("a.txt"):
                raise PermissionError(13, "Permission denied", path)
            super().__init__(path, *more)

    monkeypatch.setattr("flows.reading.reader.io.FileIO", Refusing)
    assert [r.reason for r in read_sources([str(tmp_path)])] == ["unreadable: permission denied", None]
