"""The stages of a run, one plain function each; `flows.pipeline` wraps them as tasks.

A step takes the run (and the part, where a stage works on parts), reads the Parquet files of the stages before it
and writes its own. It can be called again: what is done is not done twice.
"""

from flows.steps.clean import clean
from flows.steps.commit import commit
from flows.steps.deduplicate import deduplicate
from flows.steps.load import load
from flows.steps.publish import publish
from flows.steps.read import read
from flows.steps.read_again import read_again
from flows.steps.reconsider import reconsider
from flows.steps.relate import relate
from flows.steps.repetition import find_repeated
from flows.steps.survey import survey
from flows.steps.understand import understand
from flows.steps.validate import groups_to_validate, validate

__all__ = [
    "clean",
    "commit",
    "deduplicate",
    "find_repeated",
    "groups_to_validate",
    "load",
    "publish",
    "read",
    "read_again",
    "reconsider",
    "relate",
    "survey",
    "understand",
    "validate",
]
