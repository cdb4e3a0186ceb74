"""Decoded texts and what their sources declared."""

import hashlib
import json

import polars as pl

from expectations.rules import matches, not_null, one_of, shown, unique
from expectations.scene import Scene

ID_LENGTH = 32
"""Hex digits of the SHA-256 that name a document (data contract)."""


def _is_hash(scene: Scene) -> pl.Series:
    pairs = scene.frame.select("document_id", "text").iter_rows()
    return pl.Series([text is None or _name(text) == name for name, text in pairs], dtype=pl.Boolean)


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf8")).hexdigest()[:ID_LENGTH]


def _is_json(scene: Scene) -> pl.Series:
    declared = scene.frame.get_column("declared")
    return pl.Series([None if words is None else _parses(words) for words in declared], dtype=pl.Boolean)


def _parses(words: str) -> bool:
    try:
        return isinstance(json.loads(words), dict)
    except json.JSONDecodeError:
        return False


RULES = (
    not_null("document_id"),
    unique("document_id"),
    matches("document_id", rf"^[0-9a-f]{{{ID_LENGTH}}}$", f"is {ID_LENGTH} hex digits"),
    not_null("text"),
    one_of("format", "text", "html"),
    shown("named_by_content", ("document_id", "text"), "is the SHA-256 of the text as UTF-8", _is_hash),
    shown("json_object", "declared", "is a JSON object", _is_json),
)
