"""Every format, packed or not, gives the same documents; records in the form of the well-known corpora."""

import csv
import datetime as dt
import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.reading import document_id, read_sources
from newstext.records import Declared

TEXT = "The harbour reopened on Monday – “after nine days”, officials said.\n\nFerries run again."
PAGE = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>"
PACKERS = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}


def write_warc(records):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    for kind, uri, content_type, payload, status in records:
        http = None
        if kind == "response":
            http = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                uri,
                kind,
                payload=io.BytesIO(payload),
                http_headers=http,
                warc_content_type=content_type if kind != "response" else "",
            )
        )
    return out.getvalue()


def write_csv(rows, delimiter=","):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def write_parquet(rows):
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


SAMPLES = {
    "a.txt": TEXT.encode(),
    "a.html": PAGE.encode(),
    "a.jsonl": (json.dumps({"text": TEXT}) + "\n").encode() * 2,
    "a.json": json.dumps([{"text": TEXT}, {"text": TEXT}], indent=1).encode(),
    "a.csv": write_csv([["id", "text"], ["1", TEXT], ["2", TEXT]]),
    "a.parquet": write_parquet([{"text": TEXT}, {"text": TEXT}]),
    "a.warc": write_warc([("response", "http://a.example/1", "text/html; charset=utf-8", PAGE.encode(), "200 OK")]),
    "a.wet": write_warc([("conversion", "http://a.example/1", "text/plain", TEXT.encode(), None)]),
}
"""A small valid file of every format."""


def read_bytes(folder, name, data, **more):
    path = folder / name
    path.write_bytes(data)
    return list(read_sources([str(path)], **more))


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "a.parquet"])
def test_every_format_gives_its_documents_packed_or_not(tmp_path, name, packing):
    records = read_bytes(tmp_path, name + packing, PACKERS[packing](SAMPLES[name]))
    holds_page = name in {"a.html", "a.warc"}
    assert {(r.state, r.reason, r.text, r.is_html) for r in records} == {
        ("ok", None, PAGE if holds_page else TEXT, holds_page)
    }
    assert len(records) == (2 if name in {"a.jsonl", "a.json", "a.csv"} else 1)


def test_parquet_gives_its_rows_and_is_not_read_packed(tmp_path):
    records = read_bytes(tmp_path, "a.parquet", SAMPLES["a.parquet"])
    assert [(r.source_uri.rsplit("/", 1)[1], r.text, r.format) for r in records] == [
        ("a.parquet#1", TEXT, "parquet"),
        ("a.parquet#2", TEXT, "parquet"),
    ]
    (packed,) = read_bytes(tmp_path, "a.parquet.gz", gzip.compress(SAMPLES["a.parquet"]))
    assert packed.reason.startswith("unsupported_type")


FORMS = {
    "C4: its timestamp is the day of the crawl": (
        {"text": TEXT, "timestamp": "2019-04-25T12:57:54Z", "url": "https://a.example/x"},
        Declared(url="https://a.example/x"),
    ),
    "FineWeb: its date is the day of the crawl": (
        {
            "text": TEXT,
            "id": "<urn:uuid:1>",
            "dump": "CC-MAIN-2023-50",
            "url": "https://a.example/x",
            "date": "2023-12-03T01:02:03Z",
            "file_path": "s3://c/x.warc.gz",
            "language": "en",
            "language_score": 0.97,
            "token_count": 20,
        },
        Declared(url="https://a.example/x", language="en"),
    ),
    "news-please": (
        {
            "authors": ["Ada Kim", "Bo Berg"],
            "date_download": "2024-05-02 10:00:00",
            "date_publish": "2024-05-01 08:30:00",
            "image_url": "https://a.example/i.jpg",
            "language": "en",
            "maintext": TEXT,
            "source_domain": "a.example",
            "title": "Harbour reopens",
            "title_page": None,
            "url": "https://a.example/x",
        },
        Declared(
            "https://a.example/x", "Harbour reopens", "2024-05-01 08:30:00", "en", ("Ada Kim", "Bo Berg"), "a.example"
        ),
    ),
    "NewsAPI": (
        {
            "source": {"id": None, "name": "A Gazette"},
            "author": "Ada Kim",
            "title": "Harbour reopens",
            "url": "https://a.example/x",
            "publishedAt": "2024-05-01T08:30:00Z",
            "content": TEXT,
        },
        Declared("https://a.example/x", "Harbour reopens", "2024-05-01T08:30:00Z", None, ("Ada Kim",), "A Gazette"),
    ),
    "Dolma": ({"text": TEXT, "metadata": {"url": "https://a.example/x"}}, Declared(url="https://a.example/x")),
    "a plain list of fields": (
        {
            "body": TEXT,
            "headline": "Harbour reopens",
            "link": "https://a.example/x",
            "pubDate": "Wed, 01 May 2024",
            "byline": "Ada Kim; Bo Berg",
        },
        Declared("https://a.example/x", "Harbour reopens", "Wed, 01 May 2024", None, ("Ada Kim", "Bo Berg"), None),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_fields_of_known_corpora_become_declared(tmp_path, form):
    record, declared = FORMS[form]
    for name, data in {"r.jsonl": json.dumps(record), "r.json": json.dumps(record, indent=2)}.items():
        (read,) = read_bytes(tmp_path, name, data.encode())
        assert (read.text, read.declared) == (TEXT, declared)


def test_parquet_values_become_declared(tmp_path):
    row = {
        "text": TEXT,
        "published_at": dt.datetime(2024, 5, 1, 8, 30, tzinfo=dt.UTC),
        "authors": ["Ada Kim"],
        "source": {"name": "A"},
    }
    (read,) = read_bytes(tmp_path, "r.parquet", write_parquet([row]))
    assert read.declared == Declared(published_at="2024-05-01T08:30:00+00:00", authors=("Ada Kim",), publisher="A")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters_quotes_and_line_breaks(tmp_path, delimiter):
    rows = [["Title", "Text"], ["One; two, three|four\tfive", TEXT], ["", 'She said "no".']]
    records = read_bytes(tmp_path, "r.csv", write_csv(rows, delimiter))
    assert [(r.declared.title, r.text) for r in records] == [(rows[1][0], TEXT), (None, rows[2][1])]


def test_an_author_list_written_as_text_is_a_list(tmp_path):
    data = write_csv(
        [["text", "authors"], [TEXT, "['Ada Kim', 'Bo Berg']"], [TEXT, '["Ada Kim"]'], [TEXT, "Lee, Ji-won"]]
    )
    authors = [r.declared.authors for r in read_bytes(tmp_path, "r.csv", data)]
    assert authors == [("Ada Kim", "Bo Berg"), ("Ada Kim",), ("Lee, Ji-won",)]


def test_html_is_known_by_field_and_by_looks(tmp_path):
    lines = [{"html": "plain words"}, {"raw_html": PAGE, "text": ""}, {"text": PAGE}, {"text": "less < more"}]
    records = read_bytes(tmp_path, "r.jsonl", "\n".join(map(json.dumps, lines)).encode())
    assert [r.is_html for r in records] == [True, True, True, False]
    (page,) = read_bytes(tmp_path, "page.txt", PAGE.encode())
    assert (page.format, page.is_html) == ("html", True)


def test_warc_accounts_for_every_page(tmp_path):
    data = write_warc(
        [
            ("response", "http://a.example/1", "text/html", PAGE.encode("cp1252"), "200 OK"),
            ("response", "http://a.example/i.png", "image/png", b"\x89PNG", "200 OK"),
            ("response", "http://a.example/2", "text/html", PAGE.encode(), "404 Not Found"),
            ("resource", "http://a.example/3.txt", "text/plain", TEXT.encode(), None),
        ]
    )
    records = read_bytes(tmp_path, "r.warc", data)
    assert [(r.state, (r.reason or "").split(":")[0], r.text, r.declared.url) for r in records] == [
        ("ok", "", PAGE, "http://a.example/1"),
        ("rejected", "not_text", None, None),
        ("rejected", "http_error", None, None),
        ("ok", "", TEXT, "http://a.example/3.txt"),
    ]
    assert [r.source_uri.rsplit("#", 1)[1] for r in records] == ["2", "3", "4", "5"]


def test_warc_in_one_gzip_member_a_record(tmp_path):
    whole = SAMPLES["a.wet"]
    cut = whole.index(b"WARC/1.0", 10)
    (read,) = read_bytes(tmp_path, "r.warc.wet.gz", gzip.compress(whole[:cut]) + gzip.compress(whole[cut:]))
    assert (read.format, read.text, read.declared.url) == ("wet", TEXT, "http://a.example/1")


def test_an_archive_in_the_form_of_cc_news(tmp_path):
    """One gzip member a record, a note on the archive first, requests and responses, pages as servers packed them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(
        writer.create_warcinfo_record("CC-NEWS-20240501-00001.warc.gz", {"format": "WARC File Format 1.0"})
    )
    for number, (packing, packed) in enumerate([("gzip", gzip.compress(PAGE.encode())), (None, PAGE.encode())]):
        headers = [("Content-Type", "text/html; charset=UTF-8"), ("Server", "nginx"), ("X-Crawler-Encoding", "chunked")]
        headers += [("Content-Encoding", packing)] if packing else []
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        url = f"https://a.example/{number}"
        request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "a.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", payload=io.BytesIO(b""), http_headers=request))
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(packed),
                http_headers=http,
                warc_headers_dict={"WARC-Date": "2024-05-01T00:00:03Z", "WARC-Identified-Payload-Type": "text/html"},
            )
        )
    records = read_bytes(tmp_path, "CC-NEWS-20240501-00001.warc.gz", out.getvalue())
    assert [(r.text, r.is_html, r.declared) for r in records] == [
        (PAGE, True, Declared(url="https://a.example/0")),
        (PAGE, True, Declared(url="https://a.example/1")),
    ]
    assert [r.source_uri.rsplit("#", 1)[1] for r in records] == ["3", "5"]


def test_standard_input_is_json_lines():
    data = b'{"text": "One."}\nnot json\n\n{"text": "Two."}\n'
    records = list(read_sources(["-"], stdin=io.BytesIO(data)))
    assert [(r.source_uri, r.text, r.reason) for r in records] == [
        ("stdin#1", "One.", None),
        ("stdin#2", None, "malformed_json: line 2"),
        ("stdin#3", "Two.", None),
    ]


def test_text_is_unaltered_and_identity_is_its_sha256(tmp_path):
    odd = "  One\r\ntwo\tthree\u00a0four\u00ad \n\n"
    (read,) = read_bytes(tmp_path, "odd.txt", odd.encode())
    assert read.text == odd
    assert document_id("abc") == "ba7816bf8f01cfea414140de5dae2223"  # FIPS 180-2, appendix B.1
    assert document_id("\ud800")


def test_csv_bytes_that_are_not_utf8_are_told(tmp_path):
    data = "id,text\n1,naïve “words” – é\n".encode() + b"2,caf\xe9\n"
    first, second = read_bytes(tmp_path, "r.csv", data)
    assert (first.encoding, second.encoding, second.text) == ("utf-8", "utf-8+cp1252", "café")
