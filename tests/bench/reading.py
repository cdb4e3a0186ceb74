"""Whether memory stays flat while one large file is read.

    python -m tests.bench.reading [--megabytes 1000]

Writes packed containers of generated articles and pages, unpacked as large as asked for, reads each in a process of its
own, and prints that process's peak memory beside that of reading a file of a hundredth of the size. Prints Markdown.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.reading import read_sources
from tests.bench.corpus import make_articles
from tests.bench.pages import first_pages

MEGABYTE = 10**6
KINDS = 500
"""Different articles and pages; a large file repeats them, each time under another address."""


def lines() -> Iterator[bytes]:
    """Give records of a JSON Lines file."""
    for number, text in enumerate(cycle(list(islice(make_articles(KINDS), KINDS)))):
        yield json.dumps({"text": f"{number} {text}", "url": f"https://news.example/{number}"}).encode() + b"\n"


def responses() -> Iterator[bytes]:
    """Give records of a web archive."""
    headers = [("Content-Type", "text/html; charset=utf-8")]
    for number, page in enumerate(cycle([page.source.encode() for page in first_pages(KINDS)])):
        out = BytesIO()
        writer = WARCWriter(out, gzip=False)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        url = f"https://news.example/{number}"
        writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(page), http_headers=http))
        yield out.getvalue()


def write(path: Path, records: Iterator[bytes], size: int) -> Path:
    with gzip.open(path, "wb", compresslevel=1) as file:
        held = 0
        while held < size:
            held += file.write(next(records))
    return path


def read(path: str) -> None:
    """Read a file and print how many records it gave, its seconds and the peak memory of this process in MiB."""
    begun = time.process_time()
    count = sum(record.state == "ok" for record in read_sources([path]))
    seconds = time.process_time() - begun
    print(json.dumps([count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    """Write, read and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--read", help="read this file only")
    asked = parser.parse_args()
    if asked.read:
        read(asked.read)
        return
    print("| file | MB | records | CPU s | peak MiB |\n| --- | ---: | ---: | ---: | ---: |")
    for name, make in {"a.jsonl.gz": lines, "a.warc.gz": responses}.items():
        for megabytes in (asked.megabytes // 100, asked.megabytes):
            with tempfile.TemporaryDirectory() as folder:
                path = write(Path(folder) / name, make(), megabytes * MEGABYTE)
                command = [sys.executable, "-m", "tests.bench.reading", "--read", str(path)]
                done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
                count, seconds, peak = json.loads(done.stdout)
                print(f"| {name} | {megabytes:,} | {count:,} | {seconds:.1f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
