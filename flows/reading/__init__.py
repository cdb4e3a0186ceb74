"""Reading: whatever a crawler left, turned into one record for each document offered.

`read_sources` is the way in. Nothing offered is lost: a file or record that cannot be used comes out too, as a
rejected record with its reason, and never stops the others.
"""

from flows.reading.fetching import Ledger
from flows.reading.names import path_of_uri, uri_of_path
from flows.reading.reader import read_sources
from flows.reading.records import ReadLimits, SourceNotFoundError, SourceRecord, document_id

__all__ = [
    "Ledger",
    "ReadLimits",
    "SourceNotFoundError",
    "SourceRecord",
    "document_id",
    "path_of_uri",
    "read_sources",
    "uri_of_path",
]
