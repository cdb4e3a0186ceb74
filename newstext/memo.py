"""Remember what a pure function gave."""

from collections.abc import Callable, Iterator

ROOM = 50_000
"""Values kept at a time: about the different words of two million words of news; some ten megabytes."""


class Memo[Key, Value](dict[Key, Value]):
    """The values of a pure function by argument; when full it begins anew, so memory is bounded and results are not.

    `memo[key]` computes what it does not hold. A dictionary costs a tenth of `functools.lru_cache` where a loop in C
    (`map`, `join`) asks for every word of a text.
    """

    def __init__(self, function: Callable[[Key], Value], room: int = ROOM) -> None:
        super().__init__()
        self._function, self._room = function, room

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._room:
            self.clear()
        value = self[key] = self._function(key)
        return value


class Lazily[Value]:
    """The values of an iterator, taken from it only as far as anyone asks, and kept."""

    __slots__ = ("_known", "_rest")

    def __init__(self, values: Iterator[Value]) -> None:
        self._known: list[Value] = []
        self._rest = values

    def __iter__(self) -> Iterator[Value]:
        yield from self._known
        for value in self._rest:
            self._known.append(value)
            yield value
