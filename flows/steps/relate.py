"""Relate: which articles tell one story."""

import polars as pl

from flows.frames import make_frame
from flows.run import Run


def relate(run: Run) -> None:
    """Link the run's articles into stories; gives `stories` and `article_links`."""
    articles = pl.concat(pl.read_parquet(path) for path in run.folder.files("clean", "articles"))
    links = articles.select(
        "article_id", pl.lit(None, pl.String).alias("duplicate_of"), pl.lit(None, pl.String).alias("story_id")
    )
    run.folder.write("relate", "all", {"stories": make_frame("stories", []), "article_links": links})
