"""Listing: the files behind the paths, folders and patterns a user names, one at a time and in a fixed order."""

# Paths are plain strings here: there may be a million, and some are not UTF-8.
# ruff: noqa: PTH100, PTH112, PTH114, PTH116, PTH118, PTH206, PTH208

from __future__ import annotations

import errno
import fnmatch
import glob
import itertools
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flows.reading.records import RejectedInputError, SourceNotFoundError
from flows.reading.remote import RemoteFile, find_remote
from flows.reading.stores import is_url, without_scheme

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or, with a reason, a name that cannot be read as one; `remote` is not on this machine."""

    path: str
    reason: str | None = None
    is_folder: bool = False
    remote: RemoteFile | None = None


def list_sources(sources: Sequence[str]) -> Iterator[Found]:
    """List the files behind the sources, in the sources' order and by name within a folder; each file once.

    Only one folder's names at a time are held. Raises SourceNotFoundError, before the first file, for a source
    that leads to nothing.
    """
    named = list(dict.fromkeys(map(absolute_source, sources)))
    remote = {url: find_remote(url) for url in named if is_url(url)}
    for path in named:
        if path not in remote:
            _require(path)
    found = itertools.chain.from_iterable(
        map(_as_found, remote[path]) if path in remote else _list_source(path) for path in named
    )
    return _once(found) if _may_overlap(named) else found


def reason_of_error(error: OSError) -> str:
    """Say in a reason why the operating system refused."""
    if isinstance(error, FileNotFoundError):
        return str(RejectedInputError("vanished"))
    if error.errno == errno.ELOOP:
        return str(RejectedInputError("symlink_loop", "the link leads to itself"))
    return str(RejectedInputError("unreadable", (error.strerror or type(error).__name__).lower()))


def absolute_source(source: str) -> str:
    """Return a source that names the same from everywhere; raises SourceNotFoundError for what can be no name."""
    if not source or "\0" in source:
        raise SourceNotFoundError(f"not a path: {source!r}")
    return source if source == STDIN or is_url(source) else os.path.abspath(without_scheme(source))


def _as_found(file: RemoteFile) -> Found:
    return Found(file.url, file.reason, remote=file)


def _is_pattern(path: str) -> bool:
    return glob.has_magic(path) and not os.path.lexists(path)


def _require(path: str) -> None:
    if path == STDIN or os.path.lexists(path):
        return
    if not glob.has_magic(path):
        raise SourceNotFoundError(f"no such file or folder: {path}")
    if next(_match_pattern(path), None) is None:
        raise SourceNotFoundError(f"no file matches: {path}")


def _list_source(path: str) -> Iterator[Found]:
    if path == STDIN:
        yield Found(STDIN)
    elif _is_pattern(path):
        for match in _match_pattern(path):
            # Under "**" the files of a folder match by themselves.
            if "**" not in path or not os.path.isdir(match):
                yield from _Walk(match).files()
    else:
        yield from _Walk(path).files()


def _may_overlap(named: Sequence[str]) -> bool:
    """Whether two sources could lead to one file; only then the names already given must be remembered."""
    urls = [path for path in named if is_url(path)]
    if urls and (len(urls) > 1 or urls[0].count("**") > 1):
        return True
    patterns = [path for path in named if path != STDIN and path not in urls and _is_pattern(path)]
    if any(path.count("**") > 1 for path in patterns):
        return True
    if patterns:
        return len(named) > 1
    roots = sorted(path + os.sep for path in named)
    return any(inner.startswith(outer) for outer, inner in itertools.pairwise(roots))


def _once(found: Iterator[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for item in found:
        if item.path not in seen:
            seen.add(item.path)
            yield item


@dataclass(slots=True)
class _Walk:
    """One walk down from a file or folder; links to folders are followed once, never back into what is read anyway."""

    root: str
    _real_roots: list[str] = field(default_factory=list)

    def files(self) -> Iterator[Found]:
        self._real_roots.append(os.path.realpath(self.root))
        if os.path.isdir(self.root):
            yield from self._below(self.root)
        else:
            yield self._judge(self.root)

    def _below(self, folder: str) -> Iterator[Found]:
        waiting = [self._open(folder)]
        while waiting:
            item = next(waiting[-1], None)
            if item is None:
                waiting.pop()
            elif item.is_folder:
                waiting.append(self._open(item.path))
            else:
                yield item

    def _open(self, folder: str) -> Iterator[Found]:
        """Names of one folder in order; a folder that cannot be listed is one finding itself."""
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            return iter([Found(folder, reason_of_error(error))])
        return (self._judge(os.path.join(folder, name)) for name in names)

    def _judge(self, path: str) -> Found:
        try:
            status = os.lstat(path)
            if stat.S_ISLNK(status.st_mode):
                return self._judge_link(path)
        except OSError as error:
            return Found(path, reason_of_error(error))
        return _judge_mode(path, status.st_mode)

    def _judge_link(self, path: str) -> Found:
        mode = os.stat(path).st_mode
        if not stat.S_ISDIR(mode):
            return _judge_mode(path, mode)
        target = os.path.realpath(path)
        if any(_is_within(target, root) for root in self._real_roots):
            return Found(path, str(RejectedInputError("symlink_loop", "the folder is read under its own name")))
        if any(_is_within(root, target) for root in self._real_roots):
            return Found(path, str(RejectedInputError("symlink_loop", "the link leads to a folder above")))
        self._real_roots.append(target)
        return Found(path, is_folder=True)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _judge_mode(path: str, mode: int) -> Found:
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return Found(path, is_folder=stat.S_ISDIR(mode))
    return Found(path, str(RejectedInputError("unsupported_type", "not a regular file")))


def _match_pattern(pattern: str) -> Iterator[str]:
    """Give the paths a pattern matches, in order; `**` stands for any folders and follows no links."""
    steps = pattern.split(os.sep)
    parts = [step for before, step in itertools.pairwise(["", *steps]) if step and (before, step) != ("**", "**")]
    if parts[-1] == "**":
        parts.append("*")
    return _match_parts(os.sep, parts)


def _match_parts(folder: str, parts: Sequence[str]) -> Iterator[str]:
    if not parts:
        yield folder
    elif parts[0] == "**":
        yield from _match_parts(folder, parts[1:])
        for name in _names_in(folder):
            path = os.path.join(folder, name)
            if os.path.isdir(path) and not os.path.islink(path):
                yield from _match_parts(path, parts)
    else:
        for name in _names_like(folder, parts[0]):
            yield from _match_parts(os.path.join(folder, name), parts[1:])


def _names_like(folder: str, part: str) -> list[str]:
    if not glob.has_magic(part):
        return [part] if os.path.lexists(os.path.join(folder, part)) else []
    names = (name for name in _names_in(folder) if part.startswith(".") or not name.startswith("."))
    return [name for name in names if fnmatch.fnmatchcase(name, part)]


def _names_in(folder: str) -> list[str]:
    """Names in a folder in order; none where it cannot be listed, as in every shell."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
