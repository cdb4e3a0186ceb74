"""Parquet: rows in batches small enough for memory, of the columns that matter only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.reading.encodings import decode_line
from flows.reading.fields import FieldNames
from flows.reading.records import MEBIBYTE, Origin, ReadLimits, RejectedInputError, SourceRecord
from flows.reading.unpacking import ByteStream

_BATCH_BYTES = 8 * MEBIBYTE
_MOST_ROWS = 1024
_BUFFER = MEBIBYTE
# What Arrow raises on a damaged file; it tells damage in several of Python's own classes.
_ERRORS = (pa.ArrowException, OSError, ValueError, TypeError, KeyError, IndexError, OverflowError)


def read_parquet(stream: ByteStream, origin: Origin, fields: FieldNames, limits: ReadLimits) -> Iterator[SourceRecord]:
    """Give a record for each row.

    Raises RejectedInputError for a file without a text column, and where it cannot be read on.
    """
    if not stream.seekable():
        raise RejectedInputError("unsupported_type", "a Parquet file packs its own columns and is not read packed")
    try:
        file = pq.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)
        columns = [name for name in file.schema_arrow.names if fields.is_known(name)]
    except _ERRORS as error:
        raise _broken(error) from error
    if not fields.has_text(columns):
        names = map(str, file.schema_arrow.names[:20])
        raise RejectedInputError("no_text_field", "columns are " + ", ".join(names))
    _hold_limits(file, limits)
    return _read_rows(file, columns, origin, fields, limits)


def _read_rows(
    file: pq.ParquetFile, columns: list[str], origin: Origin, fields: FieldNames, limits: ReadLimits
) -> Iterator[SourceRecord]:
    for number, row in enumerate(_rows(file, columns), 1):
        size = sum(len(value) for value in row.values() if isinstance(value, bytes))
        if size > limits.max_document_bytes:
            limit = f"more than {limits.max_document_bytes} bytes"
            yield origin.reject(RejectedInputError("too_large", limit), size, number)
            continue
        try:
            content = fields.read(*_decode_row(row))
        except RejectedInputError as error:
            yield origin.reject(error, size, number)
        else:
            yield origin.accept(content, size, number)


def _decode_row(row: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Decode a row's strings; the encoding is that of the worst of them."""
    decoded = {
        name: decode_line(value) if isinstance(value, bytes) else (value, "utf-8") for name, value in row.items()
    }
    return {name: value for name, (value, _) in decoded.items()}, max(encoding for _, encoding in decoded.values())


def _rows(file: pq.ParquetFile, columns: list[str]) -> Iterator[dict[str, Any]]:
    """Give rows as objects; strings come as bytes, since a damaged file holds some that are not UTF-8."""
    try:
        for batch in _batches(file, columns):
            values = [_as_bytes(column).to_pylist() for column in batch.columns]
            for row in zip(*values, strict=True):
                yield dict(zip(batch.schema.names, row, strict=True))
    except _ERRORS as error:
        raise _broken(error) from error


def _batches(file: pq.ParquetFile, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Give batches that lie within one row group each, so that a damaged group spoils none before it."""
    for group in range(file.metadata.num_row_groups):
        yield from file.iter_batches(_batch_size(file), row_groups=[group], columns=columns, use_threads=False)


def _as_bytes(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_string_view(column.type):
        return column.cast(pa.binary())
    return column.cast(pa.large_binary()) if pa.types.is_large_string(column.type) else column


def _hold_limits(file: pq.ParquetFile, limits: ReadLimits) -> None:
    groups = [file.metadata.row_group(index) for index in range(file.metadata.num_row_groups)]
    packed = sum(group.column(at).total_compressed_size for group in groups for at in range(group.num_columns))
    unpacked = sum(group.total_byte_size for group in groups)
    if unpacked > limits.max_unpacked_bytes:
        raise RejectedInputError("zip_bomb", f"more than {limits.max_unpacked_bytes} bytes")
    if unpacked > max(limits.unpacking_ratio_from, limits.max_unpacking_ratio * max(packed, 1)):
        raise RejectedInputError("zip_bomb", f"more than {limits.max_unpacking_ratio} times its size")


def _batch_size(file: pq.ParquetFile) -> int:
    """Give the number of rows that hold about `_BATCH_BYTES`."""
    sizes = [file.metadata.row_group(index).total_byte_size for index in range(file.metadata.num_row_groups)]
    fitting: int = _BATCH_BYTES * file.metadata.num_rows // max(sum(sizes), 1)
    return max(1, min(_MOST_ROWS, fitting))


def _broken(error: Exception) -> RejectedInputError:
    return RejectedInputError("broken_parquet", str(error).split("\n", 1)[0][:200])
