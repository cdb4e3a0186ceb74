"""A reader as a BI tool has them: opens the published file for each question, for as long as publications go on.

    python -m tests.flows.reading_process FILE STOP

Prints one line of JSON once the file STOP is there: questions asked, errors, states that were not whole, and memory and
open files at the start and at the end.
"""

import json
import os
import sys
import time
from pathlib import Path

import psutil
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

WHOLE = text("""
    select
        (select list(distinct extractor_version::int) from articles),
        (select list(distinct words::int) from mart.who_said_what),
        (select max(split_part(run_id, '-', 2)::int) from ops.runs)
""")
"""Every publication writes its number into every article and every statement, and has it in the name of its run."""
PAUSE = 0.05
"""Seconds between questions, so that the publisher has a processor."""
SETTLED = 5
"""Questions after which what a process needs once is there."""


def footprint():
    process = psutil.Process()
    return {"mib": process.memory_info().rss / 2**20, "files": process.num_fds()}


def read_until(path, stop):
    engine = create_engine(f"duckdb:///{path}", connect_args={"read_only": True}, poolclass=NullPool)
    asked, errors, halves, seen, start = 0, [], [], 0, None
    while not stop.exists():
        time.sleep(PAUSE)
        try:
            with engine.connect() as connection:
                answer = connection.execute(WHOLE).one()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the test looks for
            errors.append(str(error))
            continue
        articles, statements, run = answer
        if articles != [run] or statements != [run] or run < seen:
            halves.append(str(answer))
        seen, asked = run, asked + 1
        if asked == SETTLED:
            start = footprint()
    return {"pid": os.getpid(), "asked": asked, "errors": errors, "halves": halves, "start": start, "end": footprint()}


if __name__ == "__main__":
    print(json.dumps(read_until(Path(sys.argv[1]), Path(sys.argv[2]))))
