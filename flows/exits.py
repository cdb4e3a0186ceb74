"""Exit codes: which error of ours is whose to mend."""

import errno

from flows.outcome import PublicationRefusedError
from flows.reading import SourceNotFoundError
from flows.settings import SettingsError
from warehouse.connect import WarehouseMissingError, WarehouseUnreadableError
from warehouse.lake import LakeMovedError, LakeUnavailableError
from warehouse.lock import WriterBusyError
from warehouse.migrate import NewerWarehouseError, OlderWarehouseError
from warehouse.place import LakeAddressError
from warehouse.publish import StrayWalError, UnknownRunError, UnusablePathError
from warehouse.query import QueryError

FAILED, WRONG_USE, REFUSED, BUSY = 1, 2, 3, 4
NO_SPACE = "No space left on device"


class NotFoundError(LookupError):
    """What the user asked to see is not in the warehouse."""


class AddressError(OSError):
    """The explorer cannot listen where it was told to."""


class UnwritableError(OSError):
    """The warehouse cannot be written where the user wants it."""


class WorkerLostError(RuntimeError):
    """A worker process ended in the middle of its work, as when the machine's memory is exhausted."""


class StagingError(OSError):
    """What stages hand on cannot be written or read where the setting `staging` says."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"staging at {self.args[0]}: {self.reason}; nothing was published: run again"


CODES: tuple[tuple[type[Exception], int], ...] = (
    (WorkerLostError, FAILED),
    (StagingError, FAILED),
    (SourceNotFoundError, WRONG_USE),
    (WarehouseMissingError, WRONG_USE),
    (WarehouseUnreadableError, WRONG_USE),
    (UnusablePathError, WRONG_USE),
    (UnwritableError, WRONG_USE),
    (SettingsError, WRONG_USE),
    (AddressError, WRONG_USE),
    (NotFoundError, WRONG_USE),
    (QueryError, WRONG_USE),
    (StrayWalError, WRONG_USE),
    (UnknownRunError, WRONG_USE),
    (NewerWarehouseError, WRONG_USE),
    (OlderWarehouseError, WRONG_USE),
    (LakeAddressError, WRONG_USE),
    (LakeUnavailableError, WRONG_USE),
    (PublicationRefusedError, REFUSED),
    (WriterBusyError, BUSY),
    (LakeMovedError, BUSY),
)


def exit_code_of(error: Exception) -> int | None:
    """Return the exit code for an error that the user can do something about, None for all others."""
    if _is_disk_full(error):
        return FAILED
    return next((code for kind, code in CODES if isinstance(error, kind)), None)


def _is_disk_full(error: Exception) -> bool:
    """Whether an error says that the disk is full; DuckDB and Polars have that in words only."""
    return (isinstance(error, OSError) and error.errno == errno.ENOSPC) or NO_SPACE in str(error)
