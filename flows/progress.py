"""Telling whoever started a run how far it is; silent unless somebody listens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[str], object] | None] = ContextVar("listener", default=None)


def say(words: str) -> None:
    """Tell the listener, if there is one, what is being done."""
    if listener := _listener.get():
        listener(words)


@contextmanager
def heard_by(listener: Callable[[str], object]) -> Iterator[None]:
    """Send what is said inside to a listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
