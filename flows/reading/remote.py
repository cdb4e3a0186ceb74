"""Remote sources: the files behind a URL, in the order in which local ones are listed."""

from __future__ import annotations

import fnmatch
import glob
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from flows.reading.names import format_of_name
from flows.reading.records import RejectedInputError, SourceNotFoundError
from flows.reading.stores import Entry, RemoteError, Store, open_store

_STRANGE = str(RejectedInputError("unsupported_type", "a name that leads out of its folder, or has none"))


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to read, or, with a reason, a name that cannot be read as one; `data` is what is on its way already."""

    store: Store
    entry: Entry
    reason: str | None = None
    data: Future[bytes] | None = None

    @property
    def is_unlisted(self) -> bool:
        """Whether this is a folder that could not be looked into."""
        return self.reason not in {None, _STRANGE} and self.entry.is_folder

    @property
    def url(self) -> str:
        return self.store.url_of(self.entry.path)

    @property
    def format(self) -> str | None:
        return format_of_name(self.url.partition("?")[0] if self.store.is_web else self.url)

    def looked_at(self) -> RemoteFile:
        """Return the file with its size and version, which web servers do not tell in a list."""
        if self.reason or self.entry.size is not None or self.entry.version is not None:
            return self
        try:
            entry = self.store.look(self.entry.path)
        except RemoteError as error:
            return replace(self, reason=error.reason)
        return replace(self, entry=replace(entry, path=self.entry.path)) if entry else replace(self, reason="vanished")


def find_remote(url: str) -> Iterator[RemoteFile]:
    """Give the files of a URL: a file, a folder or a pattern.

    Raises, at once, SettingsError for a filesystem that is not installed and SourceNotFoundError for what is not
    there. What cannot be listed is one file with a reason.
    """
    store = open_store(url)
    if store.is_web and url.partition("?")[0].endswith("/"):
        return _below(store, store.path)
    try:
        entry = store.look(store.path)
        if entry:
            return _below(store, store.path) if entry.is_folder else iter([RemoteFile(store, entry)])
        if _has_magic(store, store.path):
            return _matching(store)
    except RemoteError as error:
        return iter([_unreadable(store, store.path, error)])
    raise SourceNotFoundError(f"no such file or folder: {store.url}")


def _unreadable(store: Store, path: str, error: RemoteError) -> RemoteFile:
    return RemoteFile(store, Entry(path, is_folder=True), error.reason)


def _below(store: Store, folder: str) -> Iterator[RemoteFile]:
    """Give the files below a folder, one folder's names at a time."""
    waiting = [_names_in(store, folder)]
    while waiting:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
        elif item.reason is None and item.entry.is_folder:
            waiting.append(_names_in(store, item.entry.path))
        else:
            yield item


def _names_in(store: Store, folder: str) -> Iterator[RemoteFile]:
    try:
        entries = store.names_in(folder)
    except RemoteError as error:
        return iter([_unreadable(store, folder, error)])
    return (RemoteFile(store, entry, None if store.is_inside(entry.path) else _STRANGE) for entry in entries)


def _has_magic(store: Store, part: str) -> bool:
    """Whether a part of a path is a pattern; in an address of the web only a star is one."""
    return "*" in part.partition("?")[0] if store.is_web else glob.has_magic(part)


def _matching(store: Store) -> Iterator[RemoteFile]:
    """Give the files that a pattern matches, in order; raises SourceNotFoundError where there is none."""
    steps = store.path.split("/")
    first = next(number for number, step in enumerate(steps) if _has_magic(store, step))
    depth = len("/".join(steps[first:]))
    root = replace(store, path="/".join(steps[:first]), url=store.url[: -depth - 1])
    parts = [*steps[first:], "*"] if steps[-1] == "**" else steps[first:]
    found = _match(root, root.path, parts)
    head = next(found, None)
    if head is None or (head.reason == "vanished" and head.entry.path == root.path):
        raise SourceNotFoundError(f"no file matches: {store.url}")
    return _files_of([head], found, is_deep="**" in parts)


def _files_of(*found: Iterable[RemoteFile], is_deep: bool) -> Iterator[RemoteFile]:
    """Give files as they are and the files below folders; under "**" those match by themselves."""
    for item in (item for some in found for item in some):
        if item.reason or not item.entry.is_folder:
            yield item
        elif not is_deep:
            yield from _below(item.store, item.entry.path)


def _match(store: Store, folder: str, parts: Sequence[str]) -> Iterator[RemoteFile]:
    return _match_names(list(_names_in(store, folder)), parts)


def _match_names(names: Sequence[RemoteFile], parts: Sequence[str]) -> Iterator[RemoteFile]:
    """Give what of a folder's names, and below them, a pattern matches; a folder that cannot be listed always."""
    if parts[0] != "**":
        for item in names:
            is_like = _is_like(item.entry.name, parts[0])
            if item.is_unlisted or (is_like and (item.reason or len(parts) == 1)):
                yield item
            elif is_like and item.entry.is_folder:
                yield from _match(item.store, item.entry.path, parts[1:])
        return
    yield from _match_names(names, parts[1:])
    for item in names:
        if item.entry.is_folder and not item.reason:
            yield from _match(item.store, item.entry.path, parts)


def _is_like(name: str, part: str) -> bool:
    return (part.startswith(".") or not name.startswith(".")) and fnmatch.fnmatchcase(name, part)
