"""What signing and deduplicating many articles costs, without cleaning and understanding them.

    python -m tests.bench.deduplicate [--articles 10000 100000]

Prints a line of Markdown for each size: CPU seconds a process, wall seconds, the process's peak memory.
"""

import argparse
import hashlib
import resource
import tempfile
import time
from dataclasses import replace
from itertools import batched
from pathlib import Path

from flows import steps
from flows.frames import make_frame
from flows.run import Run, begin_run
from flows.settings import Settings
from flows.steps.clean import _signature_frame
from newstext.likeness.signatures import sign
from tests.bench.corpus import make_articles

PART = 500
HEAD_PARAGRAPHS = 3
"""Title, byline and dateline of a generated article; what follows is its body."""


def sign_articles(run: Run, count: int) -> float:
    """Write the clean stage's articles and signatures; return the CPU seconds that signing took."""
    seconds = 0.0
    for number, texts in enumerate(batched(make_articles(count), PART)):
        bodies = ["\n\n".join(text.split("\n\n")[HEAD_PARAGRAPHS:]) for text in texts]
        begun = time.process_time()
        signed = sign(bodies)
        seconds += time.process_time() - begun
        rows = [
            {
                "article_id": hashlib.sha256(f"{number} {place}".encode()).hexdigest()[:32],
                "body": body,
                "body_hash": key,
                "word_count": len(body.split()),
                "bylines": [],
            }
            for place, (body, key) in enumerate(zip(bodies, signed.body_hashes, strict=True))
        ]
        frames = {"articles": make_frame("articles", rows), "signatures": _signature_frame(signed)}
        run.folder.write("clean", f"part-{number:06d}", frames)
    return seconds


def main() -> None:
    """Measure the sizes asked for, smallest first, so that peak memory is each size's own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[10_000, 100_000])
    print("| articles | signing, CPU s | signed a CPU second | deduplicating, CPU s | wall s | peak MiB | copies |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in sorted(parser.parse_args().articles):
        with tempfile.TemporaryDirectory() as folder:
            run = begin_run(replace(Settings(), warehouse=Path(folder) / "news.duckdb"), ("generated",))
            signing = sign_articles(run, count)
            wall, cpu = time.perf_counter(), time.process_time()
            steps.deduplicate(run)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            copies = run.folder.rows("deduplicate", "duplicates")
            cells = (f"{count:,}", f"{signing:.1f}", f"{count / signing:,.0f}", f"{cpu:.1f}", f"{wall:.1f}")
            print("|", " | ".join((*cells, f"{peak:,.0f}", f"{copies:,}")), "|", flush=True)


if __name__ == "__main__":
    main()
