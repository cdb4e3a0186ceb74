"""Deduplicate: which articles are copies of others."""

from flows.frames import make_frame
from flows.run import Run


def deduplicate(run: Run) -> None:
    """Find copies among the run's articles and the warehouse's; gives `duplicates`."""
    run.folder.write("deduplicate", "all", {"duplicates": make_frame("duplicates", [])})
