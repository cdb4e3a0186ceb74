"""Sources on another machine: the same records as of local files, nothing fetched twice, and no secret told."""

import functools
import gzip
import http.server
import json
import logging
import random
import re
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace

import polars as pl
import pytest
from typer.testing import CliRunner

from flows import steps
from flows.cli import app
from flows.reading import SourceNotFoundError, fetching, read_sources
from flows.reading.listing import list_sources
from flows.reading.stores import has_secrets, is_url, without_secrets
from flows.run import begin_run
from flows.serving import serve
from flows.settings import Settings, SettingsError
from tests.flows.in_process import query, run_sources
from tests.unit.test_reading_formats import PACKERS, SAMPLES
from warehouse.compare import canonical_rows
from warehouse.connect import open_writer

SECRET = "sesame-open"
TEXTS = {
    "a.txt": "Ferry line returns\n\nMarch 3, 2024\n\nSouth Korea reopened a ferry line to Japan on Sunday.\n",
    "deep/b.txt": "Bridge costs rise\n\nMay 7, 2024\n\nThe bridge will cost $40 million, the ministry said.\n",
    "more.jsonl": '{"text": "Harbour talks ended on Thursday."}\n{"no": "text"}\n{"text": "The port stays shut."}\n',
}
OF_EVERY_KIND = {
    **{f"good/{name}{end}": pack(data) for name, data in SAMPLES.items() for end, pack in PACKERS.items()},
    "bad/empty.txt": b"",
    "bad/picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "bad/letter.pdf": b"%PDF-1.7",
    "bad/no suffix": b"words",
    "bad/bomb.txt.gz": gzip.compress(b"0" * (12 << 20)),
    "bad/short.jsonl.gz": gzip.compress(SAMPLES["a.jsonl"])[:-9],
    "bad/half.parquet": SAMPLES["a.parquet"][:200],
    "bad/broken.json": b'[{"text": "Words."}, {"te',
    "odd/a b+c%20d&é.txt": b"Words of a strange name.",
    "odd/3#3": b"no suffix either",
    "odd/back\\slash.txt": b"Words behind a slash.",
    "odd/.hidden.txt": b"Words that no star finds.",
}


def put(bucket, files):
    name, fs = bucket
    for path, data in files.items():
        fs.pipe_file(f"{name}/news/{path}", data if isinstance(data, bytes) else data.encode())
    return f"s3://{name}/news"


def write(folder, files):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def moved(records, here, there):
    return [replace(r, source_uri=r.source_uri.replace(str(here), there)) for r in records]


SOURCES = [
    "",
    "/good",
    "/bad/*",
    "/**/*.txt",
    "/*/*.gz",
    "/odd/[ab]*",
    "/good/a.parquet",
    "/[go]*/*.parquet",
    "/odd/.h*",
]


@pytest.mark.parametrize(("source", "small"), [*((source, fetching.SMALL) for source in SOURCES), ("", 100)])
def test_files_on_s3_give_the_records_of_local_ones(tmp_path, bucket, monkeypatch, source, small):
    monkeypatch.setattr(fetching, "SMALL", small)
    url, folder = put(bucket, OF_EVERY_KIND), write(tmp_path / "news", OF_EVERY_KIND)
    here = moved(read_sources([str(folder) + source]), folder, url)
    assert list(read_sources([url + source])) == here
    assert here


@contextmanager
def web(folder):
    """Serve a folder on loopback as any web server does, with a list of names for each folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_files_of_a_web_server_give_the_records_of_local_ones(tmp_path):
    plain = {name: data for name, data in OF_EVERY_KIND.items() if not name.startswith("odd/")}
    folder = write(tmp_path / "news", {name.replace(" ", "-"): data for name, data in plain.items()})
    with web(folder) as url:
        found = {record.source_uri: record for record in read_sources([url + "/"])}
        (alone,) = read_sources([f"{url}/good/a.txt?token=sesame-open"])
    here = {record.source_uri: record for record in moved(read_sources([str(folder)]), folder, url)}
    assert found == here
    assert alone == here[f"{url}/good/a.txt"]


def test_limits_hold_on_remote_files(bucket):
    url = put(bucket, {"long.txt": b"x" * (33 << 20), "bomb.jsonl.gz": gzip.compress(b"0" * (40 << 20))})
    assert [record.reason.split(" than ")[0] for record in read_sources([url])] == ["zip_bomb: more", "too_large: more"]


def states(folder, url):
    """Run over a URL; return what became of what it offered, by state."""
    return run_sources(folder, [url]).stage_notes()[0]["seen"]


def sources_of(folder):
    return [uri for (uri,) in query(folder, "select source_uri from raw.sources order by all")]


@pytest.fixture
def fetched(monkeypatch):
    """The names of the files that were fetched since it was last cleared."""
    names, begin = [], fetching.open_remote

    def note(file):
        names.append(file.entry.name)
        return begin(file)

    monkeypatch.setattr("flows.reading.reader.open_remote", note)
    return names


def test_a_run_over_s3_gives_the_rows_of_a_run_over_files(tmp_path, bucket):
    url, folder = put(bucket, TEXTS), write(tmp_path / "news", TEXTS)
    assert states(tmp_path / "there", url) == {"loaded": 4, "rejected": 1}
    assert states(tmp_path / "here", str(folder)) == {"loaded": 4, "rejected": 1}
    there, here = (canonical_rows(tmp_path / name / "news.duckdb", ("main",)) for name in ("there", "here"))
    assert there == here
    assert sources_of(tmp_path / "there") == [uri.replace(str(folder), url) for uri in sources_of(tmp_path / "here")]


def test_what_is_unchanged_is_not_fetched_again(tmp_path, bucket, fetched):
    url = put(bucket, TEXTS)
    states(tmp_path, url)
    fetched.clear()
    assert states(tmp_path, url) == {"known": 5}
    assert fetched == []
    put(bucket, {"a.txt": TEXTS["a.txt"], "deep/b.txt": TEXTS["deep/b.txt"].replace("40", "45"), "c.txt": "News came."})
    assert states(tmp_path, url) == {"known": 4, "loaded": 2}
    assert fetched == ["c.txt", "b.txt"]
    assert states(tmp_path, url) == {"known": 6}
    assert fetched == ["c.txt", "b.txt"]
    assert sum(run_sources(tmp_path, [url], full=True).stage_notes()[0]["seen"].values()) == 6
    assert len(fetched) == 6


def test_what_other_rules_have_read_is_fetched_again(tmp_path, bucket, fetched):
    url = put(bucket, {"a.txt": TEXTS["a.txt"], "b.pdf": "%PDF"})
    states(tmp_path, url)
    with open_writer(tmp_path / "news.duckdb") as connection:
        connection.execute("update ops.remote_files set extractor_version = '0'")
    fetched.clear()
    assert states(tmp_path, url) == {"known": 2}
    assert fetched == ["a.txt"]


def break_reading(monkeypatch, name, begin=0):
    """Let the connection break where a file of this name is read, from a place in it on."""
    import s3fs

    real = s3fs.S3FileSystem._call_s3

    async def call(self, method, *more, **options):
        start = int(re.match(r"bytes=(\d+)", options.get("Range", "bytes=0"))[1])
        if method == "get_object" and options["Key"].endswith(name) and start >= begin:
            raise ConnectionError(f"lost: http://somebody:{SECRET}@10.0.0.1/")
        return await real(self, method, *more, **options)

    monkeypatch.setattr(s3fs.S3FileSystem, "_call_s3", call)
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)


MANY = b"".join(
    json.dumps({"text": f"{n}: {random.Random(n).randbytes(2000).hex()}"}).encode() + b"\n" for n in range(2500)
)
"""Ten megabytes of records: more than is asked for at once."""


def test_a_connection_that_breaks_is_a_place_in_the_rejects_and_the_next_run_reads_on(tmp_path, bucket):
    url = put(bucket, {"a.txt": TEXTS["a.txt"], "b.txt": "Words.", "many.jsonl": MANY})
    with pytest.MonkeyPatch.context() as breaking:
        break_reading(breaking, "b.txt")
        break_reading(breaking, "many.jsonl", begin=5 << 20)
        run = begin_run(Settings(warehouse=tmp_path / "news.duckdb"), (url,))
        steps.read(run)
    offered = pl.concat(map(pl.read_parquet, run.folder.files("read", "sources")))
    reasons = dict(offered.filter(pl.col("reason").is_not_null()).select("source_uri", "reason").iter_rows())
    assert set(reasons.values()) == {"unreadable: lost: http://10.0.0.1/"}
    broken = [uri for uri in reasons if "many" in uri]
    assert len(reasons) == 2
    assert 1000 < int(broken[0].split("#")[1]) == offered.height - 2 < 2500
    (noted,) = run.folder.files("load", "remote_files")
    assert pl.read_parquet(noted)["file_uri"].to_list() == [f"{url}/a.txt"]
    assert sum(record.reason is None for record in read_sources([url])) == 2502


@pytest.mark.parametrize("name", ["a.parquet", "a.warc", "a.csv", "a.jsonl.zst", "a.txt.gz"])
def test_a_broken_connection_is_not_taken_for_a_broken_file(bucket, monkeypatch, name):
    url = put(bucket, {name: OF_EVERY_KIND[f"good/{name}"]})
    monkeypatch.setattr(fetching, "SMALL", 1)
    break_reading(monkeypatch, name)
    (record,) = read_sources([url])
    assert record.reason.startswith("unreadable: lost")
    assert SECRET not in record.reason


def test_a_file_that_is_replaced_while_it_is_read_is_told(bucket):
    url = put(bucket, {"many.jsonl": MANY})
    records = read_sources([url])
    next(records)
    put(bucket, {"many.jsonl": MANY[::-1]})
    *_, last = records
    assert last.reason == "changed_while_read"


def test_a_folder_without_rights_is_told_and_the_others_are_read(bucket, monkeypatch):
    import s3fs

    url, real = put(bucket, TEXTS), s3fs.S3FileSystem._lsdir

    async def refuse(self, path, *more, **options):
        if path.endswith("deep"):
            raise PermissionError("Access Denied")
        return await real(self, path, *more, **options)

    monkeypatch.setattr(s3fs.S3FileSystem, "_lsdir", refuse)
    told = {found.path.removeprefix(url): found.reason for found in list_sources([url])}
    assert told == {"/a.txt": None, "/deep": "unreadable: Access Denied", "/more.jsonl": None}


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("s3://nowhere-at-all/x", SourceNotFoundError, "no such file or folder: s3://nowhere-at-all/x"),
        ("s3://{bucket}/none/*.txt", SourceNotFoundError, "no file matches: s3://.*/none/"),
        ("s3://{bucket}/news/../../other/a.txt", SourceNotFoundError, "not a place of its own"),
        ("http://127.0.0.1:9/a/%2e%2e/b.txt", SourceNotFoundError, "not a place of its own"),
        ("s3://", SourceNotFoundError, "not a place of its own"),
        ("nonsense://a/b", SourceNotFoundError, "cannot open nonsense://a/b"),
        ("gs://a/b", SettingsError, "gs:// needs a package that is not installed: .*gcsfs"),
    ],
)
def test_a_url_that_leads_nowhere_is_one_line_at_once(bucket, source, error, words):
    with pytest.raises(error, match=words):
        read_sources([source.format(bucket=bucket[0])])


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    import fsspec  # noqa: F401 - it brings the registry

    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(SettingsError, match=r"pip install newsledger\[s3\]"):
        read_sources(["s3://a/b"])


def test_names_that_lead_out_of_their_folder_are_not_followed(bucket):
    url = put(bucket, {"a.txt": "Words.", "../x/a.txt": "Words of others.", "/a.txt": "Words under no name.", "d/": ""})
    told = {found.path.removeprefix(url): (found.reason or "").split(":")[0] for found in list_sources([url])}
    assert told == {"/a.txt": "", "/": "unsupported_type", "/..": "unsupported_type"}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"s3://me:{SECRET}@bucket/a.txt", "s3://bucket/a.txt"),
        (f"ftp://me:{SECRET}@host:21/a", "ftp://host:21/a"),
        (f"https://me:{SECRET}@host/a.txt?page=2", "https://host/a.txt?page=2"),
        (f"https://host/a.txt?X-Amz-Signature={SECRET}&X-Amz-Date=1&b=2", "https://host/a.txt?b=2"),
        (f"https://host/a.txt?sv=2&sig={SECRET}", "https://host/a.txt"),
        (f"https://host/a.txt?api_key={SECRET}", "https://host/a.txt"),
        ("abfs://container@account.dfs.core.windows.net/a", "abfs://container@account.dfs.core.windows.net/a"),
        ("s3://bucket/a?b=c#d", "s3://bucket/a?b=c#d"),
    ],
)
def test_a_url_is_told_without_its_secrets(url, shown):
    assert without_secrets(url) == shown
    assert has_secrets(url) == (SECRET in url)


@pytest.mark.parametrize(
    ("source", "is_one"),
    [("s3://b/k", True), ("S3://b", True), ("file:///a", False), ("a/b", False), ("-", False), ("c:x//", False)],
)
def test_what_is_a_url(source, is_one):
    assert is_url(source) == is_one


def test_a_file_url_is_a_local_file(tmp_path):
    write(tmp_path, {"a.txt": "Words."})
    assert [found.path for found in list_sources([f"file://{tmp_path}/a.txt"])] == [f"{tmp_path}/a.txt"]


def test_secrets_of_a_url_are_stored_nowhere(tmp_path, bucket, caplog):
    caplog.set_level(logging.INFO)
    url = put(bucket, TEXTS).replace("s3://", f"s3://somebody:{SECRET}@")
    assert states(tmp_path, url) == {"loaded": 4, "rejected": 1}
    assert states(tmp_path, url) == {"known": 5}
    said = CliRunner().invoke(app, ["status", url, "-w", str(tmp_path / "news.duckdb")])
    assert said.exit_code == 0
    with pytest.raises(SourceNotFoundError) as refused:
        read_sources([url + "/none"])
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert SECRET not in f"{said.output}{refused.value}{caplog.text}"
    assert SECRET.encode() not in kept
    assert sources_of(tmp_path)[0].startswith(f"s3://{bucket[0]}/news/")


def test_a_schedule_does_not_take_a_url_with_a_secret(tmp_path):
    with pytest.raises(SettingsError, match="password") as refused:
        serve(Settings(warehouse=tmp_path / "news.duckdb"), [f"s3://me:{SECRET}@bucket/a"])
    assert SECRET not in str(refused.value)


def test_status_counts_what_waits_on_s3(tmp_path, bucket):
    url = put(bucket, TEXTS)
    states(tmp_path, url + "/deep")
    said = CliRunner().invoke(app, ["status", url, "-w", str(tmp_path / "news.duckdb"), "--json"]).stdout
    assert re.search(r'"waiting_files": 2\b', said)
