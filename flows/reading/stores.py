"""Stores: what a URL names on a filesystem that fsspec reaches, and how to speak of it without its secrets.

fsspec and the filesystems behind it are imported only where somebody names a URL.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlencode

from flows.reading.records import RejectedInputError, SourceNotFoundError
from flows.settings import SettingsError

_URL = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_HERE = ("file", "local")
"""Schemes of this machine's own files, which are read as such."""
_WEB = ("http", "https")
_KEYS = ("s3", "s3a")
"""Schemes whose user and password are an access key and its secret; fsspec does not read those from a URL."""
_AT_IS_A_PLACE = ("abfs", "abfss", "az", "github")
"""Schemes where what stands before an @ says where, not who."""
_SECRET_PARAMETER = re.compile(
    r"x-amz-.*|x-goog-.*|.*signature|sig|s[epvrt]|spr|sk[a-z]{1,2}|skoid|sktid|.*token|.*key|.*key-?id|googleaccessid|"
    r"auth|expires|pass(word|wd)?|policy|secret",
    re.IGNORECASE,
)
"""Parameters of signed addresses (Amazon, Google, Azure, CloudFront) and of keys: who has them may read."""
_MOST_WORDS = 200
_LONGEST_NAME = 4096
"""Longer than any name on S3 (1,024) or a disk; a web server that makes up folders in folders ends here."""


class RemoteError(OSError):
    """The other side failed; `reason` says in a reject what happened, without secrets."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """A name on a filesystem: its path there, and what is told of it; version None: nothing tells it from others."""

    path: str
    is_folder: bool
    size: int | None = None
    version: str | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Store:
    """A path on a filesystem; `url` is its name for people and tables, `secrets` what must not be said."""

    fs: Any
    path: str
    url: str
    scheme: str
    secrets: tuple[str, ...] = ()

    @property
    def is_web(self) -> bool:
        return self.scheme in _WEB

    def url_of(self, path: str) -> str:
        """Return the name for people of a path at or below this one."""
        return self.url + path.removeprefix(self.path)

    def ask[R](self, function: Callable[..., R], *args: Any, **more: Any) -> R:
        """Call a function of the filesystem; whatever it raises comes as RemoteError, what is not there included.

        Filesystems raise errors of many libraries, of which only some are OSErrors.
        """
        try:
            return function(*args, **more)
        except Exception as error:
            raise RemoteError(self.reason_of(error)) from error

    def reason_of(self, error: Exception) -> str:
        """Say in a reason what the other side had to say."""
        if isinstance(error, RemoteError):
            return error.reason
        if isinstance(error, FileNotFoundError):
            return str(RejectedInputError("vanished"))
        if isinstance(error, OSError) and error.errno == errno.EBUSY:  # s3fs: another version stands there now
            return str(RejectedInputError("changed_while_read"))
        return str(RejectedInputError("unreadable", self.words_of(error)))

    def words_of(self, error: BaseException) -> str:
        """Return an error's words, or its name where it has none, in one line and without secrets."""
        told = getattr(error, "strerror", None) or str(error)
        words = " ".join(_without(told, self.secrets).split())[:_MOST_WORDS]
        return words or type(error).__name__

    def look(self, path: str) -> Entry | None:
        """Return the entry of a path, None where there is nothing; raises RemoteError where that cannot be told."""
        try:
            return _entry(self.fs.info(path))
        except FileNotFoundError as error:
            cause = error.__cause__ if self.is_web else None  # fsspec says so of a server that cannot be reached too
            if cause is None or getattr(cause, "status", None) == HTTPStatus.NOT_FOUND:
                return None
            raise RemoteError(str(RejectedInputError("unreadable", self.words_of(cause)))) from error
        except Exception as error:
            raise RemoteError(self.reason_of(error)) from error

    def names_in(self, folder: str) -> list[Entry]:
        """Return what stands in a folder, by name; raises RemoteError where it cannot be listed."""
        at = folder + "/" if self.is_web else folder or self.fs.root_marker
        entries = [_entry(info, ends_in_slash=self.is_web) for info in self.ask(self.fs.ls, at, detail=True)]
        # A folder that was made as such on S3 holds a file of its own name; a web page sorts its list by "?C=M".
        own = {folder, folder + "/"}
        inside = (entry for entry in entries if entry.is_folder or entry.path not in own)
        return sorted((entry for entry in inside if not entry.name.startswith("?")), key=lambda entry: entry.name)

    def is_inside(self, path: str) -> bool:
        """Whether a name that was listed lies here, whoever made it up, and has an end."""
        is_below = path.startswith(self.path + "/") and not path.endswith("/") and len(path) <= _LONGEST_NAME
        return is_below and not _climbs(path.removeprefix(self.path), is_web=self.is_web)


def is_url(source: str) -> bool:
    """Whether a source is a URL of another filesystem than this machine's."""
    scheme = _URL.match(source)
    return scheme is not None and scheme[1].lower() not in _HERE


def without_scheme(source: str) -> str:
    """Return the path that a URL of this machine's files names; anything else as it is."""
    scheme = _URL.match(source)
    return source[scheme.end() :] if scheme and scheme[1].lower() in _HERE else source


def without_secrets(url: str) -> str:
    """Return a URL without user, password and signature."""
    return _Parts.of(url).shown


def has_secrets(url: str) -> bool:
    """Whether a URL says more than may be stored."""
    return bool(_Parts.of(url).secrets)


def open_store(url: str) -> Store:
    """Find the filesystem of a URL; nothing is asked of it yet.

    Raises SettingsError where a package is missing, SourceNotFoundError for a URL that leads nowhere.
    """
    import fsspec  # noqa: PLC0415 - only where somebody names a URL

    parts = _Parts.of(url)
    if _climbs(parts.rest, is_web=parts.is_web) or not (parts.host + parts.rest).strip("/") or "\0" in url:
        raise SourceNotFoundError(f"not a place of its own: {parts.shown}")
    try:
        kind = fsspec.get_filesystem_class(parts.scheme)
        fs = fsspec.filesystem(parts.scheme, **_options(kind, url, parts))
        path = str(kind._strip_protocol(parts.plain))  # noqa: SLF001 - what fsspec's own url_to_fs calls
    except ImportError as error:
        raise SettingsError(f"{parts.scheme}:// needs a package that is not installed: {_advice(error)}") from None
    except Exception as error:  # noqa: BLE001 - each filesystem has its own words for a URL that it cannot use
        words = _without(str(error), parts.secrets)
        raise SourceNotFoundError(f"cannot open {parts.shown}: {words}") from None
    fs.dircache.use_listings_cache = False  # what was listed may change, and a million names need a gigabyte
    return Store(fs, path.rstrip("/"), parts.shown.rstrip("/"), parts.scheme, parts.secrets)


def _options(kind: Any, url: str, parts: _Parts) -> dict[str, Any]:
    """Return what a filesystem is told: what it reads from the URL itself, and who asks."""
    options: dict[str, Any] = {} if parts.is_web else dict(kind._get_kwargs_from_urls(url))  # noqa: SLF001 - as above
    if not parts.user:
        return options
    user, _, password = map(unquote, parts.user.partition(":"))
    if parts.scheme in _KEYS:
        options |= {"key": user, "secret": password}
    elif parts.is_web:
        from aiohttp import BasicAuth  # noqa: PLC0415 - fsspec has imported it

        options |= {"auth": BasicAuth(user, password)}  # of each request: one that is sent elsewhere goes without
    return options


def _advice(error: ImportError) -> str:
    """Return what fsspec says to install; of what we have an extra for, the extra."""
    return "pip install newsledger[s3]" if "s3fs" in str(error) else str(error)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A URL taken apart; `plain` is without user and password, `shown` also without a signature."""

    scheme: str
    user: str
    host: str
    rest: str
    shown_rest: str
    secrets: tuple[str, ...]

    @classmethod
    def of(cls, url: str) -> _Parts:
        scheme, _, store = url.partition("://")
        scheme = scheme.lower()
        host, slash, rest = store.partition("/")
        user = "" if scheme in _AT_IS_A_PLACE else host.rpartition("@")[0]
        path, mark, query = rest.partition("?") if scheme in _WEB else (rest, "", "")
        kept, hidden = _sort_parameters(query)
        secrets = tuple(filter(None, (user, *map(unquote, user.split(":", 1)), *hidden)))
        shown = slash + path + (mark + kept if kept else "")
        return cls(scheme, user, host.removeprefix(user + "@"), slash + rest, shown, secrets)

    @property
    def is_web(self) -> bool:
        return self.scheme in _WEB

    @property
    def plain(self) -> str:
        return f"{self.scheme}://{self.host}{self.rest}"

    @property
    def shown(self) -> str:
        return f"{self.scheme}://{self.host}{self.shown_rest}"


def _sort_parameters(query: str) -> tuple[str, list[str]]:
    """Return a query without the parameters that give access, and their values."""
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    hidden = [value for name, value in pairs if _gives_access(name)]
    kept = [f"{name}={value}" if value else name for name, value in pairs if not _gives_access(name)]
    return "&".join(kept), hidden


def _gives_access(parameter: str) -> bool:
    return _SECRET_PARAMETER.fullmatch(unquote(parameter)) is not None


def _without(words: str, secrets: tuple[str, ...]) -> str:
    """Return an error's words without secrets, however they are written in them."""
    for secret in sorted(secrets, key=len, reverse=True):
        for form in (secret, unquote(secret), urlencode({"": secret})[1:]):
            words = words.replace(form, "***")
    return re.sub(r"//[^/@\s]*@", "//", words)


def _climbs(path: str, *, is_web: bool) -> bool:
    """Whether a path holds a step to itself or upwards, which servers and libraries may follow."""
    path = unquote(path.partition("?")[0]) if is_web else path
    return any(step in {".", ".."} for step in re.split(r"[/\\]" if is_web else "/", path))


_TAGS = ("ETag", "etag", "md5Hash", "content_md5", "Content-MD5", "md5", "crc32c")
_TIMES = ("LastModified", "last_modified", "Last-Modified", "mtime", "modify", "updated")


def _entry(info: Mapping[str, Any], *, ends_in_slash: bool = False) -> Entry:
    """Make an entry of what fsspec tells; in lists of web pages the folders' names end in a slash."""
    name, size, is_folder = str(info["name"]), info.get("size"), info["type"] == "directory"
    return Entry(
        path=name.rstrip("/") if ends_in_slash and is_folder else name,
        is_folder=is_folder,
        size=int(size) if size is not None else None,
        version=_version(info, size),
    )


def _version(info: Mapping[str, Any], size: object) -> str | None:
    """Return what changes with a file's bytes: a checksum or else the time of the last change, with the size."""
    told: Iterator[object] = (info[name] for name in (*_TAGS, *_TIMES) if info.get(name))
    sign = next(told, None)
    return None if sign is None else f"{size} {sign.isoformat() if hasattr(sign, 'isoformat') else sign}"
